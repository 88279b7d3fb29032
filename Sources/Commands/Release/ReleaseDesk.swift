import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Everything about a release that is read before anything is said: one verification, one audit, one position.
struct ReleaseDesk {
    let store: LedgerStore
    let exam: String
    let prefix: Prefix
    let root: Digest
    let basis: ReleaseBasis
    /// How many streams there are at that position.
    let streams: Int
    let report: VerificationReport
    let head: HeadCheck

    /// Reads a ledger, verifies all of it and judges it at its latest position.
    ///
    /// - Parameter named: further events whose places an approval names.
    init(
        _ store: LedgerStore, exam: String, policy: String?, naming named: Set<EventID> = [],
        _ context: TerminalContext
    ) throws(LedgerError) {
        self.store = store
        self.exam = exam
        let trust = try policy.map { (file) throws(LedgerError) in try PolicyFile.read(file) }
        prefix = try store.prefix()
        root = try store.root(of: prefix)
        let note = try store.newestCheckpointNote()
        streams = try store.streams().count
        head = HeadCheck(trust, try store.logKeyHistory(), note: note, size: prefix.size, root: root)
        var options = VerificationOptions(policy: trust)
        if head.checkpoint != nil, let note { options.checkpoints = [note] }
        (report, basis) = try ReleaseDesk.read(store, exam, prefix, options, named, context)
    }

    private static func read(
        _ store: LedgerStore, _ exam: String, _ prefix: Prefix, _ options: VerificationOptions, _ named: Set<EventID>,
        _ context: TerminalContext
    ) throws(LedgerError) -> (VerificationReport, ReleaseBasis) {
        let progress = Progress(Phrase(en: "verifying", zh: "校验"), total: Int(prefix.size), context: context)
        var shown: UInt64 = 0
        let report = try store.verify(options) { done, _ in
            progress.advance(by: Int(done - shown))
            shown = done
            return Interrupt.requested == nil
        }
        progress.finish()
        let evidence = LedgerEvidence(report, differences: nil, in: prefix)
        let auditing = Progress(Phrase(en: "auditing", zh: "审计"), total: Int(2 * prefix.size), context: context)
        var read: UInt64 = 0
        defer { auditing.finish() }
        let basis = try LedgerAudit(store, asOf: prefix).releaseBasis(of: exam, evidence: evidence, naming: named) {
            (now, _) throws(LedgerError) in
            auditing.advance(by: Int(now - read))
            read = now
            if Interrupt.requested != nil { throw .interrupted }
        }
        return (report, basis)
    }

    /// What was verified and witnessed, as gates take it.
    var proof: Gate.Proof { Gate.Proof(report, head) }

    /// The proposal that a person names.
    func proposal(_ name: String) throws(LedgerError) -> Fact<ReleaseProposed> {
        let event = try EventName(text: name).event(in: store)
        guard let fact = basis.openProposals.first(where: { $0.event.id == event.id }) else {
            throw LedgerError(
                .notFound,
                Phrase(
                    en: "#\(event.index) is no proposal of \(exam) that may still be carried out.",
                    zh: "#\(event.index) 不是 \(exam) 中尚可执行的公布提议。"),
                hint: Phrase(
                    en: "See examledger log --type release.proposed.",
                    zh: "请查看 examledger log --type release.proposed。"))
        }
        return fact
    }

    /// A statement of the exam's stream.
    func statement(
        _ payload: Payload, by actor: Statement.Actor, at now: Instant, cause: EventID? = nil,
        of session: SessionName? = nil, _ context: TerminalContext
    ) -> Statement {
        Statement(
            id: EventID(at: now, randomness: InitCommand.random(context)), ledger: store.identity.origin,
            mode: store.identity.mode, exam: exam, sitting: session?.sitting, candidate: session?.candidate,
            actor: actor, at: now, cause: cause, payload: payload)
    }

    /// Which exam a proposal is of.
    static func exam(of name: String, in store: LedgerStore) throws(LedgerError) -> String {
        let event = try EventName(text: name).event(in: store)
        guard event.type == .releaseProposed, let exam = event.statement.exam else {
            throw .unknown(Phrase(en: "proposal", zh: "公布提议"), name, seeAlso: "log --type release.proposed")
        }
        return exam
    }
}

/// What the commands that say something of a release have in common.
struct ReleaseOptions: ParsableArguments {
    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    /// The writer of the ledger, and the moment at which it writes.
    func writer(_ context: TerminalContext) throws(LedgerError) -> ReleaseWriter {
        let opened = try writing.open(ledger.directory(context), context)
        return ReleaseWriter(opened: opened, now: try opened.now(context))
    }
}

/// A writer with the one moment at which a release is judged and written.
struct ReleaseWriter {
    private let opened: OpenedWriter
    /// The `received_at` of what is appended now.
    let now: Instant

    init(opened: OpenedWriter, now: Instant) {
        self.opened = opened
        self.now = now
    }

    var store: LedgerStore { opened.store }
    var platform: SigningKey { opened.platform }

    func append(_ statements: [Statement], signedBy key: SigningKey) throws(LedgerError) -> [Receipt] {
        try opened.append(statements, signedBy: key, at: now)
    }
}

/// The bytes of a score file, read in pieces.
enum ScoreFileReader {
    static func read(_ path: String) throws(LedgerError) -> ScoreFile {
        let (sha256, bytes) = try FileDigest.read(path)
        return ScoreFile(sha256: sha256, bytes: Int64(bytes))
    }
}
