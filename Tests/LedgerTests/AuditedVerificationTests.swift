import Exam
import LMDB
import Ledger
import Primitives
import Signing
import Testing
import Transparency

/// Up to a checkpoint over which everything was checked before, entries are only hashed.
@Suite("Verification behind an audit")
struct AuditedVerificationTests {
    private func written(_ count: Int, then more: Int = 0) throws -> (FreshLedger, [UInt8]) {
        let ledger = try FreshLedger()
        try ledger.ingest(ledger.history(count))
        let note = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        if more > 0 { try ledger.ingest(ledger.history(more)) }
        return (ledger, note)
    }

    /// The sizes stand around whole tiles: an opened ledger has five entries.
    @Test(
        "hashes what was audited, and checks what came after it whole",
        arguments: [(20, 0), (250, 0), (251, 0), (252, 7), (251, 300), (1_200, 40)])
    func sound(count: Int, more: Int) throws {
        let (ledger, note) = try written(count, then: more)
        var steps: [UInt64] = []
        let report = try ledger.store.verify(VerificationOptions(start: .audited(note))) { done, _ in
            steps.append(done)
            return true
        }
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(report.integrity == .ok && report.completeness == .ok)
        #expect(report.size == UInt64(5 + count + more) && report.signatures == UInt64(more))
        #expect(try report.root == ledger.store.frontier().root)
        #expect(steps.first ?? 0 <= UInt64(5 + count) && steps.last == report.size && steps == steps.sorted())
        let omissions = report.notChecked.map(\.code)
        #expect(omissions.contains("signatures.before-checkpoint"))
        #expect(!omissions.contains("entries.before-checkpoint"))
    }

    @Test(
        "finds a flipped bit of any audited entry, in a full tile and in the last", arguments: [3, 100, 255, 256, 300])
    func flipped(index: UInt64) throws {
        let (ledger, note) = try written(300, then: 20)
        try ledger.change("entries", index) { $0[$0.count - 3] ^= 1 }
        let report = try ledger.verify(VerificationOptions(start: .audited(note)))
        #expect(report.integrity == .violated)
        #expect(report.problems.contains { $0.code == "log.rewritten" })
        #expect(report.problems.contains { $0.code == "tree.leaf" && $0.index == index }, "\(report.problems)")
    }

    @Test("finds an audited entry that was taken out", arguments: [7, 255, 303])
    func removed(index: UInt64) throws {
        let (ledger, note) = try written(300)
        try ledger.remove("entries", index)
        let report = try ledger.verify(VerificationOptions(start: .audited(note)))
        #expect(report.integrity == .violated && report.first?.index == index)
        #expect(report.first?.code == "log.gap")
    }

    @Test("finds a bad signature behind the audit, and a changed tile in front of it")
    func beyond() throws {
        let (ledger, note) = try written(600, then: 40)
        try ledger.change("entries", UInt64(620)) { $0[80] ^= 1 }
        let report = try ledger.verify(VerificationOptions(start: .audited(note)))
        #expect(report.problems.contains { $0.code == "signature.invalid" && $0.index == 620 }, "\(report.problems)")
        try ledger.change("entries", UInt64(620)) { $0[80] ^= 1 }
        try ledger.change("tiles", PairKey(0, 1)) { $0[40] ^= 1 }
        #expect(try ledger.verify(VerificationOptions(start: .audited(note))).integrity == .violated)
    }

    @Test("stops when it is asked to")
    func interrupted() throws {
        let (ledger, note) = try written(20)
        #expect(throws: LedgerError.interrupted) {
            try ledger.store.verify(VerificationOptions(start: .audited(note))) { _, _ in false }
        }
    }

    @Test(
        "reads, since a checkpoint, no entry in front of it but the last, and the stream of an exam that may be sealed")
    func since() throws {
        let (ledger, note) = try written(900, then: 30)
        let exam = Set(try ledger.store.events(of: .exam("e")).map(\.index))
        try ledger.tamper { (environment, transaction) throws(LedgerError) in
            let entries = environment.table("entries", keyedBy: UInt64.self)
            for index in UInt64(1)..<904 where !exam.contains(index) {
                try entries.put([0].span, at: index, in: &transaction)
            }
        }
        ledger.close()
        var steps: [UInt64] = []
        let store = try LedgerStore(at: ledger.path, forWriting: false)
        let report = try store.verify(VerificationOptions(start: .checkpoint(note))) { done, _ in
            steps.append(done)
            return true
        }
        #expect(report.problems.isEmpty && report.signatures == 30, "\(report.problems)")
        #expect(steps.allSatisfy { $0 > 905 } && steps.last == 935)
        // The same ledger, hashed again, is found out.
        #expect(try store.verify(VerificationOptions(start: .audited(note))).integrity == .violated)
    }
}
