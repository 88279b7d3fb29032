import Exam
import Foundation
import Primitives
import TestSupport
import Testing

@Suite("The parameters of the rules")
struct ParameterDefinitionTests {
    private let all = ParameterDefinition.all

    @Test("are explained in both languages, each with what it is by default")
    func meanings() {
        guard case .object(let members) = Parameters.catalogueDefaults.json else {
            Issue.record("not an object")
            return
        }
        #expect(all.map(\.name) == members.map(\.name))
        for (definition, member) in zip(all, members) {
            #expect(!definition.meaning.en.isEmpty, "\(definition.name)")
            #expect(definition.meaning.zh.contains(/\p{Han}/), "\(definition.name)")
            let value = if case .string(let text) = member.value { text } else { member.value.text }
            #expect(definition.standard == value, "\(definition.name)")
        }
    }

    @Test("can each be put over the exam's by a sitting")
    func overrides() throws {
        let bytes = Array(try Data(contentsOf: Repository.root.appending(path: "schemas/parameters.schema.json")))
        var tape = JSONTape()
        try tape.scan(bytes.span)
        let overrides = tape.value(JSONTape.root, bytes.span)["$defs", "overrides", "properties"]
        guard case .object(let members)? = overrides else {
            Issue.record("not an object")
            return
        }
        #expect(members.map(\.name) == all.map(\.name))
        for member in members {
            #expect(member.value["$ref"] == .string("#/$defs/parameters/properties/\(member.name)"))
        }
    }
}
