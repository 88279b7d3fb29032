public import Primitives
import Transparency

/// Every stream of a log as of a size, under one root: what shows that nothing was left out (formats.md §6).
///
/// Pure: it follows from the streams alone, whoever computes it.
public struct StreamIndex: Hashable, Sendable {
    /// What the index says of one stream.
    public struct Leaf: Hashable, Sendable {
        /// The stream's name.
        public let name: String
        /// The number of its entries.
        public let count: UInt64
        /// The leaf hash of its last entry.
        public let lastHash: Digest

        /// A stream with its end.
        public init(name: String, count: UInt64, lastHash: Digest) {
            self.name = name
            self.count = count
            self.lastHash = lastHash
        }

        /// H(0x00 ‖ u16 len(name) ‖ name ‖ u64 count ‖ 32-byte leaf hash of its last entry).
        public var hash: Digest {
            var bytes: [UInt8] = []
            bytes.append(bigEndian: UInt16(truncatingIfNeeded: name.utf8.count))
            bytes.append(contentsOf: name.utf8)
            bytes.append(bigEndian: count)
            bytes.append(lastHash)
            return MerkleTree.leafHash(bytes.span)
        }
    }

    /// One leaf a stream, in ascending byte order of the names.
    public let leaves: [Leaf]

    /// The index of some streams, given in any order.
    public init(_ streams: some Sequence<Leaf>) {
        leaves = streams.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The RFC 6962 root over the leaves.
    public var root: Digest { MerkleTree.root(of: leaves.lazy.map(\.hash)) }

    /// Where a stream stands, or where it would stand; a stream that is not there is proved by its neighbours.
    public func place(of name: String) -> (position: Int, isPresent: Bool) {
        var low = 0
        var high = leaves.count
        while low < high {
            let middle = (low + high) / 2
            if leaves[middle].name.utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
        }
        return (low, low < leaves.count && leaves[low].name.isSame(as: name))
    }
}
