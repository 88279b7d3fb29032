/// The name of a public key: the first 16 bytes of its SHA-256 (formats.md §2).
public struct KeyID: Hashable, Sendable {
    private let high, low: UInt64

    /// The number of bytes.
    public static let width = 16

    /// The value whose bytes these are; `nil` unless there are exactly 16.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == KeyID.width else { return nil }
        high = BigEndian.word(bytes, at: 0)
        low = BigEndian.word(bytes, at: 8)
    }

    /// The byte at a position from 0 to 15.
    public subscript(index: Int) -> UInt8 {
        BigEndian.byte(index & 7, of: index < 8 ? high : low)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] { (0..<KeyID.width).map { self[$0] } }

    /// The id of a public key.
    public init(publicKey: Digest) {
        let digest = SHA256.digest(of: publicKey.bytes)
        (high, low) = (digest.bigEndianWords.0.bigEndian, digest.bigEndianWords.1.bigEndian)
    }

    /// The id written in 32 lowercase hex digits; `nil` for anything else.
    public init?(hex: String) {
        self.init(hex: Array(hex.utf8).span)
    }

    /// The id written in 32 lowercase hex digits; `nil` for anything else.
    public init?(hex text: Span<UInt8>) {
        guard text.count == 2 * KeyID.width, let high = Hex.word(text, at: 0), let low = Hex.word(text, at: 16) else {
            return nil
        }
        (self.high, self.low) = (high, low)
    }

    /// 32 lowercase hex digits.
    public var hex: String { Hex.encode(bytes.span) }
}

extension KeyID: Comparable {
    /// Orders as bytes.
    public static func < (lhs: KeyID, rhs: KeyID) -> Bool {
        (lhs.high, lhs.low) < (rhs.high, rhs.low)
    }
}
