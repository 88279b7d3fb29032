import Exam
public import Primitives
public import Transparency

/// An `index.committed` that ends its checkpoint: the checkpoint covers it and nothing behind it.
///
/// So no entry of the checkpoint is newer than the index, and what is complete by the index is complete by the
/// checkpoint: no newer index can be kept back under it.
public struct CommittedIndex: Hashable, Sendable {
    /// The entry.
    public let entry: ProvedEntry
    /// The checkpoint that it ends.
    public let checkpoint: TrustedCheckpoint
    /// How many streams the index has.
    public let streams: UInt64
    /// The root over them.
    public let root: Digest

    /// The index's place in the log, which is also the number of entries that it commits to.
    public var size: UInt64 { checkpoint.size - 1 }
}

/// An entry with the path from it to the root of a checkpoint.
public struct ProvedEntry: Hashable, Sendable {
    /// The entry's bytes.
    public let bytes: [UInt8]
    /// The hashes beside the way to the root.
    public let inclusion: [Digest]

    /// An entry as it was received.
    public init(bytes: [UInt8], inclusion: [Digest]) {
        self.bytes = bytes
        self.inclusion = inclusion
    }

    /// Whether the entry stands at an index under a checkpoint.
    public func verifies(at index: UInt64, under checkpoint: TrustedCheckpoint) -> Bool {
        InclusionProof(index: index, size: checkpoint.size, path: inclusion)
            .verifies(leaf: MerkleTree.leafHash(bytes.span), root: checkpoint.root)
    }
}

extension CommittedIndex {
    /// The index that an entry commits to, where it ends the checkpoint; else why it is none, among the problems.
    init?(
        _ entry: ProvedEntry, under checkpoint: TrustedCheckpoint, _ reading: inout EntryReading,
        _ problems: inout [VerificationProblem]
    ) {
        guard let header = EntryHeader(entry: entry.bytes.span) else {
            problems.append(.entryForm(at: 0))
            return nil
        }
        let read = reading.read(entry.bytes.span, at: header.index)
        problems += read.problems
        guard case .indexCommitted(let data)? = read.statement?.payload, data.size >= 0, data.streams > 0 else {
            if read.problems.isEmpty { problems.append(.notAnIndex(at: header.index)) }
            return nil
        }
        guard entry.verifies(at: header.index, under: checkpoint) else {
            problems.append(.notIncluded(at: header.index))
            return nil
        }
        guard header.index + 1 == checkpoint.size else {
            problems.append(.olderIndex(at: header.index, checkpoint: checkpoint.size))
            return nil
        }
        guard UInt64(data.size) == header.index else {
            problems.append(.indexElsewhere(at: header.index, size: UInt64(data.size)))
            return nil
        }
        self.init(entry: entry, checkpoint: checkpoint, streams: UInt64(data.streams), root: data.root)
    }
}
