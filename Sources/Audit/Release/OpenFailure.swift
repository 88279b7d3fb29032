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
    ///
    /// A word settles a rule when it follows all that the failure rests on: what is broken again later stands again.
    /// Anything is settled by a `finding.resolved` or an approved `finding.waived`; a failure that is not blocking by a
    /// `decision.issued` that names its rule too (rules.json, REL-02 and REL-03).
    static func all(
        _ findings: [Finding], in events: EventIndex, isApproved: (RecordedEvent) -> Bool
    ) -> [OpenFailure] {
        let failures = findings.filter { $0.outcome == .fail && $0.severity != .notice }
        guard !failures.isEmpty else { return [] }
        let words = Adjudication.all(in: events) + Adjudication.waivers(in: events, isApproved: isApproved)
        return failures.filter { failure in
            !words.contains { word in
                word.decides(failure.rule) && (word.kind != .decided || failure.severity == .adjudication)
                    && failure.judgement.lastIndex.map { word.event.index > $0 } ?? true
            }
        }.map { OpenFailure(rule: $0.rule, severity: $0.severity, event: $0.judgement.events.first) }
    }
}
