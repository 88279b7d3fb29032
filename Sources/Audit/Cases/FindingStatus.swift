public import Exam
import Primitives

/// What officers have said of a failure.
public enum FindingStatus: Sendable {
    /// Nothing that counts.
    case open
    /// Waived, and no second officer has approved it yet.
    case waitsForApproval(RecordedEvent)
    /// Settled by a resolution, an approved waiver or a decision.
    case settled(RecordedEvent)

    /// The status of a finding of a candidate's session.
    public init(_ finding: Finding, in history: SessionHistory) {
        let events = EventIndex(history.events)
        let own = Approvals(history.events)
        func isApproved(_ act: RecordedEvent) -> Bool {
            (own.approval(of: act) ?? history.context.approvals.approval(of: act)) != nil
        }
        if let word = Adjudication.settling(finding, in: events, isApproved: isApproved) {
            self = .settled(word.event)
        } else if let waiver = events.facts(.findingWaived).last(where: { $0.data.ruleID.isSame(as: finding.rule) }) {
            self = .waitsForApproval(waiver.event)
        } else {
            self = .open
        }
    }
}
