internal import Primitives

/// An Ed25519 signature (RFC 8032): 64 bytes, held inline.
public struct Signature: Hashable, Sendable {
    /// R and S, one after the other in memory: the layout that C reads.
    private var r, s: RawBlock

    /// The number of bytes of a signature.
    public static let width = 64

    /// The signature whose bytes these are; `nil` unless there are exactly 64.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Signature.width else { return nil }
        r = RawBlock(bytes, at: 0)
        s = RawBlock(bytes, at: RawBlock.width)
    }

    /// A signature to be filled in by the signer.
    init() {
        (r, s) = (.zero, .zero)
    }

    /// The 64 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Signature.width)
        bytes.append(self)
        return bytes
    }

    /// Base64 with padding, as an envelope writes it.
    public var base64: String { Base64.encode(bytes.span) }

    fileprivate func append(to bytes: inout [UInt8]) {
        bytes.append(r)
        bytes.append(s)
    }
}

extension [UInt8] {
    /// Appends the 64 bytes of a signature.
    public mutating func append(_ signature: Signature) {
        signature.append(to: &self)
    }
}
