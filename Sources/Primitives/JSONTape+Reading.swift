import Glibc

extension JSONTape {
    /// The node of the document's own value.
    public static let root = 0

    /// The kind of a node.
    @inlinable
    public func kind(_ node: Int) -> Kind { nodes[node].kind }

    /// The node after this one and all that is inside it.
    @inlinable
    public func next(_ node: Int) -> Int { Int(nodes[node].next) }

    /// The number of members of an object, or of values of a list.
    @inlinable
    public func childCount(_ node: Int) -> Int { Int(nodes[node].value) }

    /// The value of an integer; `nil` for another kind.
    @inlinable
    public func integer(_ node: Int) -> Int64? {
        nodes[node].kind == .integer ? nodes[node].value : nil
    }

    /// A truth value; `nil` for another kind.
    @inlinable
    public func bool(_ node: Int) -> Bool? {
        switch nodes[node].kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// A text; `nil` for another kind.
    public func string(_ node: Int, _ bytes: Span<UInt8>) -> String? {
        guard nodes[node].kind == .string else { return nil }
        return withSpan(node, bytes) { text in
            unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Whether a text has exactly these bytes; `false` for another kind.
    public func isString(_ node: Int, _ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard nodes[node].kind == .string, utf8Count(node) == count else { return false }
        return withSpan(node, bytes) { span in
            unsafe span.withUnsafeBufferPointer { span in
                guard let start = span.baseAddress else { return count == 0 }
                return unsafe memcmp(start, text.utf8Start, count) == 0
            }
        }
    }

    /// Whether a member's name has exactly these bytes.
    @inlinable
    @inline(__always)
    public func isName(_ node: Int, _ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard utf8Count(node) == count, nodes[node].value == JSONTape.firstBytes(of: text) else { return false }
        return count <= 8 || isString(node, bytes, text)
    }

    /// What the tape keeps of a name; for a name that is written in the source a constant.
    @inlinable
    @inline(__always)
    static func firstBytes(of text: StaticString) -> Int64 {
        var word: UInt64 = 0
        for index in 0..<min(8, text.utf8CodeUnitCount) {
            word = unsafe word << 8 | UInt64(text.utf8Start[index])
        }
        return Int64(bitPattern: word)
    }

    /// Whether a text has exactly these bytes; `false` for another kind.
    public func isString(_ node: Int, _ bytes: Span<UInt8>, _ text: String) -> Bool {
        guard nodes[node].kind == .string else { return false }
        let isSame = withSpan(node, bytes) { span in
            unsafe span.withUnsafeBufferPointer { span in
                unsafe text.utf8.withContiguousStorageIfAvailable { other in
                    guard span.count == other.count else { return false }
                    guard let one = span.baseAddress, let other = other.baseAddress else { return true }
                    return unsafe memcmp(one, other, span.count) == 0
                }
            }
        }
        return isSame ?? (string(node, bytes)?.isSame(as: text) ?? false)
    }

    /// The number of UTF-8 bytes of a text, after unescaping.
    @inlinable
    public func utf8Count(_ node: Int) -> Int { Int(nodes[node].end - nodes[node].start) }

    /// One UTF-8 byte of a text, after unescaping.
    @inlinable
    public func utf8(_ node: Int, _ bytes: Span<UInt8>, _ index: Int) -> UInt8 {
        let offset = Int(nodes[node].start) + index
        return nodes[node].isUnescaped ? unescaped[offset] : bytes[offset]
    }

    /// The 64-bit FNV-1a hash of a text's bytes.
    public func textHash(_ node: Int, _ bytes: Span<UInt8>) -> UInt64 {
        withSpan(node, bytes) { text in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
            return hash
        }
    }

    /// Lends the UTF-8 bytes of a text, after unescaping.
    @inlinable
    public func withSpan<Result>(_ node: Int, _ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Result) -> Result {
        let range = Int(nodes[node].start)..<Int(nodes[node].end)
        return nodes[node].isUnescaped
            ? body(unescaped.span.extracting(range)) : body(bytes.extracting(range))
    }

    /// Where an object, a list or an integer stands in the scanned bytes.
    public func range(_ node: Int) -> Range<Int> {
        Int(nodes[node].start)..<Int(nodes[node].end)
    }

    /// The document as a value to write, members in their order.
    public func value(_ node: Int, _ bytes: Span<UInt8>) -> JSONValue {
        switch kind(node) {
        case .null: .null
        case .yes: .bool(true)
        case .no: .bool(false)
        case .integer: .integer(nodes[node].value)
        case .string: .string(string(node, bytes) ?? "")
        case .array: .array(children(node).map { value($0, bytes) })
        case .object: .object(members(node, bytes))
        }
    }

    private func members(_ object: Int, _ bytes: Span<UInt8>) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        var name = object + 1
        for _ in 0..<childCount(object) {
            members.append(JSONValue.Member(string(name, bytes) ?? "", value(name + 1, bytes)))
            name = next(name + 1)
        }
        return members
    }

    private func children(_ node: Int) -> [Int] {
        var children: [Int] = []
        var child = node + 1
        for _ in 0..<childCount(node) {
            children.append(child)
            child = next(child)
        }
        return children
    }
}
