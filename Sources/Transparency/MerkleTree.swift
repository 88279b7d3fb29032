public import Primitives

/// The hashes of the tree of RFC 6962 §2.1: leaves and nodes apart by their first byte, no leaf ever repeated.
public enum MerkleTree {
    /// The root of the tree without leaves: H("").
    public static let emptyRoot = SHA256.digest(of: [])

    /// H(0x00 ‖ entry).
    public static func leafHash(_ entry: Span<UInt8>) -> Digest {
        SHA256.digest(of: 0x00, entry)
    }

    /// H(0x01 ‖ left ‖ right).
    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.digest(of: 0x01, left, right)
    }

    /// The root over leaf hashes in their order.
    public static func root(of leaves: some Sequence<Digest>) -> Digest {
        var frontier = Frontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }

    /// The hash over leaves `low..<high`, from complete subtrees; `low` is a multiple of the range's size rounded up
    /// to a power of two, as it is for every range that a proof names.
    static func hash<Failure: Error>(
        _ low: UInt64, _ high: UInt64, _ hash: (Subtree) throws(Failure) -> Digest
    ) throws(Failure) -> Digest {
        let count = high - low
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return try hash(Subtree(level: level, index: low >> UInt64(level)))
        }
        let split = low + splitPoint(count)
        return try nodeHash(MerkleTree.hash(low, split, hash), MerkleTree.hash(split, high, hash))
    }

    /// The largest power of two strictly below a count of at least 2.
    static func splitPoint(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }
}
