import Primitives

/// Typed values from the tape, each with a refusal that names the member.
enum MemberReader {
    static func invalid(_ name: StaticString, _ en: String, _ zh: String) -> Refusal {
        Refusal(.memberInvalid, Phrase(en: "`\(name)` must be \(en)", zh: "`\(name)` 必须是\(zh)"))
    }

    static func unknown(_ tape: borrowing JSONTape, _ name: Int, _ bytes: Span<UInt8>) -> Refusal {
        let name = tape.string(name, bytes) ?? ""
        return Refusal(.memberUnknown, Phrase(en: "unknown member `\(name)`", zh: "未知成员 `\(name)`"))
    }

    static func required<Value>(_ value: Value?, _ name: StaticString) throws(Refusal) -> Value {
        guard let value else {
            throw Refusal(.memberMissing, Phrase(en: "`\(name)` is missing", zh: "缺少 `\(name)`"))
        }
        return value
    }

    static func empty(_ tape: borrowing JSONTape, _ object: Int, _ bytes: Span<UInt8>) throws(Refusal) {
        guard tape.childCount(object) == 0 else { throw unknown(tape, object + 1, bytes) }
    }

    static func integer(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Int64 {
        guard let value = tape.integer(node) else { throw invalid(name, "an integer", "整数") }
        return value
    }

    static func bool(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Bool {
        guard let value = tape.bool(node) else { throw invalid(name, "true or false", " true 或 false") }
        return value
    }

    static func string(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> String {
        guard let value = tape.string(node, bytes) else { throw invalid(name, "a text", "文本") }
        return value
    }

    static func digest(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Digest {
        guard tape.kind(node) == .string, let value = tape.withSpan(node, bytes, { Digest(hex: $0) }) else {
            throw invalid(name, "64 lowercase hex digits", " 64 位小写十六进制数字")
        }
        return value
    }

    static func keyID(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> KeyID {
        guard tape.kind(node) == .string, let value = tape.withSpan(node, bytes, { KeyID(hex: $0) }) else {
            throw invalid(name, "32 lowercase hex digits", " 32 位小写十六进制数字")
        }
        return value
    }

    static func eventID(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> EventID {
        guard tape.kind(node) == .string, let value = tape.withSpan(node, bytes, { EventID(text: $0) }) else {
            throw invalid(name, "a lowercase UUID of version 7", "小写的第 7 版 UUID")
        }
        return value
    }

    static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Choice where Choice.RawValue == String {
        guard let text = tape.string(node, bytes), let value = Choice(rawValue: text) else {
            let values = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw invalid(name, "one of \(values)", "以下之一：\(values)")
        }
        return value
    }

    private static func hex(_ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>) -> [UInt8]? {
        tape.kind(node) == .string ? tape.withSpan(node, bytes) { Hex.decode($0) } : nil
    }

    static func stringList(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> [String] {
        try list(tape, node, bytes, name, string)
    }

    static func digestList(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> [Digest] {
        try list(tape, node, bytes, name, digest)
    }

    static func eventIDList(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> [EventID] {
        try list(tape, node, bytes, name, eventID)
    }

    static func choiceList<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> [Choice] where Choice.RawValue == String {
        try list(tape, node, bytes, name, choice)
    }

    private static func list<Value>(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString,
        _ element: (borrowing JSONTape, Int, Span<UInt8>, StaticString) throws(Refusal) -> Value
    ) throws(Refusal) -> [Value] {
        guard tape.kind(node) == .array else { throw invalid(name, "a list", "列表") }
        var values: [Value] = []
        var child = node + 1
        for _ in 0..<tape.childCount(node) {
            values.append(try element(tape, child, bytes, name))
            child = tape.next(child)
        }
        return values
    }

    /// Text that is not a closed set, with as many bytes as hex of some length has.
    static func hexBytes(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString, count: Int
    ) throws(Refusal) -> [UInt8] {
        guard let raw = hex(tape, node, bytes), raw.count == count else {
            throw invalid(name, "\(count * 2) lowercase hex digits", " \(count * 2) 位小写十六进制数字")
        }
        return raw
    }

    static func parameters(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> Parameters {
        guard tape.kind(node) == .object else { throw invalid(name, "an object", "对象") }
        return try Parameters.read(tape, node, bytes)
    }

    static func overrides(
        _ tape: borrowing JSONTape, _ node: Int, _ bytes: Span<UInt8>, _ name: StaticString
    ) throws(Refusal) -> ParameterOverrides {
        guard tape.kind(node) == .object else { throw invalid(name, "an object", "对象") }
        return try ParameterOverrides.read(tape, node, bytes)
    }
}
