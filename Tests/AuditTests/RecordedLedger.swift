import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport

/// The example day in a real store, in a folder of its own.
struct RecordedLedger {
    private let folder: TemporaryFolder
    private let writer: LedgerWriter
    var store: LedgerStore { writer.store }

    init() throws {
        folder = try TemporaryFolder()
        let keys = Repository.examDay.appending(path: "keys")
        func key(_ name: String) throws -> SigningKey {
            let text = try String(contentsOf: keys.appending(path: "\(name).key"), encoding: .utf8)
            return try SigningKey(text: text.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let platform = try SigningKey.generate(name: "ledger")
        let store = try LedgerStore.create(
            at: folder.path + "/day.ledger",
            LedgerPlan(
                origin: "examledger.example/exam-2026-11/1", mode: .formal, clock: .imported, approvalsRequired: 2,
                openedAt: Instant(milliseconds: 1_794_272_460_000), authorityKey: try key("authority"),
                platformKey: platform, logKey: try key("log").verificationKey, randomness: [(1, 1), (2, 2)]))
        writer = try LedgerWriter(store, platformKey: platform)
        let intake = try Intake(writer, clock: { Instant(milliseconds: 0) }) { _ in }
        for line in try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")) {
            try intake.take(Array(line.utf8).span)
        }
        try intake.finish()
    }
}
