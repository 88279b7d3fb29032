import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

extension FreshLedger {
    private static let tables = [
        "entries", "tiles", "streams", "names", "heads", "postings", "identifiers", "counters", "keys", "refusals",
        "checkpoints", "meta",
    ]

    /// Changes the stored files past everything that guards them.
    func tamper(_ body: (Environment, inout WriteTransaction) throws(LedgerError) -> Void) throws {
        close()
        let environment = try Environment(path: path, mode: .readWrite(create: false), tables: FreshLedger.tables)
        try environment.write { (transaction) throws(LedgerError) in try body(environment, &transaction) }
    }

    /// Changes the bytes of one record.
    func change<Key: TableKey>(_ table: String, _ key: Key, _ change: (inout [UInt8]) -> Void) throws {
        try tamper { (environment, transaction) throws(LedgerError) in
            let table = environment.table(table, keyedBy: Key.self)
            var bytes = try table.bytes(at: key, in: transaction)
            change(&bytes)
            try table.put(bytes.span, at: key, in: &transaction)
        }
    }

    func remove<Key: TableKey>(_ table: String, _ key: Key) throws {
        try tamper { (environment, transaction) throws(LedgerError) in
            try environment.table(table, keyedBy: Key.self).delete(key, in: &transaction)
        }
    }

    func verify(_ options: VerificationOptions = VerificationOptions()) throws -> VerificationReport {
        close()
        return try LedgerStore(at: path, forWriting: false).verify(options)
    }

    /// A ledger with some history and a refusal, and a checkpoint over it.
    static func written(_ count: Int = 40, clock: LedgerOpened.Clock = .ledger) throws -> (FreshLedger, [UInt8]) {
        let ledger = try FreshLedger(clock: clock)
        try ledger.ingest(ledger.history(count) + [try ledger.signed("\"mono\":1", "\"mono\":1.5")])
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        return (ledger, Array(checkpoint.note.serialized.utf8))
    }
}

extension Table {
    /// A copy of a record's bytes; none where there is no record.
    func bytes(at key: Key, in transaction: borrowing WriteTransaction) throws(LedgerError) -> [UInt8] {
        let view = transaction.reading
        guard let bytes = try value(at: key, in: view) else { return [] }
        return [UInt8](copying: bytes)
    }
}

@Suite("Verification of a changed ledger")
struct TamperingTests {
    @Test(
        "finds a flipped bit of an entry, and names it and its stream",
        arguments: [
            0, 1, 8, 9, 15, 16, 17, 24, 25, 56, 57, 72, 73, 136, 137, 140, 160, 200, 300, -1,
        ])
    func flipped(offset: Int) throws {
        let (ledger, note) = try FreshLedger.written()
        for index: UInt64 in [0, 1, 7, 26] {
            let place = { (bytes: [UInt8]) in offset < 0 ? bytes.count + offset : min(offset, bytes.count - 1) }
            try ledger.change("entries", index) { $0[place($0)] ^= 1 }
            // A ledger whose entry 0 does not say what it is cannot even be opened: that is found as well.
            let report: VerificationReport
            do {
                report = try ledger.verify(VerificationOptions(checkpoints: [note]))
            } catch let error as LedgerError {
                #expect(index == 0 && error.code == .storeDamaged || error.code == .checkpointInvalid)
                try ledger.change("entries", index) { $0[place($0)] ^= 1 }
                continue
            }
            #expect(report.integrity == .violated && report.first?.index == index, "\(index): \(report.problems)")
            #expect(report.first?.stream != nil)
            #expect(report.problems.contains { $0.code == "tree.leaf" && $0.index == index })
            #expect(report.problems.contains { $0.code == "log.rewritten" })
            try ledger.change("entries", index) { $0[place($0)] ^= 1 }
        }
        #expect(try ledger.verify().problems.isEmpty)
    }

    @Test("finds two entries that changed places")
    func swapped() throws {
        let (ledger, _) = try FreshLedger.written()
        try ledger.tamper { (environment, transaction) throws(LedgerError) in
            let entries = environment.table("entries", keyedBy: UInt64.self)
            let six = try entries.bytes(at: 6, in: transaction)
            let nine = try entries.bytes(at: 9, in: transaction)
            try entries.put(nine.span, at: 6, in: &transaction)
            try entries.put(six.span, at: 9, in: &transaction)
        }
        let report = try ledger.verify()
        #expect(report.first?.index == 6 && report.first?.code == "entry.index" && report.integrity == .violated)
    }

    @Test("finds an entry that was taken out, and says to which stream it belonged")
    func removed() throws {
        let (ledger, _) = try FreshLedger.written()
        try ledger.remove("entries", UInt64(8))
        let report = try ledger.verify()
        #expect(report.first?.code == "log.gap" && report.first?.index == 8 && report.first?.stream != nil)
        #expect(report.size == 46)
    }

    @Test("finds an entry far behind all others without walking there")
    func farEntry() throws {
        let (ledger, _) = try FreshLedger.written()
        try ledger.change("entries", UInt64(1) << 60) { $0 = [1] }
        let report = try ledger.verify()
        #expect(report.integrity == .violated && report.furtherProblems > 0 && report.first?.index == 46)
        #expect(report.problems.count == VerificationReport.problemLimit)
    }

    @Test("finds an entry that another key signed again")
    func signedAgain() throws {
        let (ledger, _) = try FreshLedger.written()
        let stranger = ledger.stranger
        for (keyID, code) in [
            (stranger.publicKey.id, "key.unknown"), (ledger.candidate.publicKey.id, "signature.invalid"),
        ] {
            try ledger.change("entries", UInt64(5)) { entry in
                let payload = Array(entry[137...])
                let signed = Envelope(signing: payload, with: stranger.secret)
                entry.replaceSubrange(57..<73, with: keyID.bytes)
                entry.replaceSubrange(73..<137, with: signed.signature.signature.bytes)
            }
            let report = try ledger.verify()
            #expect(report.first?.code == code && report.first?.index == 5 && report.first?.category == .signature)
            #expect(report.signatures == report.size - 1)
        }
    }

    @Test("finds a tail that was cut off together with its checkpoint, by one that was kept elsewhere")
    func cutOff() throws {
        let ledger = try FreshLedger()
        try ledger.ingest(ledger.history(20))
        ledger.close()
        let older = try Data(contentsOf: URL(filePath: ledger.path + "/data.mdb"))
        try ledger.open()
        try ledger.ingest(ledger.history(10))
        let note = Array(try ledger.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        ledger.close()
        try older.write(to: URL(filePath: ledger.path + "/data.mdb"))
        for name in ["lock.mdb", "checkpoint"] {
            try FileManager.default.removeItem(atPath: ledger.path + "/" + name)
        }
        let blind = try ledger.verify()
        #expect(blind.problems.isEmpty && blind.completeness == .notProved)
        let policy = TrustPolicy(log: ledger.logKey.verificationKey)
        for start in [VerificationOptions.Start.beginning, .checkpoint(note)] {
            let report = try ledger.verify(VerificationOptions(policy: policy, checkpoints: [note], start: start))
            #expect(report.completeness == .violated && report.categories == [.history])
            #expect(report.first?.code == "log.tail-missing" && report.first?.index == 25)
        }
    }

    @Test("finds a whole log written anew under the same keys, by a checkpoint over the first one")
    func rewritten() throws {
        let (first, note) = try FreshLedger.written()
        let second = try FreshLedger(like: first)
        try second.ingest(second.history(41))
        #expect(try second.store.size() == first.store.size())
        #expect(try second.verify().problems.isEmpty)
        for start in [VerificationOptions.Start.beginning, .checkpoint(note)] {
            let report = try second.verify(VerificationOptions(checkpoints: [note], start: start))
            #expect(report.problems.contains { $0.code == "log.rewritten" })
            #expect(report.integrity == .violated && report.completeness == .violated)
            #expect(report.categories == [.history])
        }
    }

    @Test("takes no checkpoint for one from outside that another key signed")
    func foreignCheckpoint() throws {
        let (ledger, note) = try FreshLedger.written()
        let other = try SigningKey.generate(name: FreshLedger.origin)
        let policy = TrustPolicy(log: other.verificationKey)
        #expect(
            code { _ = try ledger.verify(VerificationOptions(policy: policy, checkpoints: [note])) }
                == .checkpointInvalid)
        let report = try ledger.verify(VerificationOptions(policy: policy))
        #expect(Set(report.problems.map(\.code)) == ["log.key", "checkpoint.invalid"])
        #expect(report.categories == [.signature])
    }

    @Test("finds an authority that is not the one of the trust policy")
    func foreignAuthority() throws {
        let (ledger, _) = try FreshLedger.written()
        let policy = TrustPolicy(log: ledger.logKey.verificationKey, authority: ledger.officer.publicKey.id)
        #expect(try ledger.verify(VerificationOptions(policy: policy)).problems.map(\.code) == ["authority.other"])
    }

    @Test("computes every committed stream index again")
    func streamIndex() throws {
        let ledger = try FreshLedger(clock: .imported)
        try ledger.ingest(ledger.history(20))
        func commit(_ size: UInt64, _ root: Digest? = nil) throws {
            let index = try ledger.store.streamIndex(size: size)
            let statement = Statement(
                id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
                actor: Statement.Actor(role: .platform, id: "platform"), at: ledger.now,
                payload: .indexCommitted(
                    IndexCommitted(
                        size: Int64(size), streams: Int64(index.leaves.count), root: root ?? index.root)))
            try ledger.ingest([ledger.line(statement, by: ledger.platform)])
        }
        try commit(25)
        try ledger.ingest(ledger.history(5))
        try commit(12)
        #expect(try ledger.store.size() == 32)
        #expect(try ledger.store.verify().problems.isEmpty)
        try commit(12, .zero)
        let report = try ledger.store.verify()
        #expect(report.problems.map(\.code) == ["index.committed"] && report.first?.index == 32)
        #expect(report.first?.stream == "ledger")
    }
}
