public import Primitives
import Transparency

/// A leaf of a stream index with the path from it to the root.
public struct ProvedLeaf: Hashable, Sendable {
    /// What the index says of the stream.
    public let leaf: StreamIndex.Leaf
    /// The leaf's place in the index, from 0.
    public let position: UInt64
    /// The hashes beside the way to the root.
    public let path: [Digest]

    /// A leaf as it was received.
    public init(leaf: StreamIndex.Leaf, position: UInt64, path: [Digest]) {
        self.leaf = leaf
        self.position = position
        self.path = path
    }

    /// Whether the leaf is in the index of so many streams with this root.
    public func verifies(streams: UInt64, root: Digest) -> Bool {
        InclusionProof(index: position, size: streams, path: path).verifies(leaf: leaf.hash, root: root)
    }
}

/// Where a stream stands in an index, or that it is not there (formats.md §6).
public enum StreamPlace: Hashable, Sendable {
    /// It is there.
    case present(ProvedLeaf)
    /// It is not: these two stand side by side, and it would stand between them; at an end of the index one is absent.
    case absent(before: ProvedLeaf?, after: ProvedLeaf?)

    /// Whether an index of so many streams with this root has the stream there, or has it not.
    public func verifies(_ name: String, streams: UInt64, root: Digest) -> Bool {
        switch self {
        case .present(let leaf):
            return leaf.leaf.name.isSame(as: name) && leaf.verifies(streams: streams, root: root)
        case .absent(let before, let after):
            guard before != nil || after != nil, before?.verifies(streams: streams, root: root) ?? true,
                after?.verifies(streams: streams, root: root) ?? true,
                before.map({ $0.leaf.name.utf8.lexicographicallyPrecedes(name.utf8) }) ?? true,
                after.map({ name.utf8.lexicographicallyPrecedes($0.leaf.name.utf8) }) ?? true
            else { return false }
            let next = before.map { $0.position + 1 } ?? 0
            return next == after?.position ?? streams
        }
    }
}

extension StreamIndex {
    /// Makes proofs in one index; the leaves are hashed once.
    public struct Prover: Sendable {
        private let index: StreamIndex
        private let hashes: [Digest]

        /// A prover of an index.
        public init(_ index: StreamIndex) {
            self.index = index
            hashes = index.leaves.map(\.hash)
        }

        /// The root over the leaves.
        public var root: Digest { MerkleTree.root(of: hashes) }

        /// Where a stream stands, or would stand.
        public func place(of name: String) -> StreamPlace {
            let (position, isPresent) = index.place(of: name)
            guard isPresent, let leaf = leaf(at: position) else {
                return .absent(before: leaf(at: position - 1), after: leaf(at: position))
            }
            return .present(leaf)
        }

        private func leaf(at position: Int) -> ProvedLeaf? {
            guard hashes.indices.contains(position),
                let proof = InclusionProof.make(
                    index: UInt64(position), size: UInt64(hashes.count),
                    hash: { subtree in
                        let start = Int(subtree.index) << subtree.level
                        return MerkleTree.root(of: hashes[start..<(start + 1 << subtree.level)])
                    })
            else { return nil }
            return ProvedLeaf(leaf: index.leaves[position], position: UInt64(position), path: proof.path)
        }
    }
}
