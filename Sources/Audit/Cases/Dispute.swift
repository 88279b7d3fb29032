public import Exam
public import Primitives

/// A dispute of a candidate and how far it has come, as the stream tells it.
public struct Dispute: Sendable {
    /// How a dispute ended.
    public enum End: Hashable, Sendable {
        /// Decided, with this outcome.
        case decided(DisputeDecided.Outcome)
        /// Withdrawn by the candidate.
        case withdrawn
    }

    /// The last step that is recorded.
    public enum Status: String, CaseIterable, Hashable, Sendable {
        /// Filed, and nothing since.
        case filed
        /// Acknowledged.
        case acknowledged
        /// Given to somebody to decide.
        case assigned
        /// Decided.
        case decided
        /// Withdrawn.
        case withdrawn
    }

    /// The dispute's id.
    public let id: String
    /// What it is about.
    public let kind: String
    /// Its `dispute.filed`.
    public let filed: RecordedEvent
    /// The first `dispute.acknowledged`.
    public fileprivate(set) var acknowledged: RecordedEvent?
    /// The last `dispute.assigned`.
    public fileprivate(set) var assigned: RecordedEvent?
    /// To whom it was assigned last.
    public fileprivate(set) var assignee: String?
    /// Every `dispute.evidence.attached`.
    public fileprivate(set) var attachments: [RecordedEvent] = []
    /// The events that were attached, in the order in which they were.
    public fileprivate(set) var evidence: [EventID] = []
    /// How it ended; `nil` while it is open.
    public fileprivate(set) var end: End?
    /// The event that ended it.
    public fileprivate(set) var ended: RecordedEvent?

    /// Whether it still holds the release of the candidate's score.
    public var isOpen: Bool { end == nil }

    /// The last step that is recorded.
    public var status: Status {
        switch end {
        case .decided: .decided
        case .withdrawn: .withdrawn
        case nil: assigned != nil ? .assigned : acknowledged != nil ? .acknowledged : .filed
        }
    }
}

/// The disputes of a candidate's stream.
public struct Disputes: Sendable {
    /// All of them, in the order in which they were filed.
    public private(set) var all: [Dispute] = []

    /// The disputes that some events tell of, in the order of the stream.
    public init(_ events: [RecordedEvent]) {
        for event in events { apply(event) }
    }

    /// The disputes as they stood before a position in the log.
    init(_ events: EventIndex, before index: UInt64 = .max) {
        let steps = events.all(
            .disputeFiled, .disputeAcknowledged, .disputeAssigned, .disputeEvidenceAttached, .disputeDecided,
            .disputeWithdrawn)
        for event in steps where event.index < index { apply(event) }
    }

    /// The `dispute.filed` of those that are neither decided nor withdrawn.
    public var open: [RecordedEvent] { all.filter(\.isOpen).map(\.filed) }

    /// The dispute of an id: the open one, else the last.
    public subscript(id: String) -> Dispute? {
        all.last { $0.id.isSame(as: id) && $0.isOpen } ?? all.last { $0.id.isSame(as: id) }
    }

    private mutating func apply(_ event: RecordedEvent) {
        switch event.payload {
        case .disputeFiled(let data):
            guard place(of: data.disputeID) == nil else { return }
            all.append(Dispute(id: data.disputeID, kind: data.kind, filed: event))
        case .disputeAcknowledged(let data):
            change(data.disputeID) { $0.acknowledged = $0.acknowledged ?? event }
        case .disputeAssigned(let data):
            change(data.disputeID) {
                $0.assigned = event
                $0.assignee = data.assignee
            }
        case .disputeEvidenceAttached(let data):
            change(data.disputeID) {
                $0.attachments.append(event)
                $0.evidence += data.refs
            }
        case .disputeDecided(let data): end(data.disputeID, .decided(data.outcome), event)
        case .disputeWithdrawn(let data): end(data.disputeID, .withdrawn, event)
        default: break
        }
    }

    /// The place of the open dispute of an id; what names none speaks of nothing that is open.
    private func place(of id: String) -> Int? { all.lastIndex { $0.id.isSame(as: id) && $0.isOpen } }

    private mutating func change(_ id: String, _ body: (inout Dispute) -> Void) {
        if let place = place(of: id) { body(&all[place]) }
    }

    private mutating func end(_ id: String, _ end: Dispute.End, _ event: RecordedEvent) {
        change(id) {
            $0.end = end
            $0.ended = event
        }
    }
}
