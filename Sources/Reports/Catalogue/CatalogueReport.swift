public import Exam
public import Primitives

/// What can be recorded: the types of event as a list, and each with its members.
public enum CatalogueReport {
    /// The headings of the rows.
    public static func headings(_ language: Language) -> [String] {
        [
            Phrase(en: "type", zh: "类型")[language], Phrase(en: "title", zh: "名称")[language],
            Words.kind[language], Words.roles[language], Words.scope[language],
        ]
    }

    /// The cells of a type's row.
    public static func row(_ definition: EventDefinition, _ language: Language) -> [String] {
        [
            definition.type.rawValue, definition.title[language], definition.class.title[language],
            roles(definition, language), scopes(definition, language),
        ]
    }

    /// A type with everything that the catalogue says of it.
    public static func lines(_ definition: EventDefinition, _ language: Language) -> [String] {
        let family = EventFamily.all.first { $0.name == definition.family }?.title[language] ?? definition.family
        var lines = [
            "\(definition.type.rawValue)  \(definition.title[language])",
            "  \(Words.family[language]): \(family)",
            "  \(Words.kind[language]): \(definition.class.title[language])",
            "  \(Words.roles[language]): \(roles(definition, language))",
            "  \(Words.scope[language]): \(scopes(definition, language))",
            "  \(Words.seed[language]): \(definition.seed)",
            "  \(Words.effect[language]): \(definition.effect)",
        ]
        if !definition.members.isEmpty { lines.append("  \(Words.members[language]):") }
        for member in definition.members {
            let need = (member.isRequired ? Words.required : Words.optional)[language]
            lines.append("    \(member.name)  \(member.kind)  \(need)" + (member.unit.map { "  (\($0))" } ?? ""))
        }
        if !definition.personal.isEmpty {
            lines.append("  \(Words.personal[language]): \(definition.personal.joined(separator: ", "))")
        }
        return lines
    }

    /// The types for programs.
    public static func json(_ definitions: [EventDefinition]) -> JSONValue {
        .members(["schema": "examledger-catalogue/1", "types": .array(definitions.map(json(_:)))])
    }

    private static func json(_ definition: EventDefinition) -> JSONValue {
        .members([
            "type": .string(definition.type.rawValue),
            "v": 1,
            "family": .string(definition.family),
            "title": .phrase(definition.title),
            "class": .string(definition.class.rawValue),
            "roles": .array(definition.type.roles.roles.map { .string($0.rawValue) }),
            "scopes": .array(definition.type.scopes.scopes.map { .string($0.rawValue) }),
            "seed": .string(definition.seed),
            "effect": .string(definition.effect),
            "personal": .array(definition.personal.map { .string($0) }),
            "data": .array(
                definition.members.map { member in
                    .members([
                        "name": .string(member.name), "kind": .string(member.kind),
                        "required": .bool(member.isRequired), "unit": member.unit.map { .string($0) },
                    ])
                }),
        ])
    }

    private static func roles(_ definition: EventDefinition, _ language: Language) -> String {
        definition.type.roles.roles.map { $0.title[language] }.joined(separator: language == .en ? ", " : "、")
    }

    private static func scopes(_ definition: EventDefinition, _ language: Language) -> String {
        definition.type.scopes.scopes.map { $0.title[language] }.joined(separator: language == .en ? ", " : "、")
    }
}
