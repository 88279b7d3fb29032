import Audit
import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Simulation
import TestSupport
import Transparency

/// A simulated day in a ledger with its own clock, reviewed and marked, and the officers who release its scores.
final class ReleaseLedger {
    static let scores = Array("lot,score\n1,8450\n2,7900\n".utf8)

    let folder: TemporaryFolder
    let simulation: Simulation
    let platform: SigningKey
    let logKey: SigningKey
    let witness: SigningKey
    private(set) var writer: LedgerWriter
    private(set) var keys: [String: SigningKey] = [:]
    private var made: UInt64 = 0
    /// The machine's clock.
    var now: Instant

    var store: LedgerStore { writer.store }
    var exam: String { simulation.exam }

    init(faults: SimulationOptions.FaultChoice = .none, candidates: Int = 2) throws {
        folder = try TemporaryFolder()
        simulation = try Simulation(
            SimulationOptions(candidates: candidates, seed: 11, faults: faults, aftermath: .review))
        for named in try simulation.staffKeys() { keys[named.file] = named.key }
        platform = try .generate(name: "ledger")
        logKey = try require(keys["log"])
        witness = try .generate(name: "witness.example/w1")
        let store = try LedgerStore.create(
            at: folder.path + "/own.ledger",
            LedgerPlan(
                origin: simulation.origin, mode: .formal, clock: .ledger, approvalsRequired: 2,
                openedAt: simulation.openedAt, authorityKey: require(keys["authority"]), platformKey: platform,
                logKey: logKey.verificationKey, randomness: [(1, 1), (2, 2)]))
        writer = try LedgerWriter(store, platformKey: platform)
        now = simulation.openedAt
        var lines: [[UInt8]] = []
        _ = try simulation.run { (bytes, _) throws(LedgerError) in
            lines += bytes.split(separator: 0x0A).map(Array.init)
        }
        for line in lines { try live(line) }
        now = now + 30 * 86_400_000
    }

    /// Takes in a line of the day at the moment at which it was received, as the machine's clock has it.
    private func live(_ line: [UInt8]) throws {
        let text = String(decoding: line, as: UTF8.self)
        let match = try require(text.firstMatch(of: /,"received_at":([0-9]+)}$/))
        now = Instant(milliseconds: try require(Int64(match.1)))
        let outcome = try take(text.replacing(match.0, with: "}"))
        guard case .appended = outcome else { throw Unexpected(answer: outcome) }
    }

    struct Unexpected: Error {
        let answer: LineOutcome.Answer
    }

    /// Takes in an envelope.
    func take(_ line: String) throws -> LineOutcome.Answer {
        var preparer = EnvelopePreparer()
        let read = preparer.read(Array(line.utf8).span, number: 1)
        let key = try read.signature.flatMap { try writer.keyDirectory()[$0.keyID] }
        let prepared = preparer.prepare(read, by: key)
        return try require(writer.append(Batch(lines: [prepared], machineTime: now)).first).answer
    }

    func reopen() throws {
        let path = folder.path + "/own.ledger"
        writer = try LedgerWriter(LedgerStore(at: path, forWriting: true), platformKey: platform)
    }

    func key(_ officer: String) throws -> SigningKey { try require(keys[officer]) }

    /// A second key of an officer, enrolled by the authority.
    func secondKey(of officer: String) throws -> SigningKey {
        let key = try SigningKey.generate(name: officer)
        let enrolment = StaffKeyEnrolled(
            keyID: key.publicKey.id, publicKey: key.publicKey.bytes, role: .administrator, holder: officer)
        try say(.staffKeyEnrolled(enrolment), by: self.key("authority"), in: .trust)
        return key
    }

    func statement(
        _ payload: Payload, by key: SigningKey, role: Role = .administrator, in stream: StreamName? = nil
    ) -> Statement {
        made += 1
        let (exam, sitting, candidate) = (stream ?? .exam(exam)).ids
        return Statement(
            id: EventID(at: now, randomness: (9, made)), ledger: simulation.origin, mode: .formal, exam: exam,
            sitting: sitting, candidate: candidate, actor: Statement.Actor(role: role, id: key.name), at: now,
            payload: payload)
    }

    /// Says something as a command does.
    @discardableResult
    func say(
        _ payload: Payload, by key: SigningKey, role: Role = .administrator, in stream: StreamName? = nil
    ) throws -> EventID {
        let statement = statement(payload, by: key, role: role, in: stream)
        let line = PreparedLine(number: 1, content: .statement(VerifiedStatement(statement, signedBy: key)))
        let outcome = try require(writer.append(Batch(lines: [line], machineTime: now)).first)
        guard case .appended = outcome.answer else { throw Unexpected(answer: outcome.answer) }
        return statement.id
    }

    @discardableResult
    func say(_ payload: Payload, by officer: String, in stream: StreamName? = nil) throws -> EventID {
        try say(payload, by: key(officer), in: stream)
    }

    // MARK: the way of a release

    var sessions: [SessionName] { get throws { try store.sessions(asOf: store.prefix()) } }
    var sittings: [String] { get throws { Array(Set(try sessions.map(\.sitting))).sorted() } }

    func lastEvent() throws -> EventID { try require(store.event(at: store.size() - 1)).id }

    /// Seals everything that is recorded, by two officers.
    func seal() throws {
        try say(
            .provisionalNoticePublished(ProvisionalNoticePublished(scoresSha256: .zero, scoresBytes: 1)), by: "a-01")
        let seal = try say(.ledgerSealed(LedgerSealed(throughEvent: lastEvent())), by: "a-01")
        try say(.approvalRecorded(ApprovalRecorded(subject: seal, decision: .approve)), by: "a-02")
        now = now + 8 * 86_400_000
    }

    func scoreFile(_ bytes: [UInt8] = ReleaseLedger.scores) -> ScoreFile {
        ScoreFile(sha256: SHA256.digest(of: bytes), bytes: Int64(bytes.count))
    }

    /// The policy of an outsider who trusts the log, the authority and one witness.
    func policy(witness name: VerificationKey? = nil, log: SigningKey? = nil, authority: SigningKey? = nil) throws
        -> TrustPolicy
    {
        let cosigner = try VerificationKey(name: witness.name, publicKey: witness.publicKey, algorithm: .cosignature)
        return try TrustPolicy(
            text: """
                log \((log ?? logKey).verificationKey.text)
                witness w1 \((name ?? cosigner).text)
                quorum w1
                #examledger authority \((authority ?? key("authority")).publicKey.id.hex)

                """)
    }

    /// Signs the head and has it witnessed, as a cosigned note kept beside the store.
    func checkpoint(witnessed: Bool = true, by key: SigningKey? = nil) throws {
        let checkpoint = Checkpoint(
            origin: simulation.origin, size: try store.size(), root: try store.frontier().root)
        var note = try checkpoint.signed(with: key ?? logKey)
        if witnessed { note.cosign(with: witness, timestamp: UInt64(now.milliseconds / 1000)) }
        try Data(note.serialized.utf8).write(to: URL(filePath: store.directory + "/checkpoint"))
    }

    /// Puts a new log key in the place of the old one.
    func rotate(to key: SigningKey) throws {
        try checkpoint()
        made += 1
        _ = try writer.rotateLogKey(
            to: key.verificationKey, .rotated, signedBy: self.key("authority"),
            id: EventID(at: now, randomness: (9, made)), receivedAt: nil, at: now)
    }

    func basis(naming named: Set<EventID> = []) throws -> ReleaseBasis {
        let prefix = try store.prefix()
        let evidence = LedgerEvidence(try store.verify(), differences: nil, in: prefix)
        return try LedgerAudit(store, asOf: prefix).releaseBasis(of: exam, evidence: evidence, naming: named)
    }

    func proof(_ policy: TrustPolicy? = nil) throws -> Gate.Proof {
        let prefix = try store.prefix()
        let note = try store.newestCheckpointNote()
        let head = HeadCheck(
            policy, try store.logKeyHistory(), note: note, size: prefix.size, root: try store.root(of: prefix))
        var options = VerificationOptions(policy: policy)
        if head.checkpoint != nil, let note { options.checkpoints = [note] }
        return Gate.Proof(try store.verify(options), head)
    }

    func draft(
        withholding: [String] = [], sittings: [String]? = nil, on basis: ReleaseBasis? = nil
    ) throws -> ReleaseDraft {
        let officer = try key("a-01")
        return try ReleaseDraft(
            of: sittings ?? self.sittings, withholding: withholding, scores: scoreFile(),
            on: basis ?? self.basis(), proof()
        ) { statement($0, by: officer) }
    }

    /// Proposes what a draft says, and withholds those whom it leaves out.
    @discardableResult
    func propose(_ draft: ReleaseDraft) throws -> EventID {
        let proposal = try say(.releaseProposed(draft.payload), by: "a-01")
        for session in try sessions where draft.payload.withheld.contains(session.candidate) {
            try say(.releaseWithheld(ReleaseWithheld(reason: "r", proposal: proposal)), by: "a-01", in: session.stream)
        }
        return proposal
    }

    func approve(_ proposal: EventID, by key: SigningKey, at position: EventID? = nil) throws {
        let fact = try self.proposal(proposal, in: basis())
        try say(
            .releaseApproved(
                ReleaseApproved(
                    proposal: proposal, atEvent: position ?? lastEvent(), cohortRoot: fact.data.cohortRoot)), by: key)
    }

    func proposal(_ id: EventID, in basis: ReleaseBasis) throws -> Fact<ReleaseProposed> {
        try require(basis.openProposals.first { $0.event.id == id })
    }

    /// The gate of a recorded proposal if its scores went out now.
    func gate(of proposal: EventID, _ policy: TrustPolicy?, scores: [UInt8] = ReleaseLedger.scores) throws -> Gate {
        let basis = try basis()
        return try basis.gate(of: self.proposal(proposal, in: basis), proof(policy), scores: scoreFile(scores)) {
            statement(.scoreReleased($0), by: platform, role: .platform)
        }
    }

    /// Seals, proposes, has it approved by two officers and witnessed: everything but the release itself.
    ///
    /// - Parameter logKey: the log's key, where it was changed.
    func ready(by logKey: SigningKey? = nil) throws -> EventID {
        try seal()
        let proposal = try propose(draft())
        try approve(proposal, by: key("a-02"))
        try approve(proposal, by: key("a-04"))
        try checkpoint(by: logKey)
        return proposal
    }
}

/// The value, or an error where there is none: `#require` outside of a test's own body.
func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw CocoaError(.featureUnsupported) }
    return value
}
