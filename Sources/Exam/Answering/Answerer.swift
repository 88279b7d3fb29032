public import Primitives

/// Says for the platform what follows from what is recorded.
///
/// The seam between the sequencer, which knows the order, and whoever knows the rules of the flow: the sequencer asks
/// inside the transaction that appends, so that the batch, the state before it and the answerer alone decide what the
/// log becomes. An answerer has no clock, no randomness and no file; the same log gives the same answers, however much
/// of it the answerer still holds in memory.
public protocol Answerer: Sendable {
    /// Takes note of the entry that was appended last, whoever said it.
    mutating func note(_ event: RecordedEvent)

    /// What the platform says to the entry that was noted last; nothing where it asks for nothing.
    ///
    /// - Throws: what reading the log throws.
    mutating func answer(to event: RecordedEvent, from log: LogReading) throws(LedgerError) -> PlatformAnswer

    /// What the clock brings at a moment in the stream of a sitting or of a candidate, and is not recorded yet.
    ///
    /// - Throws: what reading the log throws.
    mutating func due(in stream: StreamName, at now: Instant, from log: LogReading) throws(LedgerError) -> [Saying]
}

/// A question to the log as it is at the end of what was appended.
public enum LogQuestion: Hashable, Sendable {
    /// A stream, in its order; empty where it has no entries.
    case stream(StreamName)
    /// The events of some types in the whole log below an index, in the log's order.
    case types(Set<EventType>, below: UInt64)
}

/// Answers questions to the log.
public typealias LogReading = (LogQuestion) throws(LedgerError) -> [RecordedEvent]
