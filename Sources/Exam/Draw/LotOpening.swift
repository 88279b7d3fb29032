public import Primitives
internal import Transparency

/// One candidate's lot, with what shows that it was fixed when the draw was opened.
public struct LotOpening: Hashable, Sendable {
    /// The number of bytes of a salt.
    public static let saltWidth = 16

    /// The candidate's place on the roster.
    public let index: UInt32
    /// The candidate's id.
    public let candidate: String
    /// The number drawn, from 1 to N: without the offset of a supplement, which is added where it is shown.
    public let number: UInt32
    /// What hides the lot until it is opened: 16 bytes.
    public let salt: [UInt8]
    /// The hashes beside the way from the lot to the root.
    public let path: [Digest]

    /// An opening as it was received.
    public init(index: UInt32, candidate: String, number: UInt32, salt: [UInt8], path: [Digest]) {
        self.index = index
        self.candidate = candidate
        self.number = number
        self.salt = salt
        self.path = path
    }

    /// The root that the lot leads to in a draw of `count` lots; `nil` where the path does not fit.
    public func root(draw: Digest, count: UInt32) -> Digest? {
        guard salt.count == LotOpening.saltWidth, (1...max(count, 1)).contains(number) else { return nil }
        let leaf = LotOpening.leaf(draw: draw, index: index, candidate: candidate, number: number, salt: salt)
        return InclusionProof(index: UInt64(index), size: UInt64(count), path: path).root(leaf: leaf)
    }

    /// Whether the lot was fixed under the root that a draw was opened with.
    public func verifies(draw: Digest, count: UInt32, root: Digest) -> Bool {
        self.root(draw: draw, count: count) == root
    }

    static func leaf(draw: Digest, index: UInt32, candidate: String, number: UInt32, salt: [UInt8]) -> Digest {
        MerkleTree.leafHash(
            Draw.Message("assign").adding(draw).adding(index).adding(candidate).adding(number).adding(salt).bytes.span)
    }
}
