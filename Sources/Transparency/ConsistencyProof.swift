public import Primitives

/// Evidence that a tree is the beginning of a larger one (RFC 6962 §2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
    /// The size of the smaller tree.
    public let oldSize: UInt64
    /// The size of the larger tree.
    public let newSize: UInt64
    /// The hashes of the proof.
    public let path: [Digest]

    /// A proof as it was received.
    public init(oldSize: UInt64, newSize: UInt64, path: [Digest]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.path = path
    }

    /// The proof between two sizes of a tree whose complete subtrees' hashes can be looked up; `nil` unless
    /// `oldSize ≤ newSize`.
    public static func make<Failure: Error>(
        from oldSize: UInt64, to newSize: UInt64, hash: (Subtree) throws(Failure) -> Digest
    ) throws(Failure) -> ConsistencyProof? {
        guard oldSize <= newSize else { return nil }
        guard oldSize > 0, oldSize < newSize else {
            return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: [])
        }
        var path: [Digest] = []
        var (low, high) = (UInt64(0), newSize)
        while high > oldSize {
            let split = low + MerkleTree.splitPoint(high - low)
            if oldSize <= split {
                path.append(try MerkleTree.hash(split, high, hash))
                high = split
            } else {
                path.append(try MerkleTree.hash(low, split, hash))
                low = split
            }
        }
        if low > 0 { path.append(try MerkleTree.hash(low, high, hash)) }
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, path: path.reversed())
    }

    /// Whether the tree with the old root is the beginning of the tree with the new one.
    ///
    /// From size 0 nothing is proved: the proof must be empty and the old root that of no leaves, and the caller
    /// trusts the new root on first use.
    public func verifies(oldRoot: Digest, newRoot: Digest) -> Bool {
        guard oldSize <= newSize, path.count <= InclusionProof.lengthLimit else { return false }
        if oldSize == newSize { return path.isEmpty && oldRoot == newRoot }
        if oldSize == 0 { return path.isEmpty && oldRoot == MerkleTree.emptyRoot }
        var rest = path[...]
        var start = oldRoot
        if oldSize.nonzeroBitCount != 1 {
            guard let first = rest.popFirst() else { return false }
            start = first
        } else if rest.isEmpty {
            return false
        }
        var (first, last) = (oldSize - 1, newSize - 1)
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        var (old, new) = (start, start)
        for hash in rest {
            if last == 0 { return false }
            if first & 1 == 1 || first == last {
                old = MerkleTree.nodeHash(hash, old)
                new = MerkleTree.nodeHash(hash, new)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                new = MerkleTree.nodeHash(new, hash)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == newRoot
    }
}
