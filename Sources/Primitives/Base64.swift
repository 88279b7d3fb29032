/// Base64 in its one canonical spelling (RFC 4648 §4 with padding; §5 without for disclosures).
///
/// Several spellings decode to the same bytes elsewhere (unused bits set, padding left out); here they are
/// refused, since a signature line or an envelope with two spellings has two digests.
public enum Base64 {
    /// The two alphabets in use.
    public enum Alphabet: Sendable {
        /// RFC 4648 §4, with padding.
        case standard
        /// RFC 4648 §5, without padding.
        case urlWithoutPadding
    }

    private static let invalid: UInt8 = 0xFF
    private static let standardDigits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let urlDigits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let standardValues = values(of: standardDigits)
    private static let urlValues = values(of: urlDigits)

    private static func values(of digits: [UInt8]) -> [UInt8] {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, digit) in digits.enumerated() { table[Int(digit)] = UInt8(value) }
        return table
    }

    /// The spelling of some bytes.
    public static func encode(_ bytes: Span<UInt8>, _ alphabet: Alphabet = .standard) -> String {
        let digits = alphabet == .standard ? standardDigits : urlDigits
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            var group = UInt32(bytes[index]) << 16
            if left > 1 { group |= UInt32(bytes[index + 1]) << 8 }
            if left > 2 { group |= UInt32(bytes[index + 2]) }
            text.append(digits[Int(group >> 18 & 63)])
            text.append(digits[Int(group >> 12 & 63)])
            if left > 1 { text.append(digits[Int(group >> 6 & 63)]) }
            if left > 2 { text.append(digits[Int(group & 63)]) }
            if left < 3, alphabet == .standard {
                text.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 3 - left))
            }
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; `nil` where it is not the canonical spelling.
    public static func decode(_ text: Span<UInt8>, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        var bytes: [UInt8] = []
        return decode(text, alphabet, into: &bytes) ? bytes : nil
    }

    /// The bytes of a text; `nil` where it is not the canonical spelling.
    public static func decode(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        decode(Array(text.utf8).span, alphabet)
    }

    /// Replaces the content of a buffer by the bytes of a text, and says whether the spelling is canonical.
    ///
    /// The buffer keeps its storage, so that a reader of many envelopes does not allocate for each.
    public static func decode(
        _ text: Span<UInt8>, _ alphabet: Alphabet = .standard, into bytes: inout [UInt8]
    ) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        guard let digitCount = digitCount(of: text, alphabet) else { return false }
        let table = alphabet == .standard ? standardValues : urlValues
        let whole = digitCount & ~3
        bytes.reserveCapacity(digitCount * 3 / 4)
        var index = 0
        while index < whole {
            let a = table[Int(text[index])]
            let b = table[Int(text[index + 1])]
            let c = table[Int(text[index + 2])]
            let d = table[Int(text[index + 3])]
            guard (a | b | c | d) < 64 else { return false }
            bytes.append(a << 2 | b >> 4)
            bytes.append(b << 4 | c >> 2)
            bytes.append(c << 6 | d)
            index += 4
        }
        return decodeTail(text, from: whole, to: digitCount, table, into: &bytes)
    }

    private static func digitCount(of text: Span<UInt8>, _ alphabet: Alphabet) -> Int? {
        switch alphabet {
        case .standard:
            guard text.count.isMultiple(of: 4) else { return nil }
            var count = text.count
            while count > 0, text.count - count < 2, text[count - 1] == UInt8(ascii: "=") { count -= 1 }
            return count
        case .urlWithoutPadding:
            return text.count & 3 == 1 ? nil : text.count
        }
    }

    private static func decodeTail(
        _ text: Span<UInt8>, from start: Int, to end: Int, _ table: [UInt8], into bytes: inout [UInt8]
    ) -> Bool {
        guard start < end else { return true }
        let a = table[Int(text[start])]
        let b = table[Int(text[start + 1])]
        guard (a | b) < 64 else { return false }
        bytes.append(a << 2 | b >> 4)
        if end - start == 2 { return b & 15 == 0 }
        let c = table[Int(text[start + 2])]
        guard c < 64, c & 3 == 0 else { return false }
        bytes.append(b << 4 | c >> 2)
        return true
    }
}
