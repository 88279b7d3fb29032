extension JSONTape {
    mutating func scanString(_ bytes: Span<UInt8>, _ position: inout Int) throws(JSONDefect) {
        position += 1
        let start = position
        while true {
            position = JSONTape.endOfPlainText(bytes, from: position)
            guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                append(.string, from: start, to: position)
                position += 1
                return
            case UInt8(ascii: "\\"):
                try scanEscapedString(bytes, from: start, &position)
                return
            case 0..<0x20:
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            default:
                position += try JSONTape.sequenceLength(bytes, at: position)
            }
        }
    }

    /// Where the next byte stands that is not plain text inside a string: a quotation mark, a backslash, a control
    /// character, or one beyond ASCII.
    ///
    /// Eight bytes are looked at together, since most of a document is such text.
    private static func endOfPlainText(_ bytes: Span<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        let raw = unsafe bytes.bytes
        var position = start
        while position + 8 <= raw.byteCount {
            let word = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            // A zero byte borrows, and so sets its highest bit: only what stands above it may be wrong.
            let quotation = word ^ ones &* UInt64(UInt8(ascii: "\""))
            let backslash = word ^ ones &* UInt64(UInt8(ascii: "\\"))
            let found =
                ((quotation &- ones) & ~quotation | (backslash &- ones) & ~backslash
                    | (word &- ones &* 0x20) & ~word | word) & tops
            if found != 0 { return position + found.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20, 0x80...: return position
            default: position += 1
            }
        }
        return position
    }

    /// Takes a string with escapes over into `unescaped`; `position` is at its first backslash.
    private mutating func scanEscapedString(
        _ bytes: Span<UInt8>, from start: Int, _ position: inout Int
    ) throws(JSONDefect) {
        let unescapedStart = unescaped.count
        for index in start..<position { unescaped.append(bytes[index]) }
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                append(.string, from: unescapedStart, to: unescaped.count, isUnescaped: true)
                return
            case UInt8(ascii: "\\"):
                position += 1
                try unescape(bytes, &position)
            case 0..<0x20:
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            case 0x80...:
                let length = try JSONTape.sequenceLength(bytes, at: position)
                for index in position..<(position + length) { unescaped.append(bytes[index]) }
                position += length
            default:
                unescaped.append(byte)
                position += 1
            }
        }
        throw JSONDefect(kind: .truncated, offset: position)
    }

    private mutating func unescape(_ bytes: Span<UInt8>, _ position: inout Int) throws(JSONDefect) {
        guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try JSONTape.escapedScalar(bytes, &position)
            unescaped.append(contentsOf: String(Character(scalar)).utf8)
        default: throw JSONDefect(kind: .unexpectedByte, offset: position - 1)
        }
    }

    private static func escapedScalar(
        _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONDefect) -> Unicode.Scalar {
        let start = position
        let first = try escapedUnit(bytes, &position)
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        guard first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw JSONDefect(kind: .unpairedSurrogate, offset: start) }
        position += 2
        let second = try escapedUnit(bytes, &position)
        guard (0xDC00...0xDFFF).contains(second) else { throw JSONDefect(kind: .unpairedSurrogate, offset: start) }
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(value) else { throw JSONDefect(kind: .unpairedSurrogate, offset: start) }
        return scalar
    }

    private static func escapedUnit(_ bytes: Span<UInt8>, _ position: inout Int) throws(JSONDefect) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
            let byte = bytes[position]
            let lowercase = (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte) ? byte | 0x20 : byte
            guard let value = Hex.value(of: lowercase) else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            unit = unit << 4 | UInt16(value)
            position += 1
        }
        return unit
    }

    /// The length of a well-formed multi-byte sequence (The Unicode Standard, table 3-7).
    private static func sequenceLength(_ bytes: Span<UInt8>, at position: Int) throws(JSONDefect) -> Int {
        func isContinuation(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            position + offset < bytes.count && range.contains(bytes[position + offset])
        }
        switch bytes[position] {
        case 0xC2...0xDF where isContinuation(1): return 2
        case 0xE0 where isContinuation(1, 0xA0...0xBF) && isContinuation(2): return 3
        case 0xED where isContinuation(1, 0x80...0x9F) && isContinuation(2): return 3
        case 0xE1...0xEC where isContinuation(1) && isContinuation(2): return 3
        case 0xEE...0xEF where isContinuation(1) && isContinuation(2): return 3
        case 0xF0 where isContinuation(1, 0x90...0xBF) && isContinuation(2) && isContinuation(3): return 4
        case 0xF1...0xF3 where isContinuation(1) && isContinuation(2) && isContinuation(3): return 4
        case 0xF4 where isContinuation(1, 0x80...0x8F) && isContinuation(2) && isContinuation(3): return 4
        default: throw JSONDefect(kind: .invalidUTF8, offset: position)
        }
    }

    /// Names as far as they may have occurred: says no for most that have not, without looking at the others.
    struct NameFilter {
        private var bits: UInt64 = 0

        /// Whether a name that begins with these bytes may have been asked for before.
        mutating func mayHave(_ firstBytes: Int64) -> Bool {
            let bit: UInt64 = 1 << ((UInt64(bitPattern: firstBytes) &* 0x9E37_79B9_7F4A_7C15) >> 58)
            defer { bits |= bit }
            return bits & bit != 0
        }
    }

    /// Up to eight bytes of a name, by which names are told apart before all of their bytes are compared.
    func firstBytes(of name: Int, _ bytes: Span<UInt8>) -> Int64 {
        let (start, count) = (Int(nodes[name].start), min(8, utf8Count(name)))
        if !nodes[name].isUnescaped, start + 8 <= bytes.count {
            return Int64(bitPattern: BigEndian.word(bytes, at: start) >> UInt64(64 - 8 * count))
        }
        return withSpan(name, bytes) { text in
            var word: UInt64 = 0
            for index in 0..<count { word = word << 8 | UInt64(text[index]) }
            return Int64(bitPattern: word)
        }
    }

    func isRepeated(_ name: Int, in object: Int, _ bytes: Span<UInt8>) -> Bool {
        var other = object + 1
        while other < name {
            if nodes[other].value == nodes[name].value, haveSameText(other, name, bytes) { return true }
            other = Int(nodes[other + 1].next)
        }
        return false
    }

    private func haveSameText(_ one: Int, _ other: Int, _ bytes: Span<UInt8>) -> Bool {
        let count = utf8Count(one)
        guard utf8Count(other) == count else { return false }
        for index in 0..<count where utf8(one, bytes, index) != utf8(other, bytes, index) { return false }
        return true
    }
}
