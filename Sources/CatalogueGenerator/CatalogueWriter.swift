/// Writes the Swift of the whole catalogue.
struct CatalogueWriter {
    struct Event {
        let name: String
        let family: String
        let schema: Schema

        var caseName: String { Names.member(name) }
        var typeName: String { Names.type(name) }
        var data: Schema { schema.property("data") ?? Schema.empty }
        var members: [Member] { Member.members(of: data) }
        var roles: [String] { schema.property("actor")?.property("role")?.enum ?? [] }
        var scopes: [String] { (schema.annotations?.scope ?? "").split(separator: "|").map(String.init) }
        var personal: [String] { (schema.property("personal")?.properties ?? [:]).keys.sorted() }
        /// A payload that would make every event large is boxed.
        var isLarge: Bool { members.reduce(0) { $0 + $1.width } > 96 }
    }

    let events: [Event]
    let families: [SchemaFolder.Family]
    let parameters: [Member]
    let overrides: [Member]
    let parameterSchema: Schema

    init(schemas: SchemaFolder) {
        families = schemas.families
        events = schemas.families.flatMap { family in
            (family.schema.oneOf ?? []).compactMap { reference in
                let name = reference.reference?.split(separator: "/").last.map(String.init) ?? ""
                return family.schema.definitions?[name].map { Event(name: name, family: family.name, schema: $0) }
            }
        }
        parameterSchema = schemas.parameters.definitions?["parameters"] ?? Schema.empty
        parameters = Member.members(of: parameterSchema)
        overrides = parameters.map(\.asOverride)
    }

    var source: String {
        """
        // Written from schemas/ by CatalogueGenerator; to change it, change a schema.
        public import Primitives

        \(eventType)
        \(payload)
        \(kinds)
        \(StructureWriter.parameters(parameters, overrides))
        \(events.map { StructureWriter(event: $0).source }.joined(separator: "\n"))
        \(definitions)
        """
    }

    private var eventType: String {
        """
        /// The types of event, by their names in the catalogue.
        public enum EventType: String, CaseIterable, Hashable, Sendable {
        \(lines(events) { "    /// \(Self.title($0))\n    case \($0.caseName) = \(Names.literal($0.name))" })

            /// The type whose name has this FNV-1a hash; the caller compares the name itself.
            init?(nameHash: UInt64) {
                switch nameHash {
        \(lines(events) { "        case \(Names.hash($0.name)): self = .\($0.caseName)" })
                default: return nil
                }
            }

            /// Its place in the catalogue, from 0.
            public var ordinal: Int {
                switch self {
        \(lines(Array(events.enumerated())) { "        case .\($0.element.caseName): \($0.offset)" })
                }
            }

            /// An event type is told by its place: the standard library would hash its name.
            public func hash(into hasher: inout Hasher) { hasher.combine(ordinal) }

            /// The roles that may say it.
            public var roles: RoleSet {
                switch self {
        \(lines(events) { "        case .\($0.caseName): [\($0.roles.map { ".\($0)" }.joined(separator: ", "))]" })
                }
            }

            /// The scopes that it may have.
            public var scopes: ScopeSet {
                switch self {
        \(lines(events) { "        case .\($0.caseName): [\($0.scopes.map { ".\($0)" }.joined(separator: ", "))]" })
                }
            }
        }

        """
    }

    private var payload: String {
        """
        /// What an event says beside its statement's own members: one case a type.
        public enum Payload: Hashable, Sendable {
        \(lines(events) {
            "    /// \(Self.title($0))\n    \($0.isLarge ? "indirect " : "")case \($0.caseName)(\($0.typeName))"
        })

            /// The type of the event.
            public var type: EventType {
                switch self {
        \(lines(events) { "        case .\($0.caseName): .\($0.caseName)" })
                }
            }

            /// The `data` member of a statement.
            public var json: JSONValue {
                switch self {
        \(lines(events) { "        case .\($0.caseName)(let data): data.json" })
                }
            }

            static func read(
                _ type: EventType, _ tape: borrowing JSONTape, _ object: Int, _ bytes: Span<UInt8>
            ) throws(Refusal) -> Payload {
                switch type {
        \(lines(events) {
            "        case .\($0.caseName): .\($0.caseName)(try \($0.typeName).read(tape, object, bytes))"
        })
                }
            }
        }

        """
    }

    private var kinds: String {
        lines(events) { event in
            """
            extension EventKind<\(event.typeName)> {
                /// \(Self.title(event))
                public static var \(event.caseName): Self {
                    Self(.\(event.caseName)) { if case .\(event.caseName)(let data) = $0 { data } else { nil } }
                }
            }

            """
        }
    }

    private var definitions: String {
        """
        extension EventDefinition {
            /// The whole catalogue, family by family.
            public static let all: [EventDefinition] = [
        \(lines(events, separator: ",\n", definition))
            ]
        }

        extension EventFamily {
            /// The families in the order of an exam.
            public static let all: [EventFamily] = [
        \(lines(families, separator: ",\n") {
            "        EventFamily(name: \(Names.literal($0.name)), title: \(Self.phrase($0.schema)))"
        })
            ]
        }

        extension ParameterDefinition {
            /// All parameters, in the order of the schema.
            public static let all: [ParameterDefinition] = [
        \(lines(parameters, separator: ",\n", definition))
            ]
        }
        """
    }

    private func definition(_ event: Event) -> String {
        let notes = event.schema.annotations
        let members = event.members.map { member in
            "            MemberDefinition(name: \(Names.literal(member.name)), kind: "
                + "\(Names.literal(member.kindName)), isRequired: \(member.isRequired), "
                + "unit: \(member.unit.map(Names.literal) ?? "nil"))"
        }
        return """
                EventDefinition(
                    type: .\(event.caseName), family: \(Names.literal(event.family)),
                    title: \(Self.phrase(event.schema)), class: .\(notes?.class ?? "fact"),
                    seed: \(Names.literal(notes?.seed ?? "-")), effect: \(Names.literal(notes?.effect ?? "-")),
                    personal: [\(event.personal.map(Names.literal).joined(separator: ", "))],
                    members: [
            \(members.joined(separator: ",\n"))
                    ])
            """
    }

    private func definition(_ parameter: Member) -> String {
        let schema = parameterSchema.property(parameter.name)
        return """
                    ParameterDefinition(
                        name: \(Names.literal(parameter.name)), unit: \(parameter.unit.map(Names.literal) ?? "nil"),
                        standard: \(Names.literal(schema?.standard?.text ?? "")),
                        meaning: Phrase(
                            en: \(Names.literal(parameter.note ?? "")),
                            zh: \(Names.literal(schema?.annotations?.description_zh ?? ""))))
            """
    }

    static func phrase(_ schema: Schema) -> String {
        "Phrase(en: \(Names.literal(schema.title ?? "")), zh: \(Names.literal(schema.annotations?.title_zh ?? "")))"
    }

    static func title(_ event: Event) -> String {
        "\(event.schema.title ?? event.name) (`\(event.name)`)."
    }

    private func lines<T>(_ items: [T], separator: String = "\n", _ line: (T) -> String) -> String {
        items.map(line).joined(separator: separator)
    }
}
