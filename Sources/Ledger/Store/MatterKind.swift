public import Exam

/// What has an id of its own within a candidate's stream, and is looked for by it.
public enum MatterKind: CaseIterable, Hashable, Sendable {
    /// A dispute, from its `dispute.filed` on.
    case dispute
    /// A record of misconduct, from its `misconduct.recorded` on.
    case record
    /// A case, from its `penalty.notice.served` on.
    case penalty

    /// The id of the matter that an event opens; `nil` where it opens none of the kind.
    public func id(openedBy event: RecordedEvent) -> String? {
        switch (self, event.payload) {
        case (.dispute, .disputeFiled(let data)): data.disputeID
        case (.record, .misconductRecorded(let data)): data.recordID
        case (.penalty, .penaltyNoticeServed(let data)): data.caseID
        default: nil
        }
    }

    var reference: Reference.Kind {
        switch self {
        case .dispute: .dispute
        case .record: .record
        case .penalty: .penalty
        }
    }
}
