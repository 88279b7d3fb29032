import Primitives
import Transparency

/// A tree computed straight from the definition in RFC 6962 §2.1, to compare with.
struct ReferenceTree {
    let leaves: [Digest]

    init(size: Int) {
        leaves = (0..<size).map { MerkleTree.leafHash(Array("entry \($0)".utf8)) }
    }

    func root(_ range: Range<Int>) -> Digest {
        switch range.count {
        case 0: return MerkleTree.emptyRoot
        case 1: return leaves[range.lowerBound]
        default:
            var split = 1
            while split * 2 < range.count { split *= 2 }
            let middle = range.lowerBound + split
            return MerkleTree.nodeHash(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        }
    }

    func root(size: Int) -> Digest { root(0..<size) }

    func hash(_ subtree: Subtree) -> Digest {
        let start = Int(subtree.index) << subtree.level
        return root(start..<(start + 1 << subtree.level))
    }
}

/// Forms over arrays, which an expectation can capture where it cannot capture a span.
extension MerkleTree {
    static func leafHash(_ entry: [UInt8]) -> Digest { leafHash(entry.span) }
}

extension Digest {
    init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes.span)
    }

    /// The digest with one bit turned over.
    func flipping(bit: Int) -> Digest {
        var bytes = bytes
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return Digest(bytes.span) ?? .zero
    }
}

/// SplitMix64: the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
