/// Lowercase hexadecimal, the only spelling that formats.md accepts.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// The value of a lowercase hex digit, `nil` for any other byte.
    public static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// Two digits a byte.
    public static func encode(_ bytes: Span<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for index in bytes.indices {
            text.append(digits[Int(bytes[index] >> 4)])
            text.append(digits[Int(bytes[index] & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The number that some lowercase digits spell, at most 16; `nil` for another character.
    ///
    /// Digests are random digits: a decision for each would be guessed wrong half the time, so there is none.
    static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        var defects: UInt8 = 0
        for index in range {
            let byte = text[index]
            let isDigit: UInt8 = byte &- UInt8(ascii: "0") < 10 ? 1 : 0
            let isLetter: UInt8 = byte &- UInt8(ascii: "a") < 6 ? 1 : 0
            defects |= 1 ^ (isDigit | isLetter)
            number = number << 4 | UInt64((byte & 15) &+ 9 &* isLetter)
        }
        return defects == 0 ? number : nil
    }

    /// The number that 16 lowercase digits spell from an offset on; `nil` for another character.
    static func word(_ text: Span<UInt8>, at offset: Int) -> UInt64? {
        number(text, offset..<(offset + 16))
    }

    /// The bytes that lowercase digits spell; `nil` for an odd count or another character.
    public static func decode(_ text: Span<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var index = 0
        while index < text.count {
            guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }

    /// The bytes that lowercase digits spell; `nil` for an odd count or another character.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(Array(text.utf8).span)
    }
}
