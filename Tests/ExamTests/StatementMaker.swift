import Exam
import Foundation
import Primitives
import TestSupport

/// Makes valid statements of any type at random, from what the catalogue says of the type and nothing else.
struct StatementMaker {
    var random: SeededGenerator
    private let parameters: JSONValue

    init(seed: UInt64) throws {
        random = SeededGenerator(seed: seed)
        let file = Repository.root.appending(path: "schemas/parameters.schema.json")
        let bytes = Array(try Data(contentsOf: file))
        var tape = JSONTape()
        try tape.scan(bytes.span)
        parameters = tape.value(JSONTape.root, bytes.span)["$defs", "parameters"] ?? .null
    }

    /// A statement of a type, its members in the order in which they are written.
    mutating func statement(of definition: EventDefinition) -> JSONValue {
        let scope = random.pick(definition.type.scopes.scopes)
        let role = random.pick(definition.type.roles.roles)
        let isCounted = role.isCounted || random.chance(oneIn: 2)
        let personal = definition.personal.filter { _ in random.chance(oneIn: 2) }
            .map { JSONValue.Member($0, commitment()) }
        return .members([
            "id": .string(eventID().text),
            "type": .string(definition.type.rawValue),
            "v": 1,
            "ledger": .string(characters(of: "!\"#*,-./09:;@AZ[\\]az{|}~", 1...40)),
            "mode": .string(random.pick(Mode.allCases).rawValue),
            "exam": [.exam, .sitting, .candidate].contains(scope) ? identifier() : nil,
            "sitting": [.sitting, .candidate].contains(scope) ? identifier() : nil,
            "candidate": scope == .candidate ? identifier() : nil,
            "actor": .members(["role": .string(role.rawValue), "id": .string(text(1...8))]),
            "device": random.chance(oneIn: 2) ? .string(text(1...8)) : nil,
            "at": integer(),
            "mono": isCounted ? integer() : nil,
            "n": isCounted ? .integer(Int64.random(in: 1...JSONTape.integerLimit, using: &random)) : nil,
            "cause": random.chance(oneIn: 2) ? .string(eventID().text) : nil,
            "data": data(of: definition),
            "personal": personal.isEmpty ? nil : .object(personal),
        ])
    }

    /// A payload: all required members, and each optional one as often as not.
    mutating func data(of definition: EventDefinition) -> JSONValue {
        var members: [JSONValue.Member] = []
        for member in definition.members where member.isRequired || random.chance(oneIn: 2) {
            members.append(JSONValue.Member(member.name, value(of: member)))
        }
        return .object(members)
    }

    private mutating func value(of member: MemberDefinition) -> JSONValue {
        switch member.kind {
        case "object": parameterObject(isComplete: member.isRequired)
        case "hex": .string(hex(member.name == "pi" ? 80 : 16))
        default: value(ofKind: member.kind)
        }
    }

    private mutating func value(ofKind kind: String) -> JSONValue {
        if kind.hasPrefix("list<") {
            let element = String(kind.dropFirst(5).dropLast())
            return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(ofKind: element) })
        }
        if kind.hasPrefix("{") {
            return .string(random.pick(kind.dropFirst().dropLast().split(separator: ",").map(String.init)))
        }
        switch kind {
        case "int": return integer()
        case "bool": return .bool(random.chance(oneIn: 2))
        case "hex32": return .string(hex(32))
        case "uuid": return .string(eventID().text)
        case "string": return .string(text(0...8))
        default: return .null
        }
    }

    private mutating func parameterObject(isComplete: Bool) -> JSONValue {
        guard case .array(let order)? = parameters["required"] else { return .null }
        var members: [JSONValue.Member] = []
        for case .string(let name) in order where isComplete || random.chance(oneIn: 2) {
            guard let schema = parameters["properties", name] else { continue }
            let value: JSONValue =
                if case .array(let choices)? = schema["enum"] {
                    random.pick(choices)
                } else if schema["type"] == "boolean" {
                    .bool(random.chance(oneIn: 2))
                } else {
                    integer()
                }
            members.append(JSONValue.Member(name, value))
        }
        return .object(members)
    }

    private mutating func integer() -> JSONValue {
        let limit = JSONTape.integerLimit
        let edges: [Int64] = [0, 1, -1, limit, -limit]
        return .integer(random.chance(oneIn: 4) ? random.pick(edges) : .random(in: -limit...limit, using: &random))
    }

    private mutating func eventID() -> EventID {
        let milliseconds = Int64.random(in: 0..<(1 << 48), using: &random)
        return EventID(
            at: Instant(milliseconds: milliseconds),
            randomness: (UInt16(truncatingIfNeeded: random.next()), random.next()))
    }

    private mutating func hex(_ count: Int) -> String {
        characters(of: "0123456789abcdef", (count * 2)...(count * 2))
    }

    private mutating func commitment() -> JSONValue {
        let bytes = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        return .string(Base64.encode(bytes.span, .urlWithoutPadding))
    }

    private mutating func identifier() -> JSONValue {
        .string(characters(of: "AZaz09._-", random.chance(oneIn: 4) ? 64...64 : 1...12))
    }

    /// A text of characters that are written in every way there is.
    private mutating func text(_ length: ClosedRange<Int>) -> String {
        characters(of: "aZ9 /\\\"\u{0}\u{8}\t\n\u{C}\r\u{1F}\u{7F}é李😀\u{2028}\u{FFFF}\u{10FFFF}", length)
    }

    private mutating func characters(of alphabet: String, _ length: ClosedRange<Int>) -> String {
        let scalars = Array(alphabet.unicodeScalars)
        let count = Int.random(in: length, using: &random)
        return String(String.UnicodeScalarView((0..<count).map { _ in random.pick(scalars) }))
    }
}
