public import Primitives

/// What the sequencer puts in order in one go: the lines, and the time at which they are received.
///
/// Acceptance, refusals, what the platform answers, positions and tree follow from a batch, the state before it and the
/// answerer alone, so that whoever applies the same batches arrives at the same root.
public struct Batch: Sendable {
    /// The lines, in the order of the input.
    public let lines: [PreparedLine]
    /// The machine's clock when the batch was put in order.
    public let machineTime: Instant

    /// Lines received at a time.
    public init(lines: [PreparedLine], machineTime: Instant) {
        self.lines = lines
        self.machineTime = machineTime
    }
}
