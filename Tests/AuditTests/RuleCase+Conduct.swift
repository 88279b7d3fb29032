import Audit
import Exam
import Primitives

extension RuleCase {
    static let conduct =
        [
            RuleCase("FOCUS-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
            RuleCase("FOCUS-01", .pass, "never"),
            RuleCase("FOCUS-01", .pass, "a millisecond short of long") {
                $0.leave($0.parameters.focusAdjudicateMs - 1)
            },
            RuleCase("FOCUS-01", .fail, "long enough", severity: .adjudication) {
                $0.leave($0.parameters.focusAdjudicateMs)
            },
            RuleCase("FOCUS-01", .fail, "just often enough, just long enough", severity: .adjudication) {
                $0.leave($0.parameters.focusIgnoreMs + 1, times: $0.parameters.focusAdjudicateN)
            },
            RuleCase("FOCUS-01", .pass, "once fewer") {
                $0.leave($0.parameters.focusIgnoreMs + 1, times: $0.parameters.focusAdjudicateN - 1)
            },
            RuleCase("FOCUS-01", .pass, "often, but not longer than is ignored") {
                $0.leave($0.parameters.focusIgnoreMs, times: $0.parameters.focusAdjudicateN + 5)
            },
            RuleCase("FOCUS-01", .fail, "the system took the focus", severity: .notice) {
                $0.leave($0.parameters.focusAdjudicateMs, .osPopup)
                $0.leave($0.parameters.focusAdjudicateMs, .lock)
            },
            RuleCase("FOCUS-01", .fail, "the system, and the candidate too", severity: .adjudication) {
                $0.leave($0.parameters.focusAdjudicateMs, .osPopup)
                $0.leave($0.parameters.focusIgnoreMs + 1, .userSwitch)
            },
            RuleCase("FOCUS-01", .fail, "the system, and the candidate for a moment that is ignored", severity: .notice)
            {
                $0.leave($0.parameters.focusAdjudicateMs, .osPopup)
                $0.leave($0.parameters.focusIgnoreMs, .userSwitch)
            },
            RuleCase("FOCUS-01", .fail, "back at entry") {
                $0.comeBack(after: $0.parameters.focusAdjudicateMs, at: $0.entry)
            },
            RuleCase("FOCUS-01", .pass, "back a millisecond before entry") {
                $0.comeBack(after: $0.parameters.focusAdjudicateMs, at: $0.entry + -1)
            },
            RuleCase("FOCUS-01", .fail, "back at the end") {
                $0.comeBack(after: $0.parameters.focusAdjudicateMs, at: $0.end)
            },
            RuleCase("FOCUS-01", .pass, "back a millisecond after the end, and no leaving recorded") {
                $0.comeBack(after: $0.parameters.focusAdjudicateMs, at: $0.end + 1)
            },
            RuleCase("FOCUS-01", .fail, "not back by the end", severity: .adjudication) {
                $0.loseFocus(at: $0.end + -$0.parameters.focusAdjudicateMs)
            },
            RuleCase("FOCUS-01", .pass, "not back by the end, a millisecond short") {
                $0.loseFocus(at: $0.end + (1 - $0.parameters.focusAdjudicateMs))
            },
            RuleCase("FOCUS-01", .fail, "back only after the end") {
                $0.loseFocus(at: $0.end + -$0.parameters.focusAdjudicateMs)
                $0.comeBack(after: $0.parameters.focusAdjudicateMs + 10, at: $0.end + 10)
            },
            RuleCase("FOCUS-01", .pass, "back at once, long before the end") {
                $0.loseFocus(at: $0.start + 1000)
                $0.comeBack(after: 1, at: $0.start + 1001)
            },
            RuleCase("FOCUS-01", .fail, "not back up to now, without an end") {
                $0.remove(.finishTimedOut)
                $0.loseFocus(at: $0.end + 10)
            },
        ] + incidents("SHOT-01") { $0.takePicture(at: $1) } + incidents("OPS-01") { $0.operate(at: $1) }

    /// The window in which an incident counts, for any rule over incidents.
    private static func incidents(
        _ rule: String, _ add: @escaping @Sendable (inout HistoryBuilder, Instant) -> Void
    ) -> [RuleCase] {
        [
            RuleCase(rule, .notApplicable, "not entered") {
                add(&$0, $0.start)
                $0.remove(.entryGranted)
            },
            RuleCase(rule, .pass, "none"),
            RuleCase(rule, .fail, "at entry") { add(&$0, $0.entry) },
            RuleCase(rule, .pass, "a millisecond before entry, by the device's time") { add(&$0, $0.entry + -1) },
            RuleCase(rule, .fail, "at the end, by the device's time") { add(&$0, $0.end) },
            RuleCase(rule, .pass, "a millisecond after the end") { add(&$0, $0.end + 1) },
            RuleCase(rule, .fail, "later, without an end") {
                $0.remove(.finishTimedOut)
                add(&$0, $0.end + 1)
            },
        ]
    }

    static let flags =
        [
            RuleCase("LANG-01", .notApplicable, "not entered") {
                $0.flagSpeech(.dialect)
                $0.remove(.entryGranted)
            },
            RuleCase("LANG-01", .pass, "no flag"),
            RuleCase("LANG-01", .pass, "a flag about something else") { $0.flagMisconduct(.copy) },
            RuleCase("ANON-01", .notApplicable, "not entered") {
                $0.flagIdentity()
                $0.remove(.entryGranted)
            },
            RuleCase("ANON-01", .pass, "no flag"),
            RuleCase("ANON-01", .pass, "a score under a lot discloses nobody") {
                $0.add(
                    .scoreRecorded(
                        ScoreRecorded(scopeID: "s-1", lotNumber: 1, sheetHash: HistoryBuilder.hash("sheet"))),
                    at: $0.end + 300_000, by: .examiner, to: nil)
            },
            RuleCase("ANON-01", .fail, "flagged", severity: .adjudication) { $0.flagIdentity() },
        ]
        + SpeechFlagged.Code.allCases.map { code in
            RuleCase("LANG-01", .fail, "\(code.rawValue)") { $0.flagSpeech(code) }
        }
        + misconduct("LEAK-01", [.copy, .leak])
        + misconduct("CHEAT-01", [.lookup, .assist, .secondPerson, .leaveSeat])

    /// A rule about some codes of misconduct, and not about the others.
    private static func misconduct(_ rule: String, _ codes: [MisconductFlagged.Code]) -> [RuleCase] {
        [
            RuleCase(rule, .notApplicable, "not entered") { day in
                for code in codes { day.flagMisconduct(code) }
                day.remove(.entryGranted)
            },
            RuleCase(rule, .pass, "no flag"),
            RuleCase(rule, .fail, "after the end too") { day in
                for code in codes { day.flagMisconduct(code, at: day.end + 100_000) }
            },
        ]
            + MisconductFlagged.Code.allCases.map { code in
                RuleCase(rule, codes.contains(code) ? .fail : .pass, code.rawValue) { $0.flagMisconduct(code) }
            }
    }
}

extension HistoryBuilder {
    fileprivate mutating func loseFocus(at time: Instant, _ cause: FocusLost.Cause = .userSwitch) {
        add(.focusLost(FocusLost(cause: cause)), at: time, by: .computer)
    }

    fileprivate mutating func comeBack(
        after away: Int64, at time: Instant, _ cause: FocusRegained.Cause = .userSwitch
    ) {
        add(.focusRegained(FocusRegained(awayMs: away, cause: cause)), at: time, by: .computer)
    }

    fileprivate mutating func leave(_ away: Int64, _ cause: FocusRegained.Cause = .userSwitch, times: Int64 = 1) {
        for number in 0..<times { comeBack(after: away, at: start + 100_000 + number * 10_000, cause) }
    }

    fileprivate mutating func takePicture(at time: Instant) {
        add(.screenshotAttempted(ScreenshotAttempted(method: "key", blocked: true)), at: time, by: .computer)
    }

    fileprivate mutating func operate(at time: Instant) {
        add(
            .operationUnrelatedDetected(OperationUnrelatedDetected(kind: .clipboard, blocked: true)), at: time,
            by: .computer)
    }

    fileprivate mutating func flagSpeech(_ code: SpeechFlagged.Code) {
        add(.speechFlagged(SpeechFlagged(code: code, atOffsetMs: 1000)), at: start + 100_000, by: .examiner)
    }

    fileprivate mutating func flagIdentity() {
        add(
            .identityDisclosureFlagged(IdentityDisclosureFlagged(code: .name, atOffsetMs: 1000)), at: start + 100_000,
            by: .examiner)
    }

    fileprivate mutating func flagMisconduct(_ code: MisconductFlagged.Code, at time: Instant? = nil) {
        add(
            .misconductFlagged(MisconductFlagged(code: code, atOffsetMs: 1000)), at: time ?? start + 100_000,
            by: .invigilator("i-01"))
    }
}
