public import Primitives

/// An event as the ledger recorded it: the statement, and where and when it stands.
///
/// Only a statement whose signature, key and permission held at its position is recorded; replay, rules and
/// projections take these and nothing less.
///
/// Rules put events into many lists: its content stands in one place, so that to pass one on is to pass a reference.
public struct RecordedEvent: Sendable {
    @usableFromInline
    final class Content: Sendable {
        @usableFromInline let index: UInt64
        @usableFromInline let receivedAt: Instant
        @usableFromInline let position: UInt64
        @usableFromInline let keyID: KeyID
        @usableFromInline let statement: Statement

        init(index: UInt64, receivedAt: Instant, position: UInt64, keyID: KeyID, statement: Statement) {
            self.index = index
            self.receivedAt = receivedAt
            self.position = position
            self.keyID = keyID
            self.statement = statement
        }
    }

    @usableFromInline let content: Content

    /// An event at its place.
    public init(index: UInt64, receivedAt: Instant, position: UInt64, keyID: KeyID, statement: Statement) {
        content = Content(
            index: index, receivedAt: receivedAt, position: position, keyID: keyID, statement: statement)
    }

    /// The position in the log, from 0.
    @inlinable public var index: UInt64 { content.index }
    /// The ledger's clock at recording: t(x).
    @inlinable public var receivedAt: Instant { content.receivedAt }
    /// The position in its stream, from 0.
    @inlinable public var position: UInt64 { content.position }
    /// The key that signed it.
    @inlinable public var keyID: KeyID { content.keyID }
    /// What was said.
    @inlinable public var statement: Statement { content.statement }
    /// The name of the event.
    @inlinable public var id: EventID { content.statement.id }
    /// The type of the event.
    @inlinable public var type: EventType { content.statement.payload.type }
    /// What is said.
    @inlinable public var payload: Payload { content.statement.payload }
}

extension RecordedEvent: Hashable {
    /// Whether the same was recorded at the same place.
    public static func == (lhs: RecordedEvent, rhs: RecordedEvent) -> Bool {
        lhs.content === rhs.content
            || lhs.index == rhs.index && lhs.receivedAt == rhs.receivedAt && lhs.position == rhs.position
                && lhs.keyID == rhs.keyID && lhs.statement == rhs.statement
    }

    /// An event's place and name tell it from others.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(index)
        hasher.combine(id)
    }
}
