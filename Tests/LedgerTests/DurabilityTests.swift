import Exam
import Foundation
import Glibc
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("What was acknowledged")
struct DurabilityTests {
    @Test("survives kill -9", arguments: [40, 90, 170])
    func killed(milliseconds: UInt32) async throws {
        let ledger = try FreshLedger()
        let lines = ledger.history(3_000).joined(separator: "\n")
        try lines.write(toFile: ledger.folder.path + "/lines", atomically: true, encoding: .utf8)
        try KeyFile.write(ledger.platform, to: ledger.folder.path + "/platform.key")
        ledger.close()
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            [folder = ledger.folder.path as String, path = ledger.path as String, milliseconds] in
            let lines = try Repository.lines(of: URL(filePath: folder + "/lines"))
            let platform = try KeyFile.signingKey(at: folder + "/platform.key")
            let writer = try LedgerWriter(LedgerStore(at: path, forWriting: true), platformKey: platform)
            Thread.detachNewThread {
                usleep(milliseconds * 1_000)
                kill(getpid(), SIGKILL)
            }
            for start in stride(from: 0, to: lines.count, by: 5) {
                let intake = try Intake(writer, clock: { FreshLedger.opening }) { outcome in
                    guard case .appended(let receipt) = outcome.answer else { return }
                    let text = Array("\(receipt.index) \(receipt.leaf.hex)\n".utf8)
                    Glibc.write(STDOUT_FILENO, text, text.count)
                }
                for line in lines[start..<min(start + 5, lines.count)] { try intake.take(Array(line.utf8).span) }
                try intake.finish()
            }
            while true { sleep(1) }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        try ledger.open()
        let report = try ledger.store.verify()
        #expect(report.problems.isEmpty, "\(report.problems)")
        var acknowledged: UInt64 = 5
        for line in output.split(separator: "\n") where line.utf8.count > 64 {
            let parts = line.split(separator: " ")
            let index = try require(UInt64(parts[0]))
            let entry = try require(ledger.store.entry(at: index))
            #expect(MerkleLeaf.hex(entry) == parts[1])
            acknowledged = max(acknowledged, index + 1)
        }
        #expect(report.size >= acknowledged)
    }

    @Test("a checkpoint never becomes smaller, and one size has one root")
    func checkpoints() throws {
        let ledger = try FreshLedger()
        let first = try ledger.store.signCheckpoint(with: ledger.logKey)
        #expect(try ledger.store.signCheckpoint(with: ledger.logKey) == first)
        try ledger.ingest(ledger.history(3))
        let second = try ledger.store.signCheckpoint(with: ledger.logKey)
        #expect(second.size == first.size + 3 && second.root != first.root)
        #expect(code { _ = try ledger.store.signCheckpoint(with: ledger.stranger) } == .ledgerKey)
    }

    @Test("is missed by the writer when an older copy of the store is put back")
    func olderCopy() throws {
        let ledger = try FreshLedger()
        try ledger.ingest(ledger.history(10))
        ledger.close()
        let older = try Data(contentsOf: URL(filePath: ledger.path + "/data.mdb"))
        try ledger.open()
        try ledger.ingest(ledger.history(10))
        try ledger.store.signCheckpoint(with: ledger.logKey)
        ledger.close()
        try older.write(to: URL(filePath: ledger.path + "/data.mdb"))
        try FileManager.default.removeItem(atPath: ledger.path + "/lock.mdb")
        #expect(code { try ledger.open() } == .ledgerBehind)
        let report = try LedgerStore(at: ledger.path, forWriting: false).verify()
        #expect(report.problems.map(\.code) == ["log.tail-missing"])
        #expect(report.completeness == .violated && report.integrity == .ok && report.categories == [.history])
    }

    @Test("is written by one writer: a second one is told that it is busy")
    func secondWriter() throws {
        let ledger = try FreshLedger()
        #expect(code { _ = try LedgerStore(at: ledger.path, forWriting: true) } == .storeBusy)
    }
}

/// The leaf hash of an entry, written out.
enum MerkleLeaf {
    static func hex(_ entry: [UInt8]) -> String {
        SHA256.digest(of: [0] + entry).hex
    }
}

/// The code of the error that an act throws; `nil` when it does not.
func code(of act: () throws -> Void) -> LedgerError.Code? {
    do {
        try act()
        return nil
    } catch {
        return (error as? LedgerError)?.code
    }
}
