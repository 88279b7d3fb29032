public import Primitives

/// Where an event stands, without what it says: enough to cite it and to date it.
public struct EventMark: Hashable, Sendable {
    /// The position in the log, from 0.
    public let index: UInt64
    /// The name of the event.
    public let id: EventID
    /// The type of the event.
    public let type: EventType
    /// The ledger's clock at recording: t(x).
    public let receivedAt: Instant

    /// The mark of a recorded event.
    public init(_ event: RecordedEvent) {
        self.init(index: event.index, id: event.id, type: event.type, receivedAt: event.receivedAt)
    }

    init(index: UInt64, id: EventID, type: EventType, receivedAt: Instant) {
        self.index = index
        self.id = id
        self.type = type
        self.receivedAt = receivedAt
    }
}
