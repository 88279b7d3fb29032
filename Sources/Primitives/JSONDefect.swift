/// Why some bytes are not the strict JSON that formats.md §1 asks for, and where.
public struct JSONDefect: Error, Hashable, Sendable {
    /// The kinds of defect, each a sentence of formats.md §1.
    public enum Kind: Hashable, Sendable {
        /// A byte that no JSON text has there.
        case unexpectedByte
        /// The text ends before its value does.
        case truncated
        /// Invalid UTF-8 (RFC 3629).
        case invalidUTF8
        /// A byte-order mark.
        case byteOrderMark
        /// The same name twice in one object.
        case duplicateName
        /// A number with a fraction or an exponent.
        case notAnInteger
        /// An integer outside ±(2^53−1).
        case integerOutOfRange
        /// Nesting deeper than 8.
        case tooDeep
        /// Half of a surrogate pair.
        case unpairedSurrogate
        /// Something after the value.
        case trailingBytes
    }

    /// What is wrong.
    public let kind: Kind
    /// The byte at which it was noticed, from 0.
    public let offset: Int

    /// What is wrong, in words.
    public var phrase: Phrase {
        let (en, zh) =
            switch kind {
            case .unexpectedByte: ("not JSON", "不是 JSON")
            case .truncated: ("the text ends too early", "文本提前结束")
            case .invalidUTF8: ("invalid UTF-8", "不是有效的 UTF-8")
            case .byteOrderMark: ("a byte-order mark", "带有字节顺序标记")
            case .duplicateName: ("a member name appears twice", "成员名重复")
            case .notAnInteger: ("a number with a fraction or an exponent", "数字带小数或指数")
            case .integerOutOfRange: ("an integer outside ±(2^53−1)", "整数超出 ±(2^53−1)")
            case .tooDeep: ("nesting deeper than 8", "嵌套超过 8 层")
            case .unpairedSurrogate: ("an unpaired surrogate", "代理字符不成对")
            case .trailingBytes: ("bytes after the end of the object", "对象之后还有字节")
            }
        return Phrase(en: "\(en) (at byte \(offset))", zh: "\(zh)（第 \(offset) 字节）")
    }
}
