import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Intake")
struct IntakeTests {
    @Test("takes the whole example day, and the same bytes again give the original receipts")
    func takesTheDay() throws {
        let ledger = try ExampleLedger()
        let lines = try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson"))
        let first = try ledger.ingest(lines)
        var receipts: [Receipt] = []
        for outcome in first {
            guard case .appended(let receipt) = outcome.answer else {
                Issue.record("line \(outcome.line): \(outcome.answer)")
                return
            }
            #expect(receipt.index == UInt64(outcome.line) + 1)
            receipts.append(receipt)
        }
        #expect(receipts.count == 3_605)
        let root = try ledger.store.frontier().root
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        #expect(checkpoint.size == 3_607)
        let second = try ledger.ingest(lines)
        for (outcome, receipt) in zip(second, receipts) {
            guard case .duplicate(let original) = outcome.answer else {
                Issue.record("line \(outcome.line): \(outcome.answer)")
                return
            }
            #expect(original.index == receipt.index && original.leaf == receipt.leaf)
        }
        #expect(try ledger.store.frontier().root == root)
    }
}
