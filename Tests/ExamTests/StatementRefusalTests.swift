import Exam
import Primitives
import Testing

/// A statement with one mistake in it, and the code it is refused with.
struct Mistake: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let code: Refusal.Code

    init(_ name: String, _ bytes: [UInt8], _ code: Refusal.Code) {
        testDescription = name
        self.bytes = bytes
        self.code = code
    }

    init(_ name: String, _ text: String, _ code: Refusal.Code) { self.init(name, Array(text.utf8), code) }

    init(_ name: String, _ json: JSONValue, _ code: Refusal.Code) { self.init(name, json.text, code) }

    /// A text put in place of another that stands once in a statement.
    init(_ name: String, _ base: JSONValue, _ old: String, _ new: String, _ code: Refusal.Code) {
        self.init(name, base.text.replacing(old, with: new), code)
    }
}

@Suite("What the strict reader refuses (formats.md §1)")
struct StatementRefusalTests {
    @Test("the statements that the mistakes are made in are read", arguments: SampleStatements.all)
    func samplesAreRead(sample: JSONValue) throws {
        var reader = StatementReader()
        let bytes = Array(sample.text.utf8)
        #expect(try reader.read(bytes.span).bytes == bytes)
    }

    @Test("text that is not strict JSON", arguments: Mistakes.json)
    func json(mistake: Mistake) { expectRefusal(of: mistake) }

    @Test("members of a statement that are missing, unknown or of another kind", arguments: Mistakes.members)
    func members(mistake: Mistake) { expectRefusal(of: mistake) }

    @Test("ids that a type's scope does not have, and roles that may not say it", arguments: Mistakes.permissions)
    func permissions(mistake: Mistake) { expectRefusal(of: mistake) }

    @Test("payloads and commitments that the catalogue does not define", arguments: Mistakes.payloads)
    func payloads(mistake: Mistake) { expectRefusal(of: mistake) }

    @Test("after a refusal the reader reads on as if nothing had been")
    func readsOn() throws {
        var reader = StatementReader()
        let bytes = Array(SampleStatements.attempt.text.utf8)
        let first = try reader.read(bytes.span)
        for mistake in Mistakes.json + Mistakes.members + Mistakes.permissions + Mistakes.payloads {
            #expect(throws: Refusal.self) { try reader.read(mistake.bytes.span) }
            #expect(try reader.read(bytes.span) == first)
        }
    }

    @Test("a statement of exactly 32,768 bytes is read, of one byte more it is refused")
    func size() throws {
        var reader = StatementReader()
        let bytes = Array(SampleStatements.attempt.text.utf8)
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: Statement.sizeLimit - bytes.count)
        #expect(try reader.read((bytes + padding).span).bytes == bytes)
        let refusal = #expect(throws: Refusal.self) { try reader.read((bytes + padding + [UInt8(ascii: " ")]).span) }
        #expect(refusal?.code == .statementTooLarge)
        #expect(refusal?.reason.en.contains("32769") == true)
    }

    @Test("a refusal names the member in both languages")
    func words() {
        var reader = StatementReader()
        let text = SampleStatements.attempt.setting("data", "attempts", to: 1).text
        let refusal = #expect(throws: Refusal.self) { try reader.read(Array(text.utf8).span) }
        #expect(refusal?.reason == Phrase(en: "unknown member `attempts`", zh: "未知成员 `attempts`"))
    }

    private func expectRefusal(of mistake: Mistake) {
        var reader = StatementReader()
        let refusal = #expect(throws: Refusal.self) { try reader.read(mistake.bytes.span) }
        #expect(refusal?.code == mistake.code, "\(refusal?.reason.en ?? "read")")
        #expect(refusal?.reason.en.isEmpty == false && refusal?.reason.zh.isEmpty == false)
    }
}
