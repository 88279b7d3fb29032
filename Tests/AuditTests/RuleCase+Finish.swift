import Audit
import Exam
import Primitives

extension RuleCase {
    static let finish = [
        RuleCase("FIN-01", .notApplicable, "by time-out"),
        RuleCase("FIN-01", .pass, "requested and confirmed") {
            $0.request(at: $0.start + 300_000)
            $0.confirm(at: $0.start + 301_000)
        },
        RuleCase("FIN-01", .fail, "not requested") { $0.confirm(at: $0.start + 301_000) },
        RuleCase("FIN-01", .fail, "requested, cancelled, confirmed") {
            $0.request(at: $0.start + 300_000)
            $0.cancel(at: $0.start + 300_500)
            $0.confirm(at: $0.start + 301_000)
        },
        RuleCase("FIN-01", .pass, "requested again after the cancellation") {
            $0.request(at: $0.start + 300_000)
            $0.cancel(at: $0.start + 300_500)
            $0.request(at: $0.start + 300_700)
            $0.confirm(at: $0.start + 301_000)
        },
        RuleCase("FIN-01", .fail, "by a key that is not the candidate's") {
            $0.request(at: $0.start + 300_000)
            $0.confirm(at: $0.start + 301_000)
            $0.change(.finishConfirmed) { $0.key = HistoryBuilder.key(.computer, of: "c-0001") }
        },
        RuleCase("FIN-02", .pass, "just within the tolerance") {
            $0.move(.finishTimedOut, to: $0.due + $0.parameters.timerTolMs)
        },
        RuleCase("FIN-02", .fail, "a millisecond late") {
            $0.move(.finishTimedOut, to: $0.due + $0.parameters.timerTolMs + 1)
        },
        RuleCase("FIN-02", .pass, "just not too early") {
            $0.move(.finishTimedOut, to: $0.due + -$0.parameters.timerTolMs)
        },
        RuleCase("FIN-02", .fail, "a millisecond early") {
            $0.move(.finishTimedOut, to: $0.due + (-$0.parameters.timerTolMs - 1))
        },
        RuleCase("FIN-02", .pass, "without a timer, at T + D") { $0.remove(.answerTimerStarted) },
        RuleCase("FIN-02", .fail, "an approved extension was not given") { $0.extend(approvedBy: "a-02") },
        RuleCase("FIN-02", .pass, "an extension without approval does not count") { $0.extend(approvedBy: nil) },
        RuleCase("FIN-02", .pass, "an extension approved by the same holder does not count") {
            $0.extend(approvedBy: "a-01")
        },
        RuleCase("FIN-02", .notApplicable, "no time-out") { $0.remove(.finishTimedOut) },
        RuleCase("FIN-03", .notApplicable, "by time-out"),
        RuleCase("FIN-03", .pass, "with a reason and a second officer") { $0.force("misconduct", approvedBy: "i-02") },
        RuleCase("FIN-03", .fail, "without approval") { $0.force("misconduct", approvedBy: nil) },
        RuleCase("FIN-03", .fail, "approved by the same officer") { $0.force("misconduct", approvedBy: "i-01") },
        RuleCase("FIN-03", .fail, "without a reason") { $0.force(nil, approvedBy: "i-02") },
        RuleCase("FIN-04", .pass, "just in time") {
            $0.move(.mainRecordingStopped, to: $0.end + $0.parameters.startGraceMs)
        },
        RuleCase("FIN-04", .fail, "a millisecond late") {
            $0.move(.mainRecordingStopped, to: $0.end + $0.parameters.startGraceMs + 1)
        },
        RuleCase("FIN-04", .fail, "never") { $0.remove(.mainRecordingStopped) },
        RuleCase("FIN-04", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("FIN-04", .notApplicable, "no recording") { $0.remove(.mainRecordingStarted) },
    ]
}

extension HistoryBuilder {
    mutating func request(at time: Instant) {
        add(.finishRequested(FinishRequested(remainingMs: 1)), at: time, by: .candidate)
    }

    mutating func cancel(at time: Instant) {
        add(.finishCancelled(FinishCancelled(remainingMs: 1)), at: time, by: .candidate)
    }

    mutating func confirm(at time: Instant) {
        add(.finishConfirmed(FinishConfirmed(remainingMs: 1)), at: time, by: .candidate)
    }

    /// A minute more for the candidate, or for the whole sitting; at T+200_000 where no other moment is given.
    mutating func extend(at time: Instant? = nil, approvedBy officer: String?, to candidate: String? = "c-0001") {
        let time = time ?? start + 200_000
        let granted = add(
            .timeExtensionGranted(TimeExtensionGranted(addedMs: 60_000, reason: "r")), at: time,
            by: .administrator("a-01"), to: candidate)
        approve(granted, by: officer.map { .administrator($0) }, at: time + 1000)
    }

    mutating func force(_ reason: String?, approvedBy officer: String?) {
        let forced = add(
            .finishForced(FinishForced(reason: reason)), at: start + 300_000, by: .invigilator("i-01"))
        approve(forced, by: officer.map { .invigilator($0) }, at: start + 310_000)
    }

    private mutating func approve(_ subject: EventID, by voice: Voice?, at time: Instant) {
        guard let voice else { return }
        add(.approvalRecorded(ApprovalRecorded(subject: subject, decision: .approve)), at: time, by: voice)
    }
}
