import Exam
import Primitives

/// A failure that stands against a release: nobody with the right to has settled it.
struct OpenFailure: Sendable {
    /// The rule.
    let rule: String
    /// The effective severity.
    let severity: Severity
    /// The first event that it rests on.
    let event: Citation?

    /// The failures among some findings that no word of an officer settles.
    static func all(
        _ findings: [Finding], in events: EventIndex, isApproved: (RecordedEvent) -> Bool
    ) -> [OpenFailure] {
        findings.filter { failure in
            failure.outcome == .fail && failure.severity != .notice
                && Adjudication.settling(failure, in: events, isApproved: isApproved) == nil
        }.map { OpenFailure(rule: $0.rule, severity: $0.severity, event: $0.judgement.events.first) }
    }
}
