/// A SHA-256 value: 32 bytes, held inline, compared as bytes.
public struct Digest: Hashable, Sendable {
    private let first, second, third, fourth: UInt64

    /// The number of bytes of a digest.
    public static let width = 32
    /// 32 zero bytes, the "previous" of a stream's first entry (formats.md §3).
    public static let zero = Digest(0, 0, 0, 0)

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    /// The digest whose bytes these are; `nil` unless there are exactly 32.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == Digest.width else { return nil }
        first = BigEndian.word(bytes, at: 0)
        second = BigEndian.word(bytes, at: 8)
        third = BigEndian.word(bytes, at: 16)
        fourth = BigEndian.word(bytes, at: 24)
    }

    /// The digest written in 64 lowercase hex digits; `nil` for anything else.
    public init?(hex: String) {
        self.init(hex: Array(hex.utf8).span)
    }

    /// The digest written in 64 lowercase hex digits; `nil` for anything else.
    public init?(hex text: Span<UInt8>) {
        guard text.count == 2 * Digest.width, let first = Hex.word(text, at: 0), let second = Hex.word(text, at: 16),
            let third = Hex.word(text, at: 32), let fourth = Hex.word(text, at: 48)
        else { return nil }
        self.init(first, second, third, fourth)
    }

    /// The byte at a position from 0 to 31.
    public subscript(index: Int) -> UInt8 {
        let word =
            switch index >> 3 {
            case 0: first
            case 1: second
            case 2: third
            default: fourth
            }
        return BigEndian.byte(index & 7, of: word)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: Digest.width) { buffer, count in
            for index in 0..<Digest.width { unsafe buffer[index] = self[index] }
            count = Digest.width
        }
    }

    /// The four words as they lie in memory when written big-endian.
    var bigEndianWords: (UInt64, UInt64, UInt64, UInt64) {
        (first.bigEndian, second.bigEndian, third.bigEndian, fourth.bigEndian)
    }

    /// 64 lowercase hex digits.
    public var hex: String { Hex.encode(bytes.span) }
    /// Base64 with padding, as checkpoints and proofs write it.
    public var base64: String { Base64.encode(bytes.span) }
}

extension Digest: Comparable {
    /// Orders digests as bytes.
    public static func < (lhs: Digest, rhs: Digest) -> Bool {
        (lhs.first, lhs.second, lhs.third, lhs.fourth) < (rhs.first, rhs.second, rhs.third, rhs.fourth)
    }
}

extension [UInt8] {
    /// Appends the 32 bytes of a digest.
    public mutating func append(_ digest: Digest) {
        for index in 0..<Digest.width { append(digest[index]) }
    }
}
