/// A JSON value to write: what the program says to other programs, in a fixed order of members.
///
/// Numbers are integers only; statements, reports and audit results have no others.
public enum JSONValue: Hashable, Sendable {
    /// `null`, for outputs that name a member without a value.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer.
    case integer(Int64)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in the order in which they are to be read.
    case object([Member])

    /// A name and its value.
    public struct Member: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The value.
        public let value: JSONValue

        /// A member of an object.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// An object from names and values; a member whose value is `nil` is left out.
    public static func members(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } })
    }

    /// An integer from any that fits 64 bits.
    public static func number(_ value: some BinaryInteger) -> JSONValue {
        .integer(Int64(truncatingIfNeeded: value))
    }

    /// Both languages of a sentence, as `{"en","zh"}`.
    public static func phrase(_ phrase: Phrase) -> JSONValue {
        .members(["en": .string(phrase.en), "zh": .string(phrase.zh)])
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}
