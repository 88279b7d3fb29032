import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Verification of a sound ledger")
struct SoundVerificationTests {
    @Test("finds nothing wrong with the example day, and counts every signature")
    func exampleDay() throws {
        let ledger = try ExampleLedger()
        _ = try ledger.ingest(Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")))
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        var steps: [UInt64] = []
        let report = try ledger.store.verify { done, total in
            steps.append(done)
            return total == 3_607
        }
        #expect(report.problems.isEmpty && report.integrity == .ok && report.completeness == .notProved)
        #expect(report.size == 3_607 && report.signatures == 3_607 && report.root == checkpoint.root)
        #expect(steps.last == 3_607 && steps == steps.sorted())
        #expect(report.notChecked.map(\.code).contains("clock.imported"))
        #expect(report.notChecked.map(\.code).contains("completeness.no-checkpoint"))
    }

    @Test("proves completeness only against a checkpoint from outside")
    func completeness() throws {
        let ledger = try FreshLedger()
        try ledger.ingest(ledger.history(30))
        let note = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        try ledger.ingest(ledger.history(30))
        #expect(try ledger.store.verify().completeness == .notProved)
        let report = try ledger.store.verify(
            VerificationOptions(policy: TrustPolicy(log: ledger.logKey.verificationKey), checkpoints: [note]))
        #expect(report.completeness == .ok && report.integrity == .ok && report.problems.isEmpty)
        #expect(report.notChecked.map(\.code).contains("log.after-checkpoint"))
        #expect(!report.notChecked.map(\.code).contains("log-key.own-word"))
    }

    @Test("checks only what is behind a trusted checkpoint, and says so")
    func since() throws {
        let ledger = try FreshLedger()
        try ledger.ingest(ledger.history(700))
        let note = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        try ledger.ingest(ledger.history(500))
        for start in [VerificationOptions.Start.checkpoint(note), .newestCheckpoint] {
            let report = try ledger.store.verify(VerificationOptions(start: start))
            #expect(report.problems.isEmpty, "\(report.problems)")
            #expect(report.signatures == 500 && report.size == 1_205)
            #expect(report.notChecked.map(\.code).contains("entries.before-checkpoint"))
            #expect(try report.root == ledger.store.frontier().root)
        }
    }

    @Test("stops when it is asked to")
    func interrupted() throws {
        let ledger = try FreshLedger()
        #expect(throws: LedgerError.self) { try ledger.store.verify { _, _ in false } }
    }
}
