/// Writes the structure of one payload: properties, reading and writing.
struct StructureWriter {
    let name: String
    let summary: String
    let members: [Member]

    init(event: CatalogueWriter.Event) {
        name = event.typeName
        summary = "The payload of " + CatalogueWriter.title(event)
        members = event.members
    }

    init(name: String, summary: String, members: [Member]) {
        self.name = name
        self.summary = summary
        self.members = members
    }

    static func parameters(_ parameters: [Member], _ overrides: [Member]) -> String {
        let complete = StructureWriter(
            name: "Parameters", summary: "The parameters of the rules, from the signed policy.", members: parameters)
        let partial = StructureWriter(
            name: "ParameterOverrides", summary: "What a sitting puts over the exam's parameters.",
            members: overrides)
        let applied = parameters.map { "\($0.property): overrides.\($0.property) ?? \($0.property)" }
        return """
            \(complete.source)
            \(partial.nestedTypesFrom("Parameters"))
            extension Parameters {
                /// These parameters with a sitting's own put over them.
                public func applying(_ overrides: ParameterOverrides) -> Parameters {
                    Parameters(
                        \(applied.joined(separator: ",\n            ")))
                }
            }

            """
    }

    var source: String { structure(choices: members.compactMap(choice).joined(separator: "\n")) }

    private func nestedTypesFrom(_ owner: String) -> String {
        structure(
            choices: members.filter { $0.choices != nil }
                .map { "    /// \(owner)' choice.\n    public typealias \($0.choiceName) = \(owner).\($0.choiceName)" }
                .joined(separator: "\n"))
    }

    private func structure(choices: String) -> String {
        """
        /// \(summary)
        public struct \(name): Hashable, Sendable {
        \(members.map(property).joined(separator: "\n"))
        \(choices)

            /// All members of the payload.
            public init(\(members.map(parameter).joined(separator: ", "))) {
        \(members.map { "        self.\($0.property) = \($0.property)" }.joined(separator: "\n"))
            }

            /// The payload as JSON.
            public var json: JSONValue {
                \(json)
            }

            static func read(
                _ tape: borrowing JSONTape, _ object: Int, _ scanned: Span<UInt8>
            ) throws(Refusal) -> \(name) {
        \(reading)
            }
        }

        """
    }

    private func property(_ member: Member) -> String {
        let unit = member.unit.map { " (\($0))" } ?? ""
        let note = member.note ?? "`\(member.name)`"
        return "    /// \(note)\(unit).\n    public var \(member.property): \(member.swiftType)"
    }

    private func parameter(_ member: Member) -> String {
        "\(member.property): \(member.swiftType)\(member.isRequired ? "" : " = nil")"
    }

    private func choice(_ member: Member) -> String? {
        guard let values = member.choices else { return nil }
        let cases = values.map { "        /// `\($0)`.\n        case \(Names.member($0)) = \(Names.literal($0))" }
        return """
                /// The values of `\(member.name)`.
                public enum \(member.choiceName): String, CaseIterable, Hashable, Sendable {
            \(cases.joined(separator: "\n"))
                }
            """
    }

    private var json: String {
        if members.isEmpty { return ".object([])" }
        let pairs = members.map { member in
            member.isRequired
                ? "\(Names.literal(member.name)): \(member.writing(member.property))"
                : "\(Names.literal(member.name)): \(member.property).map { \(member.writing("$0")) }"
        }
        return ".members([\(pairs.joined(separator: ", "))])"
    }

    private var reading: String {
        guard !members.isEmpty else {
            return """
                        try MemberReader.empty(tape, object, scanned)
                        return \(name)()
                """
        }
        let variables = members.map { "        var \($0.property): \($0.swiftType.trimmingOptional)?" }
        let branches = members.map {
            "if tape.isName(nameNode, scanned, \(Names.literal($0.name))) { \($0.property) = \($0.reading) }"
        }
        let arguments = members.map {
            $0.isRequired
                ? "\($0.property): try MemberReader.required(\($0.property), \(Names.literal($0.name)))"
                : "\($0.property): \($0.property)"
        }
        return """
            \(variables.joined(separator: "\n"))
                    var nameNode = object + 1
                    for _ in 0..<tape.childCount(object) {
                        let valueNode = nameNode + 1
                        \(branches.joined(separator: "\n            else "))
                        else { throw MemberReader.unknown(tape, nameNode, scanned) }
                        nameNode = tape.next(valueNode)
                    }
                    return \(name)(
                        \(arguments.joined(separator: ",\n            ")))
            """
    }
}

extension String {
    /// The type without its question mark.
    var trimmingOptional: String { hasSuffix("?") ? String(dropLast()) : self }
}
