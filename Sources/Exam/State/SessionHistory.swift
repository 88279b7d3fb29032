public import Primitives

/// A candidate's stream up to one position, with what surrounds it: what a rule judges.
public struct SessionHistory: Sendable {
    /// The candidate's id.
    public let candidate: String
    /// The candidate's events, in the order of the stream.
    public let events: [RecordedEvent]
    /// The exam, the sitting and the moment.
    public let context: SittingContext
    /// H(0x00 ‖ statement) of the entries that the stream's offline batches name, by index.
    ///
    /// Events keep no bytes; only a batch's root asks for those of its statements.
    public let batchLeaves: [UInt64: Digest]

    /// A candidate's events in their surroundings.
    public init(
        candidate: String, events: [RecordedEvent], context: SittingContext, batchLeaves: [UInt64: Digest] = [:]
    ) {
        self.candidate = candidate
        self.events = events
        self.context = context
        self.batchLeaves = batchLeaves
    }

    /// The stream's name.
    public var stream: StreamName {
        .candidate(exam: context.exam, sitting: context.sitting, candidate: candidate)
    }
}
