import Exam
import Foundation
import Primitives
import TestSupport
import Testing

@Suite("The strict reader")
struct StatementReaderTests {
    @Test("reads every statement of the example day and writes the same JSON again")
    func readsTheExampleDay() throws {
        var reader = StatementReader()
        var tape = JSONTape()
        var differing: [String] = []
        for line in try Repository.lines(of: Repository.examDay.appending(path: "statements.ndjson")) {
            let bytes = Array(line.utf8)
            try tape.scan(bytes.span)
            let original = tape.value(JSONTape.root, bytes.span).canonicalBytes
            if try reader.read(bytes.span).json.canonicalBytes != original { differing.append(line) }
        }
        #expect(differing.isEmpty)
    }

    @Test("takes an escaped spelling, space and an empty set of commitments for what they are")
    func otherSpellings() throws {
        var reader = StatementReader()
        let statement = try reader.read(Array(SampleStatements.attempt.text.utf8).span)
        for text in [
            SampleStatements.attempt.text.replacing("pc-1", with: #"\u0070c\u002D1"#),
            SampleStatements.attempt.text.replacing(#""type""#, with: #""\u0074ype""#),
            SampleStatements.attempt.text.replacing(",", with: " ,\r\n\t"),
            SampleStatements.attempt.setting("personal", to: .object([])).text,
        ] {
            #expect(try reader.read(Array(text.utf8).span) == statement, "\(text)")
        }
    }

    @Test("gives every member its value")
    func values() throws {
        var reader = StatementReader()
        let statement = try reader.read(Array(SampleStatements.attempt.text.utf8).span)
        #expect(statement.id.text == SampleStatements.id)
        #expect(statement.type == .loginFaceAttempted)
        #expect(statement.ledger == "examledger.example/exam/1")
        #expect(statement.mode == .formal)
        #expect(statement.exam == "ex-1" && statement.sitting == "s_1" && statement.candidate == "c.0001")
        #expect(statement.actor == Statement.Actor(role: .candidate, id: "someone"))
        #expect(statement.device == "pc-1")
        #expect(statement.at == Instant(milliseconds: 1_763_690_400_000))
        #expect(statement.mono == 12 && statement.n == 3)
        #expect(statement.cause?.text == "0193a1b2-c3d4-7e5f-9a9b-0c1d2e3f4a5b")
        #expect(statement.payload == .loginFaceAttempted(LoginFaceAttempted(attemptNo: 1)))
        #expect(statement.personal.isEmpty)
        let registration = try reader.read(Array(SampleStatements.registration.text.utf8).span)
        #expect(registration.personal.map(\.name) == ["name", "phone"])
    }

    @Test(
        "puts a statement into the one stream that its ids and its type name",
        arguments: zip(
            [
                SampleStatements.attempt, SampleStatements.enrolment, SampleStatements.policyOfDocument,
                SampleStatements.raised,
            ], ["candidate/ex-1/s_1/c.0001", "trust", "exam/ex-1", "sitting/ex-1/s_1"]))
    func streams(sample: JSONValue, name: String) throws {
        var reader = StatementReader()
        let stream = try reader.read(Array(sample.text.utf8).span).stream
        #expect(stream.text == name)
        #expect(StreamName(name) == stream)
    }
}
