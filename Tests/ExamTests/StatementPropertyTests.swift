import Exam
import Foundation
import Primitives
import TestSupport
import Testing

@Suite("Statements of every type, at random")
struct StatementPropertyTests {
    @Test("written and read, a statement is the same value and the same bytes")
    func roundTrip() throws {
        var maker = try StatementMaker(seed: 1)
        var reader = StatementReader()
        for definition in EventDefinition.all {
            for _ in 0..<8 {
                let bytes = Array(maker.statement(of: definition).text.utf8)
                let statement = try reader.read(bytes.span)
                #expect(statement.bytes == bytes)
                #expect(try reader.read(statement.bytes.span) == statement)
                #expect(statement.type == definition.type)
            }
        }
    }

    @Test("the order of members and white space between them change nothing of the meaning")
    func otherSpelling() throws {
        var maker = try StatementMaker(seed: 2)
        var reader = StatementReader()
        for definition in EventDefinition.all {
            let json = maker.statement(of: definition)
            let statement = try reader.read(Array(json.text.utf8).span)
            let shuffled = StatementPropertyTests.shuffled(json, &maker.random)
            #expect(try reader.read(Array(shuffled.text.utf8).span).bytes.count == statement.bytes.count)
            let data = try JSONSerialization.jsonObject(with: Data(shuffled.text.utf8))
            let spaced = try JSONSerialization.data(withJSONObject: data, options: [.prettyPrinted, .sortedKeys])
            // Commitments keep the order in which they came; all else is in the same place again.
            let read = try reader.read(Array(spaced).span)
            #expect(read.json["data"]?.canonicalBytes == statement.json["data"]?.canonicalBytes)
            #expect(read.json.canonicalBytes == statement.json.canonicalBytes)
        }
    }

    @Test("no mutation stops the reader; what it still takes is the same JSON that another reader sees")
    func mutations() throws {
        var maker = try StatementMaker(seed: 3)
        var reader = StatementReader()
        var taken = 0
        for definition in EventDefinition.all {
            let bytes = Array(maker.statement(of: definition).text.utf8)
            for _ in 0..<60 {
                let mutated = StatementPropertyTests.mutated(bytes, &maker.random)
                guard let statement = try? reader.read(mutated.span) else { continue }
                taken += 1
                #expect(
                    try StatementPropertyTests.foundation(statement.bytes) == StatementPropertyTests.foundation(mutated)
                )
            }
        }
        #expect(taken > 0)
    }

    @Test("a statement cut short anywhere is refused as cut short")
    func prefixes() throws {
        var maker = try StatementMaker(seed: 4)
        var reader = StatementReader()
        for family in EventFamily.all {
            guard let definition = EventDefinition.all.first(where: { $0.family == family.name }) else { continue }
            let bytes = Array(maker.statement(of: definition).text.utf8)
            for count in 0..<bytes.count {
                let code = reader.refusal(of: bytes.span.extracting(0..<count))?.code
                if code != .statementInvalid { Issue.record("\(definition.type.rawValue) cut at \(count)") }
            }
        }
    }

    static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var mutated = bytes
        for _ in 0...Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0..<mutated.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: mutated[place] = UInt8.random(in: 0...255, using: &random)
            case 1: mutated[place] = random.pick(Array("0123456789abcdef-\"\\{}[]:, tn".utf8))
            case 2: mutated.remove(at: place)
            default: mutated.insert(random.pick(bytes), at: place)
            }
        }
        return mutated
    }

    static func shuffled(_ value: JSONValue, _ random: inout SeededGenerator) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.map { JSONValue.Member($0.name, shuffled($0.value, &random)) }.shuffled(using: &random))
        case .array(let values): .array(values.map { shuffled($0, &random) })
        default: value
        }
    }

    /// The object as another reader sees it; an empty `personal` says as much as none.
    private static func foundation(_ bytes: [UInt8]) throws -> NSDictionary {
        var object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        if let personal = object["personal"] as? [String: Any], personal.isEmpty { object["personal"] = nil }
        return NSDictionary(dictionary: object)
    }
}

extension StatementReader {
    /// Why bytes are refused; `nil` where they are read.
    mutating func refusal(of bytes: Span<UInt8>) -> Refusal? {
        do throws(Refusal) {
            _ = try read(bytes)
            return nil
        } catch { return error }
    }
}
