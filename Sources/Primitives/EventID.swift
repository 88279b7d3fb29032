/// The name of an event: a UUID version 7 (RFC 9562 §5.7).
public struct EventID: Hashable, Sendable {
    private let high, low: UInt64

    /// The number of bytes.
    public static let width = 16

    /// The value whose bytes these are; `nil` unless there are exactly 16.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == EventID.width else { return nil }
        high = BigEndian.word(bytes, at: 0)
        low = BigEndian.word(bytes, at: 8)
    }

    /// The byte at a position from 0 to 15.
    public subscript(index: Int) -> UInt8 {
        BigEndian.byte(index & 7, of: index < 8 ? high : low)
    }

    /// The 16 bytes.
    public var bytes: [UInt8] { (0..<EventID.width).map { self[$0] } }

    /// The id written as a lowercase UUID of version 7 and the RFC 9562 variant; `nil` for anything else.
    public init?(text: Span<UInt8>) {
        guard text.count == 36, text[8] == UInt8(ascii: "-"), text[13] == UInt8(ascii: "-"),
            text[18] == UInt8(ascii: "-"), text[23] == UInt8(ascii: "-"),
            let first = Hex.number(text, 0..<8), let second = Hex.number(text, 9..<13),
            let third = Hex.number(text, 14..<18), let fourth = Hex.number(text, 19..<23),
            let last = Hex.number(text, 24..<36), text[14] == UInt8(ascii: "7"), fourth >> 14 == 0b10
        else { return nil }
        high = first << 32 | second << 16 | third
        low = fourth << 48 | last
    }

    /// The id written as a lowercase UUID; `nil` for anything else.
    public init?(_ text: String) {
        self.init(text: Array(text.utf8).span)
    }

    /// A new id of a moment and ten bytes of randomness (74 bits of it are used).
    public init(at instant: Instant, randomness: (UInt16, UInt64)) {
        high = UInt64(bitPattern: instant.milliseconds) << 16 | 0x7000 | UInt64(randomness.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | randomness.1 & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// The lowercase UUID.
    public var text: String {
        let hex = Array(Hex.encode(bytes.span).utf8)
        var text: [UInt8] = []
        for (index, digit) in hex.enumerated() {
            if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension EventID: Comparable {
    /// Orders as bytes.
    public static func < (lhs: EventID, rhs: EventID) -> Bool {
        (lhs.high, lhs.low) < (rhs.high, rhs.low)
    }
}
