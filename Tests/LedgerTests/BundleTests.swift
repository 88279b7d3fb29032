import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Bundles")
struct BundleTests {
    static let subject = SessionName(exam: "e", sitting: "1", candidate: "c-01")

    let ledger: FreshLedger
    let policy: TrustPolicy

    init() throws {
        ledger = try FreshLedger()
        policy = TrustPolicy(log: ledger.logKey.verificationKey, authority: ledger.authority.publicKey.id)
        try ledger.ingest(ledger.history(30))
        try ledger.ingest([ledger.line(ledger.revocation(of: ledger.officer), by: ledger.authority)])
    }

    func commit() throws -> CommittedIndex {
        _ = try require(ledger.writer).commitIndex(at: ledger.now)
        try ledger.store.signCheckpoint(with: ledger.logKey)
        return try #require(try ledger.store.committedIndex())
    }

    func bundle() throws -> DisputeBundle { try ledger.store.bundle(of: BundleTests.subject, under: commit()) }

    /// The codes for which a bundle is refused, as its reader finds them in the file.
    func codes(_ bundle: DisputeBundle) -> Set<String> { Set(report(bundle).problems.map(\.code)) }

    func report(_ bundle: DisputeBundle) -> ProofReport { CheckedBundle(bundle.serialized, policy).report }

    @Test("hold, and say up to where they speak")
    func holds() throws {
        let bundle = try bundle()
        let checked = CheckedBundle(bundle.serialized, policy)
        #expect(checked.report.holds, "\(checked.report.problems)")
        #expect(checked.report.extent?.size == (try ledger.store.size()))
        let content = try #require(checked.content)
        #expect(content.bundle == bundle)
        for name in DisputeBundle.streams(of: BundleTests.subject) {
            #expect(content.events(of: name, below: .max) == (try ledger.store.events(of: name)))
        }
        #expect(checked.report.notChecked.map(\.code) == ["witnesses.none", "index.truth", "streams.others"])
        #expect(
            CheckedBundle(bundle.serialized, TrustPolicy(log: ledger.logKey.verificationKey)).report.notChecked
                .contains { $0.code == "authority.own-word" })
    }

    @Test("hold although the log goes on behind their index")
    func goesOn() throws {
        let index = try commit()
        try ledger.ingest(ledger.history(20))
        try ledger.store.signCheckpoint(with: ledger.logKey)
        #expect(try ledger.store.committedIndex() == index)
        let report = report(try ledger.store.bundle(of: BundleTests.subject, under: index))
        #expect(report.holds && report.extent?.size == index.size + 1)
        let newest = try #require(try ledger.store.newestCheckpointNote())
        let own = Array(index.checkpoint.note.serialized.utf8)
        #expect(report.held(against: [newest], policy, atLeast: nil).problems.map(\.code) == ["extent.older"])
        #expect(report.held(against: [own], policy, atLeast: index.size).holds)
        #expect(report.held(against: [], policy, atLeast: index.size + 1).problems.map(\.code) == ["extent.older"])
    }

    @Test("under a newer checkpoint than their index are refused: a newer index could be kept back")
    func older() throws {
        let index = try commit()
        let bundle = try ledger.store.bundle(of: BundleTests.subject, under: index)
        try ledger.ingest(ledger.history(3))
        let newer = try commit()
        let size = newer.checkpoint.size
        func proved(_ entry: ProvedEntry, _ index: UInt64) throws -> ProvedEntry {
            let proof = try #require(try ledger.store.inclusionProof(index: index, size: size))
            return ProvedEntry(bytes: entry.bytes, inclusion: proof.path)
        }
        let forged = bundle.with(
            checkpoint: Array(newer.checkpoint.note.serialized.utf8), index: try proved(bundle.index, index.size),
            opened: try proved(bundle.opened, 0))
        #expect(codes(forged) == ["index.older"])
        #expect(report(forged).problems.map(\.category) == [.history])
        let stale = try ledger.store.bundle(of: BundleTests.subject, under: newer)
            .with(streams: bundle.streams)
        #expect(codes(stale).isSuperset(of: ["stream.leaf"]))
    }

    @Test("with an entry left out, added, changed or out of order are refused, however well they are mended")
    func streams() throws {
        let bundle = try bundle()
        for name in [StreamName.trust, .exam("e"), BundleTests.subject.stream] {
            #expect(codes(bundle.changing(name) { _ in }) == [])
            #expect(codes(bundle.changing(name) { $0.removeLast() }) == ["stream.leaf"])
            #expect(codes(bundle.changing(name) { $0.removeFirst() }) == ["stream.leaf"])
            #expect(codes(bundle.changing(name) { $0.remove(at: 1) }) == ["stream.leaf"])
            #expect(codes(bundle.changing(name) { $0.removeAll() }) == ["stream.leaf"])
            #expect(codes(bundle.changing(name) { $0.swapAt(1, 2) }) == ["stream.leaf", "stream.order"])
            #expect(codes(bundle.changing(name) { $0.append($0[1]) }) == ["stream.leaf", "stream.order"])
            #expect(codes(bundle.changing(name, rechained: false) { $0.remove(at: 1) }).contains("stream.position"))
            #expect(codes(bundle.changing(name, rechained: false) { $0.swapAt(1, 2) }).contains("stream.position"))
        }
    }

    @Test("in which an entry is moved to another place or time are refused")
    func moved() throws {
        func moved(_ bytes: inout [UInt8], index: UInt64? = nil, at: Instant? = nil) throws {
            let header = try require(EntryHeader(entry: bytes.span))
            let statement = Array(bytes[EntryHeader.width...])
            EntryHeader(
                index: index ?? header.index, receivedAt: at ?? header.receivedAt, position: header.position,
                previous: header.previous, keyID: header.keyID, signature: header.signature
            ).write(statement: statement.span, into: &bytes)
        }
        let bundle = try bundle()
        let early = try bundle.changing(.trust) { try moved(&$0[1], index: 1, at: Instant(milliseconds: 0)) }
        #expect(codes(early) == ["stream.leaf", "stream.order"])
        let late = try bundle.changing(.trust) { try moved(&$0[$0.count - 1], index: 900) }
        #expect(codes(late) == ["stream.leaf", "entry.beyond"])
    }

    @Test("that deny a stream, bring another or one too many are refused")
    func otherStreams() throws {
        let bundle = try bundle()
        let index = try #require(try ledger.store.committedIndex())
        let prover = try ledger.store.prover(of: index)
        let denied = bundle.with(
            streams: bundle.streams.map { stream in
                stream.name == "trust"
                    ? ("trust", .absent(prover.place(of: "trusu"))) : stream
            })
        #expect(codes(denied) == ["stream.absence"])
        #expect(codes(bundle.with(streams: Array(bundle.streams.dropLast()))) == ["bundle.streams"])
        #expect(codes(bundle.with(streams: bundle.streams + [bundle.streams[0]])) == ["bundle.streams"])
        let renamed = bundle.with(subject: SessionName(exam: "e", sitting: "1", candidate: "c-02"))
        #expect(codes(renamed) == ["bundle.streams"])
        let stranger = renamed.with(
            streams: bundle.streams.map { stream in
                stream.name == BundleTests.subject.stream.text ? (renamed.subject.stream.text, stream.content) : stream
            })
        #expect(codes(stranger) == ["stream.other"])
    }

    @Test("with parts of another ledger are refused")
    func otherLedger() throws {
        let bundle = try bundle()
        let other = try FreshLedger(like: ledger)
        try other.ingest([other.line(other.defined("another"), by: other.officer)] + other.history(30))
        try other.ingest([other.line(other.revocation(of: ledger.officer), by: other.authority)])
        _ = try require(other.writer).commitIndex(at: other.now)
        try other.store.signCheckpoint(with: other.logKey)
        let index = try #require(try other.store.committedIndex())
        let foreign = try other.store.bundle(of: BundleTests.subject, under: index)
        #expect(codes(foreign) == [])
        #expect(codes(bundle.with(opened: foreign.opened)) == ["proof.inclusion"])
        #expect(codes(bundle.with(index: foreign.index)) == ["proof.inclusion"])
        #expect(codes(bundle.with(checkpoint: foreign.checkpoint)) == ["proof.inclusion"])
        #expect(codes(bundle.with(streams: foreign.streams)).isSuperset(of: ["stream.leaf"]))
        let stranger = try FreshLedger()
        #expect(
            CheckedBundle(bundle, TrustPolicy(log: stranger.logKey.verificationKey)).report.problems.map(\.code)
                == ["note.unverified"])
        let authority = TrustPolicy(log: ledger.logKey.verificationKey, authority: stranger.authority.publicKey.id)
        #expect(CheckedBundle(bundle, authority).report.problems.map(\.code) == ["authority.other"])
    }

    @Test("of a log whose operator let a key speak before its enrolment or after its revocation are refused")
    func keys() throws {
        let late = try SigningKey.generate(name: "a-02")
        var log = try HandMadeLog(ledger)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == [])

        log = try HandMadeLog(ledger)
        log.append(ledger.defined(), by: ledger.officer)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["key.revoked"])

        func speech(of key: SigningKey) -> Statement {
            ledger.statement(
                .examDefined(ExamDefined(name: "exam", tz: "Asia/Shanghai", mode: .formal)), by: key, .administrator,
                sitting: nil, candidate: nil)
        }
        log = try HandMadeLog(ledger)
        log.append(speech(of: late), by: late)
        log.append(ledger.enrolment(of: late, .administrator), by: ledger.authority)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["key.unknown"])

        log = try HandMadeLog(ledger)
        log.append(ledger.enrolment(of: late, .administrator), by: ledger.authority)
        log.append(speech(of: late), by: late)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == [])

        log = try HandMadeLog(ledger)
        log.append(ledger.declined(), by: ledger.phone)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["key.role"])

        log = try HandMadeLog(ledger)
        log.append(ledger.declined(1), by: ledger.candidate)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["counter.repeated"])

        log = try HandMadeLog(ledger)
        log.received = Instant(milliseconds: 1)
        log.append(ledger.declined(), by: ledger.candidate)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["entry.time"])
    }

    @Test("of a log whose operator had two entries of a stream change places are refused")
    func order() throws {
        var log = try HandMadeLog(ledger)
        let next = log.entries.count
        log.append(ledger.declined(), by: ledger.candidate, stating: next + 1)
        log.append(ledger.declined(), by: ledger.candidate, stating: next)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["stream.order"])
    }

    @Test("in which a rotation of the log's key is not the authority's, or does not follow, are refused")
    func rotations() throws {
        let next = try SigningKey.generate(name: FreshLedger.origin)
        func codes(_ previous: KeyID, by key: SigningKey) throws -> Set<String> {
            var log = try HandMadeLog(ledger)
            let rotation = LogKeyRotated(
                previousKeyID: previous, previousPublicKey: ledger.logKey.publicKey.bytes, keyID: next.publicKey.id,
                publicKey: next.publicKey.bytes, size: 5, root: .zero, reason: .rotated)
            log.append(
                Statement(
                    id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
                    actor: Statement.Actor(role: .administrator, id: key.name), at: ledger.now,
                    payload: .logKeyRotated(rotation)), by: key)
            return self.codes(try log.bundle(of: BundleTests.subject, ledger))
        }
        #expect(try codes(ledger.logKey.publicKey.id, by: ledger.authority) == ["checkpoint.key-out-of-time"])
        #expect(try codes(next.publicKey.id, by: ledger.authority) == ["log.key-rotation"])
        #expect(try codes(ledger.logKey.publicKey.id, by: ledger.platform) != [])
    }

    @Test("with a signature that does not hold are refused, even by a log that took it in")
    func signature() throws {
        var log = try HandMadeLog(ledger)
        let impostor = try SigningKey.generate(name: ledger.candidate.name)
        let statement = ledger.declined()
        log.append(statement, by: ledger.candidate)
        let bundle = try log.bundle(of: BundleTests.subject, ledger)
        #expect(codes(bundle) == [])
        log = try HandMadeLog(ledger)
        log.append(statement, by: impostor)
        #expect(codes(try log.bundle(of: BundleTests.subject, ledger)) == ["key.unknown"])
    }

    @Test("give single entries of other streams only where those are bindings or logins")
    func related() throws {
        try ledger.ingest([ledger.line(ledger.declined(), by: ledger.candidate)])
        let bundle = try bundle()
        let index = try #require(try ledger.store.committedIndex())
        var prover = try EntryProver(ledger.store, under: index.checkpoint)
        let own = try #require(try prover.proof(of: 3))
        #expect(
            codes(bundle.with(related: [ProvedEntry(bytes: try #require(own.extra), inclusion: own.path)]))
                == ["bundle.related"])
    }

    @Test("show a key that is bound in another candidate's stream alone")
    func boundElsewhere() throws {
        let shared = try SigningKey.generate(name: "c-01")
        let payload = Payload.deviceKeyBound(
            DeviceKeyBound(
                keyID: shared.publicKey.id, publicKey: shared.publicKey.bytes, role: .candidate, holder: "c-01",
                kind: .pc, device: "d", appVersion: "1", os: "os"))
        let binding = ledger.statement(payload, by: ledger.platform, .platform, candidate: "c-02")
        let said = ledger.statement(.loginFaceDeclined(LoginFaceDeclined()), by: shared, .candidate)
        try ledger.ingest([ledger.line(binding, by: ledger.platform), ledger.line(said, by: shared)])
        let bundle = try bundle()
        #expect(bundle.related.count == 1)
        #expect(codes(bundle) == [])
        #expect(codes(bundle.with(related: [])) == ["key.unknown"])
    }

    @Test("disclose what was committed to, once, and nothing else")
    func disclosures() throws {
        let disclosure = try Disclosure(name: "name", value: "Li")
        let bytes = try #require(Base64.decode(disclosure.digest, .urlWithoutPadding))
        let digest = try require(Digest(bytes.span))
        let statement = ledger.statement(
            .candidateRegistered(CandidateRegistered(roomID: "r")), by: ledger.authority, .administrator,
            personal: [Statement.Commitment(name: "name", digest: digest)])
        var log = try HandMadeLog(ledger)
        log.append(statement, by: ledger.authority)
        let bundle = try log.bundle(of: BundleTests.subject, ledger)
        let other = try Disclosure(name: "name", value: "Wang")
        #expect(codes(bundle.with(disclosures: [disclosure.text])) == [])
        #expect(codes(bundle.with(disclosures: [other.text])) == ["bundle.disclosure"])
        #expect(codes(bundle.with(disclosures: [disclosure.text, disclosure.text])) == ["bundle.disclosure"])
    }
}
