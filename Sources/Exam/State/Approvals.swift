import Primitives

/// The second signatures of acts that need two officers (rules.json, terms, "approved").
public struct Approvals: Sendable {
    private var bySubject: [EventID: [RecordedEvent]] = [:]

    /// The approvals among some events, of one or several streams.
    public init(_ streams: [RecordedEvent]...) {
        for event in streams.joined() {
            guard case .approvalRecorded(let data) = event.payload, data.decision == .approve else { continue }
            bySubject[data.subject, default: []].append(event)
        }
    }

    /// The approval that makes an act count: by another holder, in a role that may, after it; `nil` without one.
    public func approval(of act: RecordedEvent) -> RecordedEvent? {
        let act = OfficerAct(act)
        return bySubject[act.mark.id]?.first { Approval($0, subject: act.mark.id).completes(act) }
    }
}
