import Exam
import Primitives

/// A failure that stands against a release: nobody with the right to has settled it.
struct OpenFailure: Sendable {
    /// What was found.
    let finding: Finding

    /// The rule.
    var rule: String { finding.rule }
    /// The effective severity.
    var severity: Severity { finding.severity }
    /// The first event that it rests on.
    var event: Citation? { finding.judgement.events.first }

    /// The failures among some findings that no word of an officer settles.
    static func all(
        _ findings: [Finding], in events: EventIndex, isApproved: (RecordedEvent) -> Bool
    ) -> [OpenFailure] {
        findings.filter { failure in
            failure.outcome == .fail && failure.severity != .notice
                && Adjudication.settling(failure, in: events, isApproved: isApproved) == nil
        }.map(OpenFailure.init)
    }
}
