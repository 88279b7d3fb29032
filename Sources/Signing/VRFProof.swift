internal import Primitives

/// A proof as it was received: Gamma, challenge and response in 80 bytes (RFC 9381 §5.1).
public struct VRFProof: Hashable, Sendable {
    /// The number of bytes of a proof.
    public static let width = 80
    static let challengeWidth = 16

    /// The 80 bytes.
    public let bytes: [UInt8]

    /// The proof whose bytes these are; `nil` unless there are exactly 80.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == VRFProof.width else { return nil }
        self.bytes = bytes
    }

    /// The proof written in 160 lowercase hex digits; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    init(gamma: ECVRF.Point, challenge: [UInt8], response: ECVRF.Scalar) {
        bytes = gamma.bytes + challenge + response.bytes
    }

    /// 160 lowercase hex digits.
    public var hex: String { Hex.encode(bytes.span) }

    var gamma: ECVRF.Point { ECVRF.Point(Array(bytes[0..<32])) }
    var challenge: [UInt8] { Array(bytes[32..<48]) }
    /// `nil` where the response is not below the group's order.
    var response: ECVRF.Scalar? { ECVRF.Scalar(canonical: Array(bytes[48..<80])) }
}

/// The one output of a key for an input: 64 bytes.
public struct VRFOutput: Hashable, Sendable {
    /// The 64 bytes.
    public let bytes: [UInt8]

    /// 128 lowercase hex digits.
    public var hex: String { Hex.encode(bytes.span) }
}
