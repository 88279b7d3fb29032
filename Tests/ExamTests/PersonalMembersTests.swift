import Exam
import Primitives
import Testing

@Suite("Personal members of a statement")
struct PersonalMembersTests {
    private func areShown(_ statement: JSONValue) -> Bool { areShown(statement.text) }

    private func areShown(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return PersonalMembers.areShown(in: bytes.span)
    }

    private static let withPersonal = EventDefinition.all.filter { !$0.personal.isEmpty }

    @Test("show nothing where they are digests, of any type", arguments: EventDefinition.all)
    func digests(_ definition: EventDefinition) throws {
        var maker = try StatementMaker(seed: 3)
        for _ in 0..<5 { #expect(!areShown(maker.statement(of: definition))) }
    }

    @Test("show a value that stands in the data under any of their names", arguments: withPersonal)
    func clear(_ definition: EventDefinition) throws {
        var maker = try StatementMaker(seed: 5)
        for name in definition.personal {
            let data = JSONValue.object([JSONValue.Member(name, "Zhang San")])
            #expect(areShown(maker.statement(of: definition).setting("data", to: data)))
        }
    }

    @Test(
        "show a value in the place of a digest, or what is not one",
        arguments: ["Zhang San", "", SampleStatements.commitment + "A", String(SampleStatements.commitment.dropLast())])
    func notDigests(_ value: String) {
        let personal = JSONValue.object([JSONValue.Member("name", .string(value))])
        #expect(areShown(SampleStatements.registration.setting("personal", to: personal)))
    }

    @Test("are not looked for in what is no statement at all", arguments: ["", "[]", "{", "{\"type\":7,\"data\":{}}"])
    func others(_ text: String) {
        #expect(!areShown(text))
    }
}
