import Exam
import Primitives

/// An officer's word on findings of a stream.
struct Adjudication: Sendable {
    /// What the word was.
    enum Kind: Hashable, Sendable {
        /// `finding.resolved`.
        case resolved
        /// `finding.waived`; it counts only when approved.
        case waived
        /// `decision.issued`.
        case decided
    }

    /// What the word was.
    let kind: Kind
    /// The event.
    let event: RecordedEvent
    /// The rules that it names.
    let rules: [String]

    /// The `finding.resolved` and `decision.issued` of a stream: what adjudicates without a second officer.
    static func all(in events: EventIndex) -> [Adjudication] {
        events.facts(.findingResolved).map {
            Adjudication(kind: .resolved, event: $0.event, rules: [$0.data.ruleID])
        }
            + events.facts(.decisionIssued).map {
                Adjudication(kind: .decided, event: $0.event, rules: $0.data.ruleIDs)
            }
    }

    /// The `finding.waived` of a stream that a second officer approved.
    static func waivers(
        in events: EventIndex, isApproved: (RecordedEvent) -> Bool
    ) -> [Adjudication] {
        events.facts(.findingWaived).filter { isApproved($0.event) }.map {
            Adjudication(kind: .waived, event: $0.event, rules: [$0.data.ruleID])
        }
    }

    /// Whether it names a rule.
    func decides(_ rule: String) -> Bool { rules.contains { $0.isSame(as: rule) } }

    /// The word that settles a failure; `nil` where none does.
    ///
    /// A word settles a rule when it follows all that the failure rests on: what is broken again later stands again.
    /// Anything is settled by a `finding.resolved` or an approved `finding.waived`; a failure that is not blocking by a
    /// `decision.issued` that names its rule too (rules.json, REL-02 and REL-03).
    static func settling(
        _ failure: Finding, in events: EventIndex, isApproved: (RecordedEvent) -> Bool
    ) -> Adjudication? {
        (all(in: events) + waivers(in: events, isApproved: isApproved)).first { word in
            word.decides(failure.rule) && (word.kind != .decided || failure.severity != .blocking)
                && failure.judgement.lastIndex.map { word.event.index > $0 } ?? true
        }
    }
}
