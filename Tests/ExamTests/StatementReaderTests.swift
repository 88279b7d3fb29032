import Exam
import Foundation
import Primitives
import TestSupport
import Testing

@Suite("The strict reader")
struct StatementReaderTests {
    @Test("reads every statement of the example day and writes back the same bytes")
    func readsTheExampleDay() throws {
        var reader = StatementReader()
        var differing: [String] = []
        for line in try Repository.lines(of: Repository.examDay.appending(path: "statements.ndjson")) {
            let statement = try reader.read(Array(line.utf8).span)
            if String(decoding: statement.bytes, as: UTF8.self).count != line.count { differing.append(line) }
        }
        #expect(differing.isEmpty)
    }
}
