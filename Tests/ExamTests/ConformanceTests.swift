import Exam
import Foundation
import Primitives
import TestSupport
import Testing

/// The same files under `schemas/`, another reader: both must say the same of every statement.
@Suite(
    "Agreement with Python's jsonschema",
    .enabled(if: OutsideJudge.isPresent, "skipped: python3 with the jsonschema module is absent"))
struct ConformanceTests {
    @Test("every statement of the example day is a statement to both")
    func exampleDay() throws {
        let lines = try Repository.lines(of: Repository.examDay.appending(path: "statements.ndjson"))
        let ours = try agreement(on: lines.map { Array($0.utf8) })
        #expect(ours.count == lines.count && ours.allSatisfy { $0 })
    }

    @Test("statements of every type, at random, are statements to both")
    func everyType() throws {
        var maker = try StatementMaker(seed: 5)
        let ours = try agreement(on: EventDefinition.all.map { Array(maker.statement(of: $0).text.utf8) })
        #expect(ours.allSatisfy { $0 })
    }

    @Test("one mistake in a statement, of every kind there is in formats.md §1, is a mistake to both")
    func mistakes() throws {
        let mistakes = Mistakes.json + Mistakes.members + Mistakes.permissions + Mistakes.payloads
        #expect(mistakes.count >= 150)
        let ours = try agreement(on: mistakes.map(\.bytes))
        #expect(zip(mistakes, ours).filter(\.1).map(\.0.testDescription) == [])
    }

    @Test("one mistake in every member of every type is a mistake to both")
    func catalogueMistakes() throws {
        let mistakes = try CatalogueMistakes(seed: 6).statements
        #expect(Set(mistakes.map(\.family)) == Set(EventFamily.all.map(\.name)))
        let ours = try agreement(on: mistakes.map { Array($0.json.text.utf8) })
        #expect(zip(mistakes, ours).filter(\.1).map(\.0.mistake) == [])
    }

    @Test("of statements with bytes changed at random, both take the same ones")
    func mutations() throws {
        var maker = try StatementMaker(seed: 7)
        var mutated: [[UInt8]] = []
        for definition in EventDefinition.all {
            let bytes = Array(maker.statement(of: definition).text.utf8)
            for _ in 0..<8 { mutated.append(StatementPropertyTests.mutated(bytes, &maker.random)) }
        }
        let ours = try agreement(on: mutated)
        #expect(ours.contains(true) && ours.contains(false))
    }

    @Test("the limits are where both say they are")
    func limits() throws {
        let bytes = Array(SampleStatements.attempt.text.utf8)
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: Statement.sizeLimit - bytes.count)
        let largest = SampleStatements.attempt.setting("at", to: .integer(JSONTape.integerLimit))
        let smallest = SampleStatements.attempt.setting("at", to: .integer(-JSONTape.integerLimit))
        let zero = SampleStatements.attempt.text.replacing(#""mono":12"#, with: #""mono":-0"#)
        let taken =
            [bytes + padding] + [largest.text, smallest.text, zero].map { Array($0.utf8) }
            + [SampleStatements.attempt.setting("personal", to: .object([])).text].map { Array($0.utf8) }
        let refused = [bytes + padding + padding.prefix(1)]
        #expect(try agreement(on: taken + refused) == taken.map { _ in true } + refused.map { _ in false })
    }

    /// Whether we take each statement; an issue for each on which the other reader says otherwise.
    private func agreement(on statements: [[UInt8]]) throws -> [Bool] {
        let theirs = try OutsideJudge.verdicts(on: statements)
        try #require(theirs.count == statements.count)
        var reader = StatementReader()
        return zip(statements, theirs).map { bytes, verdict in
            let refusal = reader.refusal(of: bytes.span)
            if (refusal == nil) != (verdict == "ok") {
                let ours = refusal.map { "\($0.code.rawValue): \($0.reason.en)" } ?? "ok"
                let text = String(decoding: bytes.prefix(600), as: UTF8.self)
                Issue.record("ours: \(ours)\ntheirs: \(verdict)\n\(text)")
            }
            return refusal == nil
        }
    }
}
