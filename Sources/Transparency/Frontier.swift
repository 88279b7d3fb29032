public import Primitives

/// The right edge of a growing tree: all that is needed to append leaves and to know the root.
///
/// It holds one hash for each bit set in the size, so a ledger of any size resumes from a few stored nodes.
public struct Frontier: Hashable, Sendable {
    /// How many leaves there are.
    public private(set) var size: UInt64 = 0
    /// The hashes of the complete subtrees, from the left and so from the largest.
    public private(set) var peaks: [Digest] = []

    /// The edge of a tree without leaves.
    public init() {}

    /// The edge of a tree of some size, from the hashes of ``Subtree/peaks(ofTreeWithSize:)``; `nil` where their
    /// number does not fit the size.
    public init?(size: UInt64, peaks: [Digest]) {
        guard peaks.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.peaks = peaks
    }

    /// Appends a leaf by its hash.
    public mutating func append(_ leaf: Digest) {
        append(leaf) { _, _ in }
    }

    /// Appends a leaf by its hash and reports every subtree that it completes, the leaf itself first.
    public mutating func append(_ leaf: Digest, completed: (Subtree, Digest) -> Void) {
        var hash = leaf
        var subtree = Subtree(level: 0, index: size)
        completed(subtree, hash)
        while subtree.index & 1 == 1 {
            hash = MerkleTree.nodeHash(peaks.removeLast(), hash)
            subtree = Subtree(level: subtree.level + 1, index: subtree.index >> 1)
            completed(subtree, hash)
        }
        peaks.append(hash)
        size += 1
    }

    /// The root for the present size.
    public var root: Digest {
        guard var root = peaks.last else { return MerkleTree.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = MerkleTree.nodeHash(peak, root) }
        return root
    }
}
