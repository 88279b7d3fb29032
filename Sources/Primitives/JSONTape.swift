/// Strict JSON, laid out flat: the one place that turns bytes into values.
///
/// A scan refuses everything that formats.md §1 refuses at the level of JSON and leaves a list of nodes in
/// document order, so that readers take typed values without building a tree. The tape keeps its storage from
/// one scan to the next. Nodes refer to the bytes that were scanned, which every accessor takes again.
public struct JSONTape: Sendable {
    /// The kinds of value.
    public enum Kind: UInt8, Sendable {
        /// An object; its names and values follow.
        case object
        /// A list; its values follow.
        case array
        /// A text or a member's name.
        case string
        /// An integer.
        case integer
        /// `true`.
        case yes
        /// `false`.
        case no
        /// `null`, which no format here has a use for.
        case null
    }

    @usableFromInline
    struct Node: Sendable {
        @usableFromInline var kind: Kind
        /// The text stands, unescaped, in `unescaped` and not in the scanned bytes.
        @usableFromInline var isUnescaped = false
        @usableFromInline var start: Int32
        @usableFromInline var end: Int32
        /// The node after this one and all that is inside it.
        @usableFromInline var next: Int32
        /// An integer's value; the first bytes of a member's name; the number of children of an object or a list.
        @usableFromInline var value: Int64 = 0
    }

    /// Nesting deeper than this is refused (formats.md §1).
    public static let depthLimit = 8
    /// The largest magnitude of an integer: 2^53−1.
    public static let integerLimit: Int64 = 9_007_199_254_740_991

    @usableFromInline var nodes: [Node] = []
    @usableFromInline var unescaped: [UInt8] = []

    /// A tape without a document.
    public init() {}

    /// Reads one document; what an earlier scan left is gone.
    public mutating func scan(_ bytes: Span<UInt8>) throws(JSONDefect) {
        nodes.removeAll(keepingCapacity: true)
        unescaped.removeAll(keepingCapacity: true)
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            throw JSONDefect(kind: .byteOrderMark, offset: 0)
        }
        var position = 0
        JSONTape.skipSpace(bytes, &position)
        try scanValue(bytes, &position, depth: 0)
        JSONTape.skipSpace(bytes, &position)
        if position < bytes.count { throw JSONDefect(kind: .trailingBytes, offset: position) }
    }

    private mutating func scanValue(_ bytes: Span<UInt8>, _ position: inout Int, depth: Int) throws(JSONDefect) {
        guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): try scanObject(bytes, &position, depth: depth + 1)
        case UInt8(ascii: "["): try scanArray(bytes, &position, depth: depth + 1)
        case UInt8(ascii: "\""): try scanString(bytes, &position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanInteger(bytes, &position)
        case UInt8(ascii: "t"): try scanWord("true", .yes, bytes, &position)
        case UInt8(ascii: "f"): try scanWord("false", .no, bytes, &position)
        case UInt8(ascii: "n"): try scanWord("null", .null, bytes, &position)
        default: throw JSONDefect(kind: .unexpectedByte, offset: position)
        }
    }

    private mutating func open(_ kind: Kind, at position: Int, depth: Int) throws(JSONDefect) -> Int {
        guard depth <= JSONTape.depthLimit else { throw JSONDefect(kind: .tooDeep, offset: position) }
        nodes.append(Node(kind: kind, start: Int32(position), end: 0, next: 0))
        return nodes.count - 1
    }

    private mutating func close(_ node: Int, children: Int, at position: Int) {
        nodes[node].value = Int64(children)
        nodes[node].end = Int32(position)
        nodes[node].next = Int32(nodes.count)
    }

    private mutating func scanObject(_ bytes: Span<UInt8>, _ position: inout Int, depth: Int) throws(JSONDefect) {
        let object = try open(.object, at: position, depth: depth)
        position += 1
        var children = 0
        var names = NameFilter()
        JSONTape.skipSpace(bytes, &position)
        if try JSONTape.take(UInt8(ascii: "}"), bytes, &position) {
            close(object, children: 0, at: position)
            return
        }
        while true {
            guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
            guard bytes[position] == UInt8(ascii: "\"") else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            let name = nodes.count
            let nameOffset = position + 1
            try scanString(bytes, &position)
            nodes[name].value = firstBytes(of: name, bytes)
            if names.mayHave(nodes[name].value), isRepeated(name, in: object, bytes) {
                throw JSONDefect(kind: .duplicateName, offset: nameOffset)
            }
            JSONTape.skipSpace(bytes, &position)
            guard try JSONTape.take(UInt8(ascii: ":"), bytes, &position) else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            JSONTape.skipSpace(bytes, &position)
            try scanValue(bytes, &position, depth: depth)
            children += 1
            JSONTape.skipSpace(bytes, &position)
            if try JSONTape.take(UInt8(ascii: "}"), bytes, &position) { break }
            guard try JSONTape.take(UInt8(ascii: ","), bytes, &position) else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            JSONTape.skipSpace(bytes, &position)
        }
        close(object, children: children, at: position)
    }

    private mutating func scanArray(_ bytes: Span<UInt8>, _ position: inout Int, depth: Int) throws(JSONDefect) {
        let array = try open(.array, at: position, depth: depth)
        position += 1
        var children = 0
        JSONTape.skipSpace(bytes, &position)
        if try JSONTape.take(UInt8(ascii: "]"), bytes, &position) {
            close(array, children: 0, at: position)
            return
        }
        while true {
            try scanValue(bytes, &position, depth: depth)
            children += 1
            JSONTape.skipSpace(bytes, &position)
            if try JSONTape.take(UInt8(ascii: "]"), bytes, &position) { break }
            guard try JSONTape.take(UInt8(ascii: ","), bytes, &position) else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            JSONTape.skipSpace(bytes, &position)
        }
        close(array, children: children, at: position)
    }

    private mutating func scanInteger(_ bytes: Span<UInt8>, _ position: inout Int) throws(JSONDefect) {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var magnitude: Int64 = 0
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            if magnitude <= JSONTape.integerLimit { magnitude = magnitude * 10 + Int64(digit) }
            position += 1
        }
        guard position > firstDigit else {
            throw JSONDefect(kind: position < bytes.count ? .unexpectedByte : .truncated, offset: position)
        }
        if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
            throw JSONDefect(kind: .unexpectedByte, offset: firstDigit + 1)
        }
        if position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
                throw JSONDefect(kind: .notAnInteger, offset: position)
            default: break
            }
        }
        guard magnitude <= JSONTape.integerLimit else { throw JSONDefect(kind: .integerOutOfRange, offset: start) }
        append(.integer, from: start, to: position, value: isNegative ? -magnitude : magnitude)
    }

    private mutating func scanWord(
        _ word: StaticString, _ kind: Kind, _ bytes: Span<UInt8>, _ position: inout Int
    ) throws(JSONDefect) {
        let start = position
        for index in 0..<word.utf8CodeUnitCount {
            guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
            guard unsafe bytes[position] == word.utf8Start[index] else {
                throw JSONDefect(kind: .unexpectedByte, offset: position)
            }
            position += 1
        }
        append(kind, from: start, to: position)
    }

    mutating func append(_ kind: Kind, from start: Int, to end: Int, value: Int64 = 0, isUnescaped: Bool = false) {
        nodes.append(
            Node(
                kind: kind, isUnescaped: isUnescaped, start: Int32(start), end: Int32(end),
                next: Int32(nodes.count + 1), value: value))
    }

    private static func skipSpace(_ bytes: Span<UInt8>, _ position: inout Int) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private static func take(_ byte: UInt8, _ bytes: Span<UInt8>, _ position: inout Int) throws(JSONDefect) -> Bool {
        guard position < bytes.count else { throw JSONDefect(kind: .truncated, offset: position) }
        guard bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
