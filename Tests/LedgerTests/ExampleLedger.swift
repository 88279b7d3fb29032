import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport

/// A ledger of the example day in a folder of its own.
struct ExampleLedger {
    let folder: TemporaryFolder
    let writer: LedgerWriter
    let logKey: SigningKey
    var store: LedgerStore { writer.store }

    init() throws {
        folder = try TemporaryFolder()
        let keys = Repository.examDay.appending(path: "keys").path
        for file in try FileManager.default.contentsOfDirectory(atPath: keys) where file.hasSuffix(".key") {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys + "/" + file)
        }
        logKey = try KeyFile.signingKey(at: keys + "/log.key")
        let authority = try KeyFile.signingKey(at: keys + "/authority.key")
        let platform = try SigningKey.generate(name: "ledger")
        let store = try LedgerStore.create(
            at: folder.path + "/day.ledger",
            LedgerPlan(
                origin: "examledger.example/exam-2026-11/1", mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: Instant(milliseconds: 1_794_272_460_000), authorityKey: authority, platformKey: platform,
                logKey: logKey.verificationKey, randomness: [(1, 1), (2, 2)]))
        writer = try LedgerWriter(store, platformKey: platform)
    }

    func ingest(_ lines: [String]) throws -> [LineOutcome] {
        var outcomes: [LineOutcome] = []
        let intake = try Intake(writer, clock: { Instant(milliseconds: 0) }) { outcome in outcomes.append(outcome) }
        for line in lines { try intake.take(Array(line.utf8).span) }
        try intake.finish()
        return outcomes
    }
}
