import Exam
import Primitives

/// The members of a payload as `name=value`, short enough to read in a line.
enum PayloadText {
    /// The values of an event, each as `name=value`; moments in the reader's zone.
    static func values(
        of event: RecordedEvent, inFull: Bool = false, instant: (Instant) -> String
    ) -> [String] {
        guard case .object(let members) = event.payload.json else { return [] }
        let definitions = EventDefinition.of(event.type)?.members ?? []
        return members.compactMap { member in
            let definition = definitions.first { $0.name == member.name }
            let value =
                if definition?.unit == "unix ms", case .integer(let moment) = member.value {
                    instant(Instant(milliseconds: moment))
                } else {
                    text(of: member.value, inFull: inFull)
                }
            return value.isEmpty ? nil : "\(member.name)=\(value)"
        }
    }

    /// A value as it reads in a line.
    static func text(of value: JSONValue, inFull: Bool) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "yes" : "no"
        case .integer(let number): String(number)
        case .string(let text): inFull ? quoted(text) : shortened(quoted(text))
        case .array(let values): list(values, inFull: inFull)
        case .object(let members):
            inFull
                ? "{" + members.map { "\($0.name)=\(text(of: $0.value, inFull: true))" }.joined(separator: " ") + "}"
                : "{\(members.count)}"
        }
    }

    private static func list(_ values: [JSONValue], inFull: Bool) -> String {
        if !inFull, values.count > 3 { return "[\(values.count)]" }
        return "[" + values.map { text(of: $0, inFull: inFull) }.joined(separator: ",") + "]"
    }

    /// Hex digits from 32 on are digests and keys: their first eight tell them apart.
    private static func shortened(_ text: String) -> String {
        let isHex = text.utf8.count >= 32 && text.utf8.allSatisfy { Hex.value(of: $0) != nil }
        return isHex ? text.prefix(8) + "…" : text
    }

    /// A text that is not one word stands in quotation marks, so that it cannot pass for another value.
    private static func quoted(_ text: String) -> String {
        let isWord = !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" }
        return isWord ? text : JSONValue.string(text).text
    }
}
