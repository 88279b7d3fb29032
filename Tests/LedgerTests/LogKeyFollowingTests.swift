import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// A log whose key was changed, what was handed out of it, and notes that somebody kept.
private struct RotatedLog {
    let ledger: FreshLedger
    let next: SigningKey
    /// The index of the rotation.
    let index: UInt64
    let published: String
    let bundle: DisputeBundle
    let certificate: CertificateFile

    var size: UInt64 { index + 6 }

    init() throws {
        ledger = try FreshLedger()
        next = try .generate(name: FreshLedger.origin)
        try ledger.ingest(ledger.history(10))
        try ledger.store.signCheckpoint(with: ledger.logKey)
        ledger.close()
        index = try ledger.rotate(to: next.verificationKey).index
        try ledger.ingest(ledger.history(4))
        _ = try require(ledger.writer).commitIndex(at: ledger.now)
        let checkpoint = try ledger.store.signCheckpoint(with: next)
        published = ledger.folder.path + "/published"
        _ = try ledger.store.publish(to: published)
        bundle = try ledger.store.bundle(of: BundleTests.subject, under: require(ledger.store.committedIndex()))
        let release = ReleaseCertificate(
            ledger: FreshLedger.origin, exam: "e", sittings: ["1"], size: checkpoint.size, root: checkpoint.root,
            ruleset: "1", parametersHash: .zero, findingsRoot: .zero, signatures: checkpoint.size, streams: 3,
            withheld: [], scoresSHA256: .zero, scoresBytes: 0, releasedAt: ledger.now)
        certificate = try CertificateFile(release, under: checkpoint, in: ledger.store)
    }

    var authority: KeyID { ledger.authority.publicKey.id }

    func policy(_ key: SigningKey) -> TrustPolicy { TrustPolicy(log: key.verificationKey, authority: authority) }

    /// Every file held against one note: what is wrong, by its code; a published log and a certificate throw or name it.
    func codes(held note: [UInt8], _ policy: TrustPolicy) throws -> [[String]] {
        var found: [[String]] = []
        do {
            let report = try PublishedLog(published).check(.init(policy: policy, checkpoints: [note]))
            found.append(report.problems.map(\.code))
            if report.problems.isEmpty { #expect(report.completeness == .ok) }
        } catch {
            found.append([error.code.rawValue])
        }
        found.append(
            CheckedBundle(bundle, policy).report.held(against: [note], policy, atLeast: nil).problems.map(\.code))
        // No officer has signed the certificate; nothing else is wrong with it.
        found.append(
            CertificateCheck(certificate, policy, held: note).problems.map(\.code)
                .filter { $0 != "certificate.signers" })
        return found
    }
}

@Suite("A checkpoint that was kept elsewhere, of a log whose key was changed")
struct LogKeyFollowingTests {
    private let log: RotatedLog

    init() throws { log = try RotatedLog() }

    @Test("counts by the key of its size, whichever of the log's keys a policy names beside the authority")
    func followed() throws {
        let notes = [
            try log.ledger.forged(7, by: log.ledger.logKey), try log.ledger.forged(log.index, by: log.ledger.logKey),
            try log.ledger.forged(log.index + 1, by: log.next), try log.ledger.forged(log.size, by: log.next),
        ]
        for policy in [log.policy(log.ledger.logKey), log.policy(log.next)] {
            for (number, note) in notes.enumerated() {
                #expect(try log.codes(held: note, policy) == [[], [], []], "\(number)")
            }
        }
    }

    @Test("is refused where nothing that is checked proves its key, or another key signed in that one's time")
    func refused() throws {
        let (old, next) = (log.ledger.logKey, log.next)
        let thief = try SigningKey.generate(name: FreshLedger.origin)
        let untrusted = Array(repeating: ["checkpoint.invalid"], count: 3)
        // Retired before that size; not yet the log's at that size; never the log's.
        for (size, key) in [(log.size, old), (log.index + 1, old), (log.index, next), (7, next), (log.size, thief)] {
            let note = try log.ledger.forged(size, by: key)
            for policy in [log.policy(old), log.policy(next)] {
                #expect(try log.codes(held: note, policy) == untrusted, "\(size)")
            }
        }
        // A retired key is named as such.
        let late = try log.ledger.forged(log.size, by: old)
        let reason = CheckedBundle(log.bundle, log.policy(old)).report.held(
            against: [late], log.policy(old), atLeast: nil)
        #expect(reason.problems.first?.phrase.en.contains("another key than the one that") == true)
        // Without the authority nobody says that the rotation is one.
        let note = try log.ledger.forged(log.size, by: next)
        #expect(throws: LedgerError(.checkpointInvalid, Phrase(en: "", zh: ""))) {
            let alone = TrustPolicy(log: next.verificationKey)
            _ = try PublishedLog(log.published).check(
                .init(policy: alone, checkpoints: [log.ledger.forged(7, by: old)]))
        }
        let report = try PublishedLog(log.published).check(
            .init(policy: TrustPolicy(log: old.verificationKey), checkpoints: [note]))
        #expect(report.problems.map(\.code) == ["checkpoint.invalid"])
    }

    @Test("over more entries than are at hand counts by a further key that the policy names, and by no retired one")
    func beyond() throws {
        let third = try SigningKey.generate(name: FreshLedger.origin)
        var both = log.policy(log.next)
        both = both.trusting([log.next.verificationKey, third.verificationKey])
        func verify(_ key: SigningKey, _ size: UInt64, _ policy: TrustPolicy) throws -> [String] {
            let note = try log.ledger.forged(size, by: key, root: .zero)
            let store = try log.ledger.store
            do throws(LedgerError) {
                return try store.verify(VerificationOptions(policy: policy, checkpoints: [note]))
                    .problems.map(\.code)
            } catch { return [error.code.rawValue] }
        }
        #expect(try verify(third, log.size + 3, both) == ["log.tail-missing"])
        #expect(try verify(third, log.size, both) == ["checkpoint.invalid"])
        #expect(try verify(third, log.size + 3, log.policy(log.next)) == ["checkpoint.invalid"])
        for policy in [log.policy(log.ledger.logKey), log.policy(log.next)] {
            #expect(try verify(log.ledger.logKey, log.size + 3, policy) == ["checkpoint.invalid"])
            #expect(try verify(log.next, log.size + 3, policy) == ["log.tail-missing"])
        }
    }

    @Test("shows a fork or a missing tail where its key counts")
    func forked() throws {
        let fork = try log.ledger.forged(log.size, by: log.next, root: .zero)
        let rewritten = ["log.rewritten", "checkpoint.fork", "certificate.fork"].map { [$0] }
        let oldFork = try log.ledger.forged(7, by: log.ledger.logKey, root: .zero)
        let longer = try log.ledger.forged(log.size + 3, by: log.next, root: .zero)
        for policy in [log.policy(log.ledger.logKey), log.policy(log.next)] {
            #expect(try log.codes(held: fork, policy) == rewritten)
            #expect(try log.codes(held: oldFork, policy) == [["log.rewritten"], [], []])
            #expect(try log.codes(held: longer, policy) == [["log.tail-missing"], ["extent.older"], []])
        }
    }

    @Test("meets a policy in the ledger only by keys that follow from one that it names, under its authority")
    func quorum() throws {
        let stranger = try SigningKey.generate(name: FreshLedger.origin)
        for (key, alone) in [(log.ledger.logKey, log.index), (log.next, log.size)] {
            #expect(try log.ledger.store.quorumCheckpoint(log.policy(key))?.size == log.size)
            // Under another authority a key counts for its own time alone.
            let other = TrustPolicy(log: key.verificationKey, authority: stranger.publicKey.id)
            #expect(try log.ledger.store.quorumCheckpoint(other)?.size == alone)
        }
        #expect(try log.ledger.store.quorumCheckpoint(log.policy(stranger)) == nil)
        // The ledger's own record alone proves nothing.
        try log.ledger.change("meta", Array("log_key".utf8)) {
            $0 += Array("\n\(log.size + 1) \(stranger.verificationKey.text)".utf8)
        }
        try log.ledger.open()
        #expect(throws: LedgerError(.init(rawValue: "store.damaged"), Phrase(en: "", zh: ""))) {
            try log.ledger.store.logKeyHistory()
        }
    }
}

@Suite("A rotation that the authority did not sign")
struct UnauthorisedRotationTests {
    let ledger: FreshLedger
    let thief: SigningKey

    init() throws {
        ledger = try FreshLedger()
        thief = try .generate(name: FreshLedger.origin)
        try ledger.ingest(ledger.history(10))
        try ledger.store.signCheckpoint(with: ledger.logKey)
    }

    /// The envelope by which an officer would hand the log over to a thief's key.
    func envelope() throws -> String {
        let last = try require(ledger.store.newestCheckpoint())
        let old = ledger.logKey.publicKey
        let rotation = LogKeyRotated(
            previousKeyID: old.id, previousPublicKey: old.bytes, keyID: thief.publicKey.id,
            publicKey: thief.publicKey.bytes, size: Int64(last.size), root: last.root, reason: .rotated)
        let statement = Statement(
            id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
            actor: Statement.Actor(role: .administrator, id: ledger.officer.name), at: ledger.now,
            payload: .logKeyRotated(rotation))
        return ledger.line(statement, by: ledger.officer, at: ledger.now)
    }

    @Test("makes no ledger, and the entry is named")
    func imported() throws {
        let path = ledger.folder.path + "/copy"
        let new = try LogImport(to: path, logKey: ledger.logKey.verificationKey)
        for line in try export(ledger.store) + [Array(envelope().utf8)] { try new.take(line.span) }
        let report = try new.finish(VerificationOptions(policy: ledger.policy), signer: nil, progress: { _, _ in true })
        #expect(Set(report.problems.map(\.code)) == ["log.key-rotation"])
        #expect(report.first?.index == (try ledger.store.size()))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("is not followed in a bundle, and the entry is named beside the thief's checkpoint")
    func bundled() throws {
        ledger.close()
        let index = try ledger.rotate(to: thief.verificationKey).index
        _ = try require(ledger.writer).commitIndex(at: ledger.now)
        let checkpoint = try ledger.store.signCheckpoint(with: thief)
        let bundle = try ledger.store.bundle(
            of: BundleTests.subject, under: require(ledger.store.committedIndex()))
        #expect(CheckedBundle(bundle, ledger.policy).report.holds)
        let streams = bundle.streams.map { stream in
            guard case .whole(let position, let path, var entries) = stream.content,
                stream.name.isSame(as: StreamName.trust.text)
            else { return stream }
            entries[entries.count - 1] = forged(entries[entries.count - 1])
            return (stream.name, DisputeBundle.Stream.whole(position: position, path: path, entries: entries))
        }
        let stolen = DisputeBundle(
            subject: bundle.subject, checkpoint: Array(checkpoint.note.serialized.utf8), index: bundle.index,
            streams: streams, opened: bundle.opened, related: bundle.related)
        let problems = CheckedBundle(stolen, ledger.policy).report.problems
        #expect(problems.map(\.code) == ["note.unverified", "log.key-rotation"])
        #expect(problems.last?.index == index)
    }

    /// An entry of the authority's with an officer's signature in the place of the authority's.
    func forged(_ entry: [UInt8]) -> [UInt8] {
        let statement = Array(entry[EntryHeader.width...])
        let envelope = Envelope(signing: statement, with: ledger.officer.secret)
        return Array(entry[..<57]) + envelope.signature.keyID.bytes + envelope.signature.signature.bytes + statement
    }
}
