public import Primitives

/// A lot of a draw as it is opened for a candidate: what an assignment records.
public struct OpenedLot: Hashable, Sendable {
    /// The place on the draw's roster, from 0.
    public let index: Int64
    /// The number that is shown, with the draw's offset.
    public let number: Int64
    /// What hid the lot until now.
    public let salt: [UInt8]
    /// The hashes from the lot to the root that the draw was opened with.
    public let path: [Digest]

    /// A lot from its parts.
    public init(index: Int64, number: Int64, salt: [UInt8], path: [Digest]) {
        self.index = index
        self.number = number
        self.salt = salt
        self.path = path
    }
}

/// What a lot book knows of a candidate in a draw.
public enum LotAnswer: Hashable, Sendable {
    /// The candidate's lot.
    case lot(OpenedLot)
    /// The draw's roster does not have the candidate.
    case notInDraw
    /// The book does not have the draw.
    case unknownDraw
}

/// Opens the lots of draws: a value from outside, because opening needs the draw's secret key.
public protocol LotBook: Sendable {
    /// The lot of a candidate in a draw.
    func lot(of candidate: String, in draw: Digest) -> LotAnswer
}

/// The book of a platform that holds no draw.
public struct NoLots: LotBook {
    /// A book without draws.
    public init() {}

    /// Never knows the draw.
    public func lot(of candidate: String, in draw: Digest) -> LotAnswer { .unknownDraw }
}
