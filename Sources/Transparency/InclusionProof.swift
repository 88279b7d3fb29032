public import Primitives

/// Evidence that a leaf is in a tree (RFC 6962 §2.1.1): the leaf's sibling first, the root's child last.
public struct InclusionProof: Hashable, Sendable {
    /// The longest path that is looked at.
    public static let lengthLimit = 63

    /// The leaf's place in the tree, from 0.
    public let index: UInt64
    /// The size of the tree.
    public let size: UInt64
    /// The hashes beside the way from the leaf to the root.
    public let path: [Digest]

    /// A proof as it was received.
    public init(index: UInt64, size: UInt64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// The proof for a leaf of a tree whose complete subtrees' hashes can be looked up; `nil` unless `index < size`.
    public static func make<Failure: Error>(
        index: UInt64, size: UInt64, hash: (Subtree) throws(Failure) -> Digest
    ) throws(Failure) -> InclusionProof? {
        guard index < size else { return nil }
        var path: [Digest] = []
        var (low, high) = (UInt64(0), size)
        while high - low > 1 {
            let split = low + MerkleTree.splitPoint(high - low)
            if index < split {
                path.append(try MerkleTree.hash(split, high, hash))
                high = split
            } else {
                path.append(try MerkleTree.hash(low, split, hash))
                low = split
            }
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    /// The root that the path leads to from a leaf hash; `nil` where the path does not fit index and size.
    public func root(leaf: Digest) -> Digest? {
        guard index < size, path.count <= InclusionProof.lengthLimit else { return nil }
        var (first, last) = (index, size - 1)
        var root = leaf
        for sibling in path {
            if last == 0 { return nil }
            if first & 1 == 1 || first == last {
                root = MerkleTree.nodeHash(sibling, root)
                while first & 1 == 0, first != 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                root = MerkleTree.nodeHash(root, sibling)
            }
            first >>= 1
            last >>= 1
        }
        return last == 0 ? root : nil
    }

    /// Whether the leaf is in the tree with this root.
    public func verifies(leaf: Digest, root: Digest) -> Bool {
        self.root(leaf: leaf) == root
    }
}
