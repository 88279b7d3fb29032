public import Primitives

/// An event as the ledger recorded it: the statement, and where and when it stands.
///
/// Only a statement whose signature, key and permission held at its position is recorded; replay, rules and
/// projections take these and nothing less.
public struct RecordedEvent: Hashable, Sendable {
    /// The position in the log, from 0.
    public let index: UInt64
    /// The ledger's clock at recording: t(x).
    public let receivedAt: Instant
    /// The position in its stream, from 0.
    public let position: UInt64
    /// The key that signed it.
    public let keyID: KeyID
    /// What was said.
    public let statement: Statement

    /// An event at its place.
    public init(index: UInt64, receivedAt: Instant, position: UInt64, keyID: KeyID, statement: Statement) {
        self.index = index
        self.receivedAt = receivedAt
        self.position = position
        self.keyID = keyID
        self.statement = statement
    }

    /// The name of the event.
    public var id: EventID { statement.id }
    /// The type of the event.
    public var type: EventType { statement.type }
    /// What is said.
    public var payload: Payload { statement.payload }
}
