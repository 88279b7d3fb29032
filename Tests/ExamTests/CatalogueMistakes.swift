import Exam
import Primitives
import TestSupport

/// Statements with one mistake each, made for every type, every member and every family from the catalogue itself.
struct CatalogueMistakes {
    struct Statement {
        let family: String
        let mistake: String
        let json: JSONValue
    }

    private var maker: StatementMaker
    private(set) var statements: [Statement] = []

    init(seed: UInt64) throws {
        maker = try StatementMaker(seed: seed)
        for definition in EventDefinition.all {
            addMembers(of: definition)
            addIds(of: definition)
            add("a payload member nobody defined", definition) { $0.setting("data", "extra", to: 1) }
            add("null for a payload", definition) { $0.setting("data", to: .null) }
            add("a commitment nobody defined", definition) {
                $0.setting("personal", "extra", to: .string(SampleStatements.commitment))
            }
            for name in definition.personal {
                add("\(name) in the clear", definition) { $0.setting("personal", name, to: "Li Lei") }
            }
            add("version 2", definition) { $0.setting("v", to: 2) }
            if let role = Role.allCases.first(where: { !definition.type.roles.contains($0) }) {
                add("said by \(role.rawValue)", definition) {
                    $0.setting("actor", "role", to: .string(role.rawValue)).setting("mono", to: 1).setting("n", to: 1)
                }
            }
        }
        addParameters()
    }

    private mutating func add(_ mistake: String, _ definition: EventDefinition, _ change: (JSONValue) -> JSONValue) {
        let json = change(maker.statement(of: definition))
        statements.append(
            Statement(family: definition.family, mistake: "\(definition.type.rawValue): \(mistake)", json: json))
    }

    private mutating func addMembers(of definition: EventDefinition) {
        for member in definition.members {
            if member.isRequired {
                add("no \(member.name)", definition) { $0.removing("data", member.name) }
            }
            for value in [maker.random.pick(wrongValues(ofKind: member.kind)), .null] {
                add("\(member.name) = \(value.text)", definition) { $0.setting("data", member.name, to: value) }
            }
        }
    }

    private func wrongValues(ofKind kind: String) -> [JSONValue] {
        if kind.hasPrefix("list<") {
            return ["", .members([:])]
                + wrongValues(ofKind: String(kind.dropFirst(5).dropLast())).map { .array([$0]) }
        }
        return switch kind {
        case "int": ["1", true, []]
        case "bool": [0, "true"]
        case "string": [1, false, ["x"]]
        case "hex32", "hex":
            ["", .string(SampleStatements.digest.uppercased()), .string(SampleStatements.digest + "\n"), 0]
        case "uuid": ["0193a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b", .string(SampleStatements.id + "\n"), 1]
        case "object": ["", [], .members(["login_open": 1]), .members(["login_open_ms": "1"])]
        default: ["", "elsewhere", 0]
        }
    }

    /// The ids of every scope that the type does not have.
    private mutating func addIds(of definition: EventDefinition) {
        let ids: [(Scope, [String])] = [
            (.ledger, []), (.exam, ["exam"]), (.sitting, ["exam", "sitting"]),
            (.candidate, ["exam", "sitting", "candidate"]),
        ]
        for (scope, names) in ids where !definition.type.scopes.contains(scope) {
            if scope == .ledger, definition.type.scopes.contains(.trust) { continue }
            add("the ids of \(scope.rawValue)", definition) { Self.replacingIds($0, with: names) }
        }
        add("a candidate without a sitting", definition) { Self.replacingIds($0, with: ["exam", "candidate"]) }
    }

    private static func replacingIds(_ json: JSONValue, with names: [String]) -> JSONValue {
        let bare = json.removing("exam").removing("sitting").removing("candidate")
        return names.reduce(bare) { $0.setting($1, to: "x-1") }
    }

    private mutating func addParameters() {
        for definition in EventDefinition.all where definition.members.contains(where: { $0.kind == "object" }) {
            let isPolicy = definition.type == .examPolicySet
            let names = isPolicy ? maker.statement(of: definition)["data", "params"]?.names ?? [] : ["login_open_ms"]
            for name in names {
                add("\(name) as a list", definition) { $0.setting("data", "params", name, to: [1]) }
                guard isPolicy else { continue }
                add("no \(name)", definition) { $0.removing("data", "params", name) }
            }
            add("a parameter nobody defined", definition) { $0.setting("data", "params", "extra_ms", to: 1) }
        }
    }
}
