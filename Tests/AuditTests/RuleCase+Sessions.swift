import Audit
import Exam
import Primitives

extension RuleCase {
    static let sessions = [
        RuleCase("LOGIN-05", .notApplicable, "no session") { $0.remove(.sessionOpened) },
        RuleCase("LOGIN-05", .pass, "the second opens as the first ends") {
            $0.move(.sessionEnded, to: $0.start)
            $0.open(2, "pc-0009", at: $0.start)
        },
        RuleCase("LOGIN-05", .fail, "the second opens a millisecond earlier") {
            $0.move(.sessionEnded, to: $0.start)
            $0.open(2, "pc-0009", at: $0.start + -1)
        },
        RuleCase("LOGIN-05", .pass, "twice on the same device") { $0.open(2, "pc-0001", at: $0.start) },
        RuleCase("LOGIN-05", .fail, "both still open") {
            $0.remove(.sessionEnded)
            $0.open(2, "pc-0009", at: $0.start)
        },
        RuleCase("LOGIN-05", .pass, "the first is superseded") {
            $0.add(.sessionSuperseded(SessionSuperseded(sessionNo: 1, bySessionNo: 2)), at: $0.start)
            $0.open(2, "pc-0009", at: $0.start)
        },
        RuleCase("LOGIN-06", .notApplicable, "no flag"),
        RuleCase("LOGIN-06", .fail, "not reviewed") { $0.flag() },
        RuleCase("LOGIN-06", .pass, "cleared by a later review") {
            let flag = $0.flag()
            $0.review(.pass, [flag], at: $0.start + 900_000)
        },
        RuleCase("LOGIN-06", .fail, "the review is unclear") {
            let flag = $0.flag()
            $0.review(.unclear, [flag], at: $0.start + 900_000)
        },
        RuleCase("LOGIN-06", .fail, "the review came before") {
            let flag = $0.flag()
            $0.review(.pass, [flag], at: $0.start + 99_000)
        },
        RuleCase("LOGIN-07", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("LOGIN-07", .pass, "no refusal"),
        RuleCase("LOGIN-07", .fail, "at the start") { $0.refuseLogin(.windowClosed, prior: true, at: $0.start) },
        RuleCase("LOGIN-07", .pass, "before the start") {
            $0.refuseLogin(.windowClosed, prior: true, at: $0.start + -1)
        },
        RuleCase("LOGIN-07", .fail, "a millisecond before the end") {
            $0.refuseLogin(.windowClosed, prior: true, at: $0.end + -1)
        },
        RuleCase("LOGIN-07", .pass, "at the end") { $0.refuseLogin(.windowClosed, prior: true, at: $0.end) },
        RuleCase("LOGIN-07", .fail, "after the end that is not recorded") {
            $0.remove(.finishTimedOut)
            $0.refuseLogin(.windowClosed, prior: true, at: $0.end + 1)
        },
        RuleCase("LOGIN-07", .pass, "without an earlier session") {
            $0.refuseLogin(.windowClosed, prior: false, at: $0.start + 1)
        },
        RuleCase("LOGIN-07", .pass, "for another reason") {
            $0.refuseLogin(.activeElsewhere, prior: true, at: $0.start + 1)
        },
        RuleCase("LOGIN-08", .notApplicable, "no refusal"),
        RuleCase("LOGIN-08", .pass, "too early, a millisecond before") {
            $0.refuseLogin(.tooEarly, at: $0.opens + -1)
        },
        RuleCase("LOGIN-08", .fail, "too early, at the opening") { $0.refuseLogin(.tooEarly, at: $0.opens) },
        RuleCase("LOGIN-08", .pass, "closed, at the close") { $0.refuseLogin(.windowClosed, at: $0.closes) },
        RuleCase("LOGIN-08", .fail, "closed, a millisecond before") {
            $0.refuseLogin(.windowClosed, at: $0.closes + -1)
        },
        RuleCase("LOGIN-08", .pass, "active elsewhere") { $0.refuseLogin(.activeElsewhere, at: $0.start) },
        RuleCase("LOGIN-08", .fail, "active elsewhere, before any session") {
            $0.refuseLogin(.activeElsewhere, at: $0.start + -899_500)
        },
        RuleCase("LOGIN-08", .fail, "active elsewhere, after the session") {
            $0.refuseLogin(.activeElsewhere, at: $0.end + 240_000)
        },
        RuleCase("LOGIN-08", .fail, "not on the roster") { $0.refuseLogin(.notRostered, at: $0.start) },
        RuleCase("LOGIN-08", .pass, "not on the roster indeed") {
            $0.remove(.candidateRegistered)
            $0.refuseLogin(.notRostered, at: $0.start)
        },
        RuleCase("LOGIN-08", .fail, "barred by nothing") { $0.refuseLogin(.barred, at: $0.start) },
        RuleCase("LOGIN-08", .pass, "barred after a withdrawal") {
            $0.add(
                .candidateWithdrawn(CandidateWithdrawn(reason: "r")), at: $0.start + -950_000,
                by: .administrator("a-01"))
            $0.refuseLogin(.barred, at: $0.start)
        },
        RuleCase("LOGIN-08", .fail, "finished, while running") { $0.refuseLogin(.finished, at: $0.start) },
        RuleCase("LOGIN-08", .pass, "finished indeed") { $0.refuseLogin(.finished, at: $0.end + 1) },
    ]
}

extension HistoryBuilder {
    mutating func refuseLogin(_ reason: LoginRefused.Reason, prior: Bool = false, at time: Instant) {
        add(.loginRefused(LoginRefused(reason: reason, deltaMs: 0, hadPriorSession: prior)), at: time)
    }

    @discardableResult
    mutating func flag() -> EventID {
        add(.appearanceFlagged(AppearanceFlagged(kind: .mask, atOffsetMs: 0)), at: start + 100_000)
    }

    mutating func review(_ result: RecordingReviewed.Result, _ refs: [EventID], at time: Instant) {
        add(
            .recordingReviewed(RecordingReviewed(result: result, refs: refs, reviewerID: "x-01")), at: time,
            by: .examiner)
    }
}
