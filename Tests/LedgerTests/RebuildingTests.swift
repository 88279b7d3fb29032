import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// The lines of an export.
func export(_ store: LedgerStore, from first: UInt64 = 0) throws -> [[UInt8]] {
    var lines: [[UInt8]] = []
    try store.forEachLine(in: first..<store.size()) { (line) throws(LedgerError) in
        lines.append((0..<(line.count - 1)).map { line[$0] })
    }
    return lines
}

@Suite("Importing an export")
struct ImportTests {
    private func importing(
        _ lines: [[UInt8]], to path: String, _ key: VerificationKey, signer: SigningKey? = nil,
        _ notes: [[UInt8]] = []
    ) throws -> VerificationReport {
        let new = try LogImport(to: path, logKey: key)
        for line in lines { try new.take(line.span) }
        return try new.finish(VerificationOptions(checkpoints: notes), signer: signer) { _, _ in true }
    }

    @Test("gives a ledger with the same entries and the same root, whichever clock it has", arguments: [true, false])
    func same(hasOwnClock: Bool) throws {
        let (ledger, note) = try FreshLedger.written(300, clock: hasOwnClock ? .ledger : .imported)
        let path = ledger.folder.path + "/copy"
        let report = try importing(
            export(ledger.store), to: path, ledger.logKey.verificationKey, signer: ledger.logKey, [note])
        #expect(report.problems.isEmpty, "\(report.problems)")
        let copy = try LedgerStore(at: path, forWriting: true)
        #expect(try copy.frontier() == ledger.store.frontier())
        #expect(try copy.verify(VerificationOptions(checkpoints: [note])).problems.isEmpty)
        #expect(try copy.newestCheckpoint()?.root == copy.frontier().root)
        // It is a ledger like the first: it takes in what follows, and refuses what stands already.
        let writer = try LedgerWriter(copy, platformKey: ledger.platform)
        var outcomes: [LineOutcome] = []
        let now = ledger.now
        let intake = try Intake(writer, clock: { now }) { outcome in outcomes.append(outcome) }
        for line in ledger.history(3) { try intake.take(Array(line.utf8).span) }
        try intake.finish()
        #expect(outcomes.count == 3)
        for outcome in outcomes { if case .appended = outcome.answer {} else { Issue.record("\(outcome)") } }
        #expect(try copy.verify().problems.isEmpty)
    }

    @Test("makes nothing where a line was changed, left out, put elsewhere or added")
    func changed() throws {
        let (ledger, note) = try FreshLedger.written(40)
        let lines = try export(ledger.store)
        let key = ledger.logKey.verificationKey
        let path = ledger.folder.path + "/copy"
        let changes: [(inout [[UInt8]]) -> Void] = [
            { $0.remove(at: 20) }, { $0.swapAt(10, 13) }, { $0.removeFirst() }, { $0.append(Array("{}".utf8)) },
            { $0.removeAll() }, { $0[9][90] ^= 1 }, { $0[1] = $0[2] },
        ]
        for (number, change) in changes.enumerated() {
            var altered = lines
            change(&altered)
            var isMade = false
            do {
                let report = try importing(altered, to: path, key, [note])
                isMade = report.problems.isEmpty
            } catch is LedgerError {}
            #expect(!isMade, "\(number)")
            let left = try FileManager.default.contentsOfDirectory(atPath: ledger.folder.path)
            #expect(left == ["fresh.ledger"], "\(number): \(left)")
        }
        // Without a checkpoint, a line that was left out is not missed: nothing is signed then.
        let short = try importing(Array(lines.dropLast()), to: path + "1", key, signer: ledger.logKey)
        #expect(short.problems.isEmpty && short.completeness == .notProved)
        #expect(try LedgerStore(at: path + "1", forWriting: false).newestCheckpoint() == nil)
        #expect(try importing(lines, to: path, key).problems.isEmpty)
        #expect(code { _ = try LogImport(to: path, logKey: key) } == .ledgerExists)
        let other = try SigningKey.generate(name: "other.example/log").verificationKey
        #expect(code { _ = try importing(lines, to: path + "2", other) } == .ledgerKey)
    }
}

@Suite("Repairing a store from a published log")
struct RepairTests {
    @Test("gives the same log back, verified, and keeps the damaged store")
    func repaired() throws {
        let ledger = try ExampleLedger()
        _ = try ledger.ingest(Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")))
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        let published = ledger.folder.path + "/published"
        _ = try ledger.store.publish(to: published)
        let sessions = try ledger.store.sessions(asOf: ledger.store.prefix())
        let path = ledger.folder.path + "/copy"
        let summary = try PublishedLog(published).repair(path, logKey: ledger.logKey.verificationKey)
        #expect(summary.root == checkpoint.root && summary.kept == nil && summary.behind == nil)
        let repaired = try LedgerStore(at: path, forWriting: false)
        #expect(try repaired.verify().problems.isEmpty)
        #expect(try repaired.frontier() == ledger.store.frontier())
        #expect(try repaired.sessions(asOf: repaired.prefix()) == sessions)
    }

    @Test("puts the new store in the damaged one's place, and goes on where nothing is missing")
    func replaced() throws {
        let published = try PublishedLedger(300)
        let ledger = published.ledger
        let root = try ledger.store.frontier().root
        try ledger.change("entries", UInt64(100)) { $0[200] ^= 1 }
        #expect(try !ledger.verify().problems.isEmpty)
        let damaged = try Data(contentsOf: URL(filePath: ledger.path + "/data.mdb"))
        let summary = try PublishedLog(published.path).repair(ledger.path, logKey: ledger.logKey.verificationKey)
        let kept = try #require(summary.kept)
        #expect(try Data(contentsOf: URL(filePath: kept + "/data.mdb")) == damaged)
        #expect(try ledger.verify().problems.isEmpty)
        try ledger.open()
        #expect(try ledger.store.frontier().root == root)
        for outcome in try ledger.ingest(ledger.history(3)) {
            if case .appended = outcome.answer {} else { Issue.record("\(outcome)") }
        }
    }

    @Test("says what is missing, and lets nothing be appended in its place")
    func behind() throws {
        let published = try PublishedLedger(300)
        let ledger = published.ledger
        try published.grow(to: 320, publishes: false)
        let newer = try export(ledger.store, from: 300)
        ledger.close()
        try Data([1]).write(to: URL(filePath: ledger.path + "/data.mdb"))
        let summary = try PublishedLog(published.path).repair(ledger.path, logKey: ledger.logKey.verificationKey)
        #expect(summary.behind == 320 && summary.size == 300)
        #expect(try ledger.verify().problems.map(\.code) == ["log.tail-missing"])
        #expect(code { try ledger.open() } == .ledgerBehind)
        // With the entries from another copy it is whole again.
        let backup = ledger.folder.path + "/backup"
        try FileManager.default.createDirectory(atPath: backup, withIntermediateDirectories: true)
        for name in ["data.mdb", "log.vkey"] where FileManager.default.fileExists(atPath: ledger.path + "/" + name) {
            try FileManager.default.copyItem(atPath: ledger.path + "/" + name, toPath: backup + "/" + name)
        }
        let restoration = try Restoration(of: backup, to: ledger.path, policy: nil, checkpoints: [])
        for line in newer { try restoration.take(line.span) }
        let restored = try restoration.finish(nil)
        #expect(restored.isPlaced && restored.behind == nil, "\(restored.report.problems)")
        try ledger.open()
        #expect(try ledger.store.size() == 320)
    }

    @Test("leaves another ledger, and one that is in use, alone")
    func refused() throws {
        let published = try PublishedLedger(300)
        let other = try FreshLedger()
        let key = published.ledger.logKey.verificationKey
        #expect(
            code { _ = try PublishedLog(published.path).repair(published.ledger.path, logKey: key) } == .storeBusy)
        other.close()
        try KeyFile.write(other.logKey.verificationKey, to: other.path + "/log.vkey")
        let code = code { _ = try PublishedLog(published.path).repair(other.path, logKey: key) }
        #expect(code?.rawValue == "ledger.other")
    }
}

@Suite("Backup and restoration")
struct BackupTests {
    @Test("a copy of a ledger in use is a ledger without keys, verified, and never written over")
    func backup() throws {
        let (ledger, note) = try FreshLedger.written(300)
        try Data("secret".utf8).write(to: URL(filePath: ledger.path + "/keys/log.key").creatingFolders())
        try Data("personal".utf8).write(to: URL(filePath: ledger.path + "/personal/data.mdb").creatingFolders())
        let path = ledger.folder.path + "/backup"
        #expect(try ledger.store.backUp(to: path).problems.isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names == ["checkpoint", "data.mdb"])
        let copy = try LedgerStore(at: path, forWriting: false)
        #expect(try copy.verify(VerificationOptions(checkpoints: [note])).problems.isEmpty)
        #expect(try copy.frontier() == ledger.store.frontier())
        #expect(code { _ = try ledger.store.backUp(to: path) } == .ledgerExists)
        try Data().write(to: URL(filePath: path + ".file"))
        #expect(code { _ = try ledger.store.backUp(to: path + ".file") } == .ledgerExists)
        try ledger.ingest(ledger.history(5))
        #expect(
            try ledger.store.backUp(to: path + "2", VerificationOptions(start: .newestCheckpoint)).size > copy.size())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: ledger.folder.path).allSatisfy { !$0.hasPrefix(".") })
    }

    @Test("a damaged store is not backed up")
    func damaged() throws {
        let (ledger, _) = try FreshLedger.written(40)
        try ledger.change("entries", UInt64(20)) { $0[200] ^= 1 }
        try ledger.open()
        let path = ledger.folder.path + "/backup"
        #expect(try !ledger.store.backUp(to: path).problems.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// A backup, and a ledger that went on after it.
    private func older() throws -> (FreshLedger, backup: String, newer: [[UInt8]], note: [UInt8]) {
        let (ledger, _) = try FreshLedger.written(40)
        let backup = ledger.folder.path + "/backup"
        _ = try ledger.store.backUp(to: backup)
        let size = try ledger.store.size()
        try ledger.ingest(ledger.history(10))
        let note = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        let newer = try export(ledger.store, from: size)
        ledger.close()
        return (ledger, backup, newer, note)
    }

    @Test("a backup behind a checkpoint that is known is not restored, from wherever it is known")
    func behind() throws {
        let (ledger, backup, _, note) = try older()
        let before = try Data(contentsOf: URL(filePath: ledger.path + "/data.mdb"))
        // Known from the ledger that would be replaced, and from a note that is given.
        for (place, notes) in [(ledger.path, []), (ledger.folder.path + "/new", [note])] {
            let summary = try Restoration(of: backup, to: place, policy: nil, checkpoints: notes).finish(nil)
            #expect(!summary.isPlaced && summary.behind == 56 && summary.report.categories == [.history])
        }
        #expect(try Data(contentsOf: URL(filePath: ledger.path + "/data.mdb")) == before)
        #expect(!FileManager.default.fileExists(atPath: ledger.folder.path + "/new"))
        // Known to nobody: nothing speaks against it.
        let summary = try Restoration(of: backup, to: ledger.folder.path + "/new", policy: nil, checkpoints: [])
            .finish(nil)
        #expect(summary.isPlaced && summary.kept == nil)
        #expect(try LedgerStore(at: ledger.folder.path + "/new", forWriting: false).verify().problems.isEmpty)
    }

    @Test("with the entries it lacks, it is the log that the checkpoint was signed over, and goes on")
    func completed() throws {
        let (ledger, backup, newer, note) = try older()
        let restoration = try Restoration(of: backup, to: ledger.path, policy: nil, checkpoints: [note])
        for line in newer { try restoration.take(line.span) }
        let summary = try restoration.finish(nil)
        #expect(summary.isPlaced && summary.behind == nil && summary.kept != nil, "\(summary.report.problems)")
        try ledger.open()
        for outcome in try ledger.ingest(ledger.history(3)) {
            if case .appended = outcome.answer {} else { Issue.record("\(outcome)") }
        }
        // A part of them is not enough.
        let (other, older, lines, _) = try older()
        let partly = try Restoration(of: older, to: other.path, policy: nil, checkpoints: [])
        for line in lines.dropLast() { try partly.take(line.span) }
        #expect(try !partly.finish(nil).isPlaced)
    }

    @Test("as evidence it can be read; nothing is appended or signed, and what is missing goes on being said")
    func evidence() throws {
        let (ledger, backup, _, _) = try older()
        let evidence = Restoration.Evidence(reason: "the disk broke", at: FreshLedger.opening)
        let summary = try Restoration(of: backup, to: ledger.path, policy: nil, checkpoints: []).finish(evidence)
        #expect(summary.isPlaced && summary.behind == 56)
        #expect(try ledger.verify().problems.map(\.code) == ["log.tail-missing"])
        #expect(code { try ledger.open() } == .ledgerBehind)
        let store = try LedgerStore(at: ledger.path, forWriting: true)
        #expect(code { try store.signCheckpoint(with: ledger.logKey) } == .ledgerBehind)
        let record = try String(contentsOfFile: ledger.path + "/restored.json", encoding: .utf8)
        #expect(record.contains("\"reason\":\"the disk broke\"") && record.contains("\"checkpoint_size\":56"))
    }

    @Test("another history is not restored, evidence or not")
    func fork() throws {
        let (ledger, backup, _, _) = try older()
        let other = try FreshLedger.fork(of: ledger)
        try other.ingest(other.history(60))
        let note = Array(try other.store.signCheckpoint(with: other.logKey).note.serialized.utf8)
        other.close()
        let evidence = Restoration.Evidence(reason: "why not", at: FreshLedger.opening)
        let smaller = try FreshLedger.fork(of: ledger)
        try smaller.ingest(smaller.history(30))
        let fork = Array(try smaller.store.signCheckpoint(with: smaller.logKey).note.serialized.utf8)
        let summary = try Restoration(of: backup, to: ledger.path, policy: nil, checkpoints: [note, fork])
            .finish(evidence)
        #expect(!summary.isPlaced && summary.report.problems.contains { $0.code == "log.rewritten" })
    }
}
