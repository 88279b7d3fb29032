/// A member of a payload, as a Swift property.
struct Member {
    let name: String
    let property: String
    let kind: Kind
    let isRequired: Bool
    let unit: String?
    let note: String?

    indirect enum Kind {
        case integer, bool, string, digest, keyID, eventID, parameters, overrides
        /// Hex of so many bytes.
        case bytes(Int)
        case choice([String])
        case list(Kind)
    }

    init(name: String, schema: Schema, isRequired: Bool) {
        self.name = name
        property = Names.member(name)
        kind = Member.kind(of: schema)
        self.isRequired = isRequired
        unit = schema.unit
        note = schema.description
    }

    static func members(of object: Schema) -> [Member] {
        let required = object.required ?? []
        let names = required + (object.properties ?? [:]).keys.filter { !required.contains($0) }.sorted()
        return names.compactMap { name in
            object.property(name).map { Member(name: name, schema: $0, isRequired: required.contains(name)) }
        }
    }

    /// The same member where it may be left out.
    var asOverride: Member { Member(self, isRequired: false) }

    private init(_ member: Member, isRequired: Bool) {
        name = member.name
        property = member.property
        kind = member.kind
        self.isRequired = isRequired
        unit = member.unit
        note = member.note
    }

    private static func kind(of schema: Schema) -> Kind {
        if let choices = schema.enum { return .choice(choices) }
        if schema.type == "array", let items = schema.items { return .list(kind(of: items)) }
        if schema.type == "boolean" { return .bool }
        switch schema.reference?.split(separator: "/").last {
        case "integer": return .integer
        case "digest": return .digest
        case "key_id": return .keyID
        case "event_id": return .eventID
        case "parameters": return .parameters
        case "overrides": return .overrides
        default: return schema.hexByteCount.map(Kind.bytes) ?? .string
        }
    }

    /// The nested enumeration's name, for a member with a closed set of values.
    var choiceName: String {
        let name = Names.type(self.name)
        if case .list = kind, name.hasSuffix("s") { return String(name.dropLast()) }
        return name
    }

    /// The closed set of values, where the member has one.
    var choices: [String]? {
        switch kind {
        case .choice(let values), .list(.choice(let values)): values
        default: nil
        }
    }

    var swiftType: String { swiftType(kind) + (isRequired ? "" : "?") }

    private func swiftType(_ kind: Kind) -> String {
        switch kind {
        case .integer: "Int64"
        case .bool: "Bool"
        case .string: "String"
        case .digest: "Digest"
        case .keyID: "KeyID"
        case .eventID: "EventID"
        case .bytes: "[UInt8]"
        case .parameters: "Parameters"
        case .overrides: "ParameterOverrides"
        case .choice: choiceName
        case .list(let element): "[\(swiftType(element))]"
        }
    }

    /// What the catalogue prints as the member's kind.
    var kindName: String { kindName(kind) }

    private func kindName(_ kind: Kind) -> String {
        switch kind {
        case .integer: "int"
        case .bool: "bool"
        case .string: "string"
        case .digest: "hex32"
        case .keyID, .bytes: "hex"
        case .eventID: "uuid"
        case .parameters, .overrides: "object"
        case .choice(let values): "{" + values.joined(separator: ",") + "}"
        case .list(let element): "list<\(kindName(element))>"
        }
    }

    /// The expression that reads the member from the node `valueNode`.
    var reading: String {
        let count = if case .bytes(let count) = kind { ", count: \(count)" } else { "" }
        return "try MemberReader.\(reader(kind))(tape, valueNode, scanned, \(Names.literal(name))\(count))"
    }

    private func reader(_ kind: Kind) -> String {
        switch kind {
        case .integer: "integer"
        case .bool: "bool"
        case .string: "string"
        case .digest: "digest"
        case .keyID: "keyID"
        case .eventID: "eventID"
        case .bytes: "hexBytes"
        case .parameters: "parameters"
        case .overrides: "overrides"
        case .choice: "choice"
        case .list(let element): reader(element) + "List"
        }
    }

    /// The expression that writes a value as JSON.
    func writing(_ value: String) -> String { writing(kind, value) }

    private func writing(_ kind: Kind, _ value: String) -> String {
        switch kind {
        case .integer: ".integer(\(value))"
        case .bool: ".bool(\(value))"
        case .string: ".string(\(value))"
        case .digest, .keyID: ".string(\(value).hex)"
        case .eventID: ".string(\(value).text)"
        case .bytes: ".string(Hex.encode(\(value).span))"
        case .parameters, .overrides: "\(value).json"
        case .choice: ".string(\(value).rawValue)"
        case .list(let element): ".array(\(value).map { \(writing(element, "$0")) })"
        }
    }

    /// Bytes that the property takes up inside its structure, about.
    var width: Int {
        switch kind {
        case .integer: isRequired ? 8 : 16
        case .bool, .choice: 1
        case .digest: isRequired ? 32 : 40
        case .string, .keyID, .eventID: isRequired ? 16 : 24
        case .parameters, .overrides: 400
        case .bytes, .list: 8
        }
    }
}
