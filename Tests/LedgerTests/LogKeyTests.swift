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
    func rotate(
        to key: VerificationKey, _ reason: LogKeyRotated.Reason = .rotated, by officer: SigningKey? = nil
    ) throws -> Receipt {
        try open()
        return try require(writer).rotateLogKey(
            to: key, reason, signedBy: officer ?? authority, id: nextID(), receivedAt: nil, at: now)
    }

    var policy: TrustPolicy { TrustPolicy(log: logKey.verificationKey, authority: authority.publicKey.id) }

    /// A note over the first entries by any key, as a thief would make it.
    func forged(_ size: UInt64, by key: SigningKey, root: Digest? = nil) throws -> [UInt8] {
        let root = try root ?? store.root(of: store.prefix(size: size))
        return Array(try Checkpoint(origin: key.name, size: size, root: root).signed(with: key).serialized.utf8)
    }
}

@Suite("One log key after another")
struct LogKeyTests {
    let ledger: FreshLedger
    let next: SigningKey

    init() throws {
        ledger = try FreshLedger()
        next = try SigningKey.generate(name: FreshLedger.origin)
        try ledger.ingest(ledger.history(10))
        try ledger.store.signCheckpoint(with: ledger.logKey)
    }

    @Test("a log whose key was changed is written again from its publication with all its keys")
    func writtenAgain() throws {
        ledger.close()
        _ = try ledger.rotate(to: next.verificationKey)
        try ledger.ingest(ledger.history(5))
        let checkpoint = try ledger.store.signCheckpoint(with: next)
        let published = ledger.folder.path + "/published"
        _ = try ledger.store.publish(to: published)
        let again = ledger.folder.path + "/again.ledger"
        _ = try PublishedLog(published).repair(again, logKey: next.verificationKey)
        let store = try LedgerStore(at: again, forWriting: false)
        #expect(try store.root(of: store.prefix()) == checkpoint.root)
        #expect(try store.logKeyEpochs() == ledger.store.logKeyEpochs())
        let report = try store.verify(VerificationOptions(policy: ledger.policy))
        #expect(report.problems.isEmpty && report.integrity == .ok, "\(report.problems)")
    }

    @Test("a policy that names the old key follows the log to the new one, and one that names the new key back")
    func followed() throws {
        let old = try #require(try ledger.store.newestCheckpointNote())
        ledger.close()
        let receipt = try ledger.rotate(to: next.verificationKey)
        #expect(receipt.stream == "trust")
        try ledger.ingest(ledger.history(5))
        let new = Array(try ledger.store.signCheckpoint(with: next).note.serialized.utf8)
        #expect(throws: LedgerError(.ledgerKey, Phrase(en: "", zh: ""))) {
            try ledger.store.signCheckpoint(with: ledger.logKey)
        }
        let fresh = TrustPolicy(log: next.verificationKey, authority: ledger.authority.publicKey.id)
        for policy in [ledger.policy, fresh] {
            for start in [VerificationOptions.Start.beginning, .checkpoint(old), .checkpoint(new), .newestCheckpoint] {
                let report = try ledger.verify(
                    VerificationOptions(policy: policy, checkpoints: [old, new], start: start))
                #expect(report.problems.isEmpty, "\(report.problems)")
                #expect(report.completeness == .ok)
            }
            try ledger.open()
            #expect(try ledger.store.quorumCheckpoint(policy)?.note.serialized == String(decoding: new, as: UTF8.self))
            ledger.close()
        }
    }

    @Test("a second rotation follows the first, and a key does not come back")
    func twice() throws {
        let third = try SigningKey.generate(name: FreshLedger.origin)
        ledger.close()
        _ = try ledger.rotate(to: next.verificationKey)
        try ledger.store.signCheckpoint(with: next)
        ledger.close()
        _ = try ledger.rotate(to: third.verificationKey, .compromised)
        try ledger.store.signCheckpoint(with: third)
        ledger.close()
        #expect(throws: LedgerError(.ledgerKey, Phrase(en: "", zh: ""))) {
            try ledger.rotate(to: ledger.logKey.verificationKey)
        }
        let report = try ledger.verify(VerificationOptions(policy: ledger.policy))
        #expect(report.problems.isEmpty, "\(report.problems)")
        try ledger.open()
        #expect(try ledger.store.logKeyEpochs().all.count == 3)
    }

    @Test("only the authority rotates, to a sound key of the log's name, and no envelope does")
    func refused() throws {
        let wrong = LedgerError(.ledgerKey, Phrase(en: "", zh: ""))
        ledger.close()
        #expect(throws: wrong) { try ledger.rotate(to: next.verificationKey, by: ledger.officer) }
        ledger.close()
        #expect(throws: wrong) { try ledger.rotate(to: .init(name: "another", publicKey: next.publicKey)) }
        ledger.close()
        try ledger.open()
        let size = try ledger.store.size()
        let rotation = LogKeyRotated(
            previousKeyID: ledger.logKey.publicKey.id, previousPublicKey: ledger.logKey.publicKey.bytes,
            keyID: next.publicKey.id, publicKey: next.publicKey.bytes, size: 5, root: .zero, reason: .rotated)
        let statement = Statement(
            id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
            actor: Statement.Actor(role: .administrator, id: "authority"), at: ledger.now,
            payload: .logKeyRotated(rotation))
        let outcome = try require(ledger.ingest([ledger.line(statement, by: ledger.authority)]).first)
        guard case .refused(let rejection, _) = outcome.answer else { throw FreshLedger.Unexpected(outcome) }
        #expect(rejection.refusal.code == .performedByLedger)
        #expect(try ledger.store.logKey() == ledger.logKey.verificationKey)
        #expect(try ledger.store.size() == size + 1)
    }

    @Test("old entries signed by the new key, and new ones by the old key, are found")
    func outOfTime() throws {
        ledger.close()
        let index = try ledger.rotate(to: next.verificationKey).index
        try ledger.ingest(ledger.history(3))
        try ledger.store.signCheckpoint(with: next)
        let cases: [(UInt64, SigningKey)] = [(index, next), (2, next), (index + 1, ledger.logKey)]
        for (size, key) in cases {
            let note = try ledger.forged(size, by: key)
            #expect(throws: LedgerError(.checkpointInvalid, Phrase(en: "", zh: ""))) {
                try ledger.verify(VerificationOptions(policy: ledger.policy, checkpoints: [note]))
            }
            try ledger.tamper { (environment, transaction) throws(LedgerError) in
                try environment.table("checkpoints", keyedBy: UInt64.self).put(note.span, at: size, in: &transaction)
            }
            let report = try ledger.verify(VerificationOptions(policy: ledger.policy))
            #expect(report.problems.map(\.code) == ["checkpoint.invalid"])
            try ledger.remove("checkpoints", size)
            try ledger.open()
        }
        // Each in its time is sound.
        let notes = [try ledger.forged(index, by: ledger.logKey), try ledger.forged(index + 1, by: next)]
        #expect(try ledger.verify(VerificationOptions(policy: ledger.policy, checkpoints: notes)).problems.isEmpty)
    }

    @Test("a key that only the ledger's own record names is found out, and so is a rotation that it conceals")
    func tampered() throws {
        let thief = try SigningKey.generate(name: FreshLedger.origin)
        let logKey = Array("log_key".utf8)
        ledger.close()
        let index = try ledger.rotate(to: next.verificationKey).index
        try ledger.store.signCheckpoint(with: next)
        let record = Array(ledger.logKey.verificationKey.text.utf8)
        for (added, code) in [
            ("\n\(index + 1) \(thief.verificationKey.text)", "log.key-rotation"),
            (
                "\n\(index + 1) \(next.verificationKey.text)\n\(index + 2) \(thief.verificationKey.text)",
                "log.key-rotation"
            ),
            ("\n\(index) \(next.verificationKey.text)", "log.key-rotation"), ("", "index.meta"),
        ] {
            try ledger.change("meta", logKey) { $0 = record + Array(added.utf8) }
            for start in [VerificationOptions.Start.beginning, .newestCheckpoint]
            where code != "index.meta" || start == .beginning {
                let report = try? ledger.verify(VerificationOptions(policy: ledger.policy, start: start))
                // Where even the newest checkpoint cannot be believed, nothing is begun.
                guard let report else {
                    #expect(start == .newestCheckpoint)
                    continue
                }
                #expect(report.problems.contains { $0.code == code }, "\(added): \(report.problems.map(\.code))")
            }
        }
        try ledger.change("meta", logKey) { $0 = record + Array("\n\(index + 1) \(next.verificationKey.text)".utf8) }
        #expect(try ledger.verify(VerificationOptions(policy: ledger.policy)).problems.isEmpty)
    }

    /// What an outsider has: the published log, a bundle and a certificate of after the rotation, by some key.
    struct Handed {
        let published: PublishedLog
        let bundle: DisputeBundle
        let certificate: CertificateFile
    }

    /// Rotates, goes on, and hands out what tells of the rotation.
    func rotated() throws -> Handed {
        ledger.close()
        _ = try ledger.rotate(to: next.verificationKey)
        try ledger.ingest(ledger.history(20))
        _ = try require(ledger.writer).commitIndex(at: ledger.now)
        let checkpoint = try ledger.store.signCheckpoint(with: next)
        let folder = ledger.folder.path + "/published"
        _ = try ledger.store.publish(to: folder)
        let index = try #require(try ledger.store.committedIndex())
        let certificate = ReleaseCertificate(
            ledger: FreshLedger.origin, exam: "e", sittings: ["1"], size: checkpoint.size, root: checkpoint.root,
            ruleset: "1", parametersHash: .zero, findingsRoot: .zero, signatures: checkpoint.size, streams: 3,
            withheld: [], scoresSHA256: .zero, scoresBytes: 0, releasedAt: ledger.now)
        return Handed(
            published: try PublishedLog(folder),
            bundle: try ledger.store.bundle(of: BundleTests.subject, under: index),
            certificate: try CertificateFile(certificate, under: checkpoint, in: ledger.store))
    }

    /// What each check says first against a checkpoint, by the code of it; `nil` where it says nothing.
    func codes(_ handed: Handed, _ policy: TrustPolicy) throws -> [String?] {
        [
            try handed.published.check(.init(policy: policy)).problems.first?.code,
            CheckedBundle(handed.bundle, policy).report.problems.first?.code,
            CertificateCheck(handed.certificate, policy).problems.first?.code,
        ]
    }

    @Test(
        "outsiders whose policy names an old key and the authority follow the log to the new key, and nobody else does")
    func followedOutside() throws {
        let before = try ledger.store.newestCheckpointNote()
        let handed = try rotated()
        let authority = ledger.authority.publicKey.id
        // One officer's signature is missing in the certificate: everything before that was believed.
        let believed = [nil, nil, "certificate.signers"]
        for key in [ledger.logKey.verificationKey, next.verificationKey] {
            #expect(try codes(handed, TrustPolicy(log: key, authority: authority)) == believed)
        }
        #expect(try codes(handed, TrustPolicy(log: next.verificationKey)) == believed)
        let refused = ["checkpoint.invalid", "note.unverified", "checkpoint.invalid"]
        #expect(try codes(handed, TrustPolicy(log: ledger.logKey.verificationKey)) == refused)
        let another = try SigningKey.generate(name: FreshLedger.origin)
        #expect(try codes(handed, TrustPolicy(log: another.verificationKey, authority: authority)) == refused)
        #expect(
            try codes(handed, TrustPolicy(log: ledger.logKey.verificationKey, authority: another.publicKey.id))
                == refused)
        let held = CertificateCheck(handed.certificate, ledger.policy, held: before)
        #expect(held.problems.map(\.code) == ["certificate.signers"], "\(held.problems)")
    }

    @Test("a stolen old key signs nothing that tells of its end, whatever key a policy names")
    func stolen() throws {
        var handed = try rotated()
        let size = try ledger.store.size()
        let stolen = try ledger.forged(size, by: ledger.logKey)
        try Data(stolen).write(to: URL(filePath: ledger.folder.path + "/published/checkpoint"))
        let bundle = handed.bundle
        let text = handed.certificate.json.text.replacing(
            JSONValue.string(handed.certificate.note).text,
            with: JSONValue.string(String(decoding: stolen, as: UTF8.self)).text)
        handed = Handed(
            published: try PublishedLog(ledger.folder.path + "/published"),
            bundle: DisputeBundle(
                subject: bundle.subject, checkpoint: stolen, index: bundle.index, streams: bundle.streams,
                opened: bundle.opened, related: bundle.related),
            certificate: try CertificateFile(Array(text.utf8)))
        let refused = ["checkpoint.invalid", "checkpoint.key-out-of-time", "checkpoint.invalid"]
        #expect(try codes(handed, ledger.policy) == refused)
        #expect(try codes(handed, TrustPolicy(log: ledger.logKey.verificationKey)) == refused)
        let fresh = TrustPolicy(log: next.verificationKey, authority: ledger.authority.publicKey.id)
        #expect(try codes(handed, fresh) == refused)
    }
}
