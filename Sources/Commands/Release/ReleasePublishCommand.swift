import ArgumentParser
import Audit
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Publishes a release.
struct ReleasePublishCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Compute the whole gate again, release the scores and write the certificate.",
        discussion: """
            Where anything stands against it, a changed byte in the score file included, release.refused is recorded
            with what it is, and the exit status is 15. The newest checkpoint must be over the latest position: sign
            and witness it last, then publish. Whoever gives a key here must have approved the proposal; the others add
            their signatures with examledger release sign.

            examledger release publish '#4003' --scores scores.csv --policy policy.txt --key a-02.key -o release.json
            """)

    @Argument(help: "The proposal: its event's id, or its index.")
    var proposal: String

    @Option(help: ArgumentHelp("The score file that goes out.", valueName: "file"))
    var scores: String

    @Option(
        help: ArgumentHelp("The trust policy with the log's key, the witnesses and their quorum.", valueName: "file"))
    var policy: String

    @Option(help: ArgumentHelp("The secret key of an officer who approved it; may be repeated.", valueName: "file"))
    var key: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The certificate to write.", valueName: "file"))
    var certificate: String

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var release: ReleaseOptions

    var output: OutputOptions { release.output }

    func run(in context: TerminalContext) throws -> ExitStatus {
        let file = try ScoreFileReader.read(scores)
        let signers = try key.map { (path) throws(LedgerError) in try LedgerKeys.read(path, context) }
        guard access(certificate, F_OK) != 0 else { throw LedgerError.fileExists(certificate) }
        let writer = try release.writer(context)
        let store = writer.store
        let desk = try ReleaseDesk(
            store, exam: ReleaseDesk.exam(of: proposal, in: store), policy: policy, context)
        let fact = try desk.proposal(proposal)
        try desk.check(signers, for: fact, at: writer.now)
        let platform = Statement.Actor(role: .platform, id: writer.platform.name)
        func statement(_ payload: Payload) -> Statement {
            desk.statement(payload, by: platform, at: writer.now, cause: fact.event.id, context)
        }
        let gate = desk.basis.gate(of: fact, desk.proof, scores: file) { statement(.scoreReleased($0)) }
        guard gate.isOpen, let checkpoint = desk.head.checkpoint else {
            let refused = ReleaseRefused(
                proposal: fact.event.id, blockers: Blocker.lines(gate.blockers, limit: ReleasePublishCommand.linesLimit)
            )
            _ = try writer.append([statement(.releaseRefused(refused))], signedBy: writer.platform)
            return try GateText.refuse(gate.blockers, desk, output, context)
        }
        try confirmation.ask(
            Phrase(
                en: "Release the scores of \(gate.cohort.count) candidates?", zh: "确定公布 \(gate.cohort.count) 名考生的成绩？"),
            context)
        let document = desk.certificate(of: fact, gate, at: writer.now)
        var signed = try CertificateFile(document, under: checkpoint, in: store)
        for signer in signers { signed.envelope.sign(with: signer.secret) }
        // Kept before the scores are out: what the log names must not be lost.
        try signed.write(to: certificate, isNew: true)
        let receipts: [Receipt]
        do throws(LedgerError) {
            receipts = try writer.append(
                [
                    statement(
                        .scoreReleased(
                            ScoreReleased(
                                fact.data, proposal: fact.event.id, at: desk.basis.lastEvent, withheld: gate.withheld,
                                certificate: document.digest)))
                ], signedBy: writer.platform)
        } catch {
            unlink(certificate)
            throw error
        }
        try RegistryReport(receipts).write(output.format, context)
        try say(signers.count, Int(desk.required(for: fact)), context)
        return .done
    }

    /// How many blockers a `release.refused` names: a statement is small, and the check lists them all.
    private static let linesLimit = 200

    private func say(_ count: Int, _ required: Int, _ context: TerminalContext) throws(LedgerError) {
        let rest = max(0, required - count)
        try context.errors.line(
            context.text(
                rest == 0
                    ? Phrase(en: "certificate in \(certificate)", zh: "证书已写入 \(certificate)")
                    : Phrase(
                        en: "certificate in \(certificate); it counts when \(rest) more officers have signed it: "
                            + "examledger release sign",
                        zh: "证书已写入 \(certificate)；还须 \(rest) 名人员签署方为有效：examledger release sign")
            ).printable)
        try context.errors.flush()
    }
}

extension Blocker {
    /// The lines that a `release.refused` records: at most so many, the last saying how many more there are.
    static func lines(_ blockers: [Blocker], limit: Int) -> [String] {
        guard blockers.count > limit else { return blockers.map(\.line) }
        return blockers.prefix(limit - 1).map(\.line) + ["… \(blockers.count - limit + 1) more"]
    }
}

extension ReleaseDesk {
    /// What the officers certify of a proposal whose gate is open.
    func certificate(of fact: Fact<ReleaseProposed>, _ gate: Gate, at now: Instant) -> ReleaseCertificate {
        ReleaseCertificate(
            ledger: store.identity.origin, exam: exam, sittings: fact.data.sittings, size: prefix.size, root: root,
            ruleset: basis.result.ruleset, parametersHash: basis.result.parametersHash,
            findingsRoot: basis.result.findingsRoot, signatures: report.signatures, streams: UInt64(streams),
            withheld: gate.withheld, scoresSHA256: fact.data.scoresSha256, scoresBytes: UInt64(fact.data.scoresBytes),
            releasedAt: now)
    }

    /// How many officers must approve and sign: what the exam's parameters ask for, and what the ledger does.
    func required(for fact: Fact<ReleaseProposed>) -> Int64 {
        max(store.identity.approvalsRequired, basis.approvalsRequired(for: fact.data.sittings) ?? 0)
    }

    /// Whether keys may sign the certificate: administrators' keys of different holders who approved the proposal.
    ///
    /// - Throws: `key.refused` for the first that may not.
    func check(_ signers: [SigningKey], for fact: Fact<ReleaseProposed>, at now: Instant) throws(LedgerError) {
        let approvers = basis.approvers(of: fact)
        var holders: [String] = []
        for signer in signers {
            let role = try store.role(of: signer, for: .releaseApproved)
            let isHeld = try store.registry().enrolments(of: signer.publicKey.id).contains { enrolment in
                enrolment.role == role && enrolment.revokedAt == nil && enrolment.isValid(at: now)
                    && enrolment.holder.isSame(as: signer.name)
            }
            guard isHeld else {
                throw .officerRefused(
                    Phrase(
                        en: "the key of \(signer.name) does not count at this time",
                        zh: "\(signer.name) 的密钥此时无效"))
            }
            if holders.contains(where: { $0.isSame(as: signer.name) }) {
                throw .officerRefused(
                    Phrase(
                        en: "two keys are of one holder, \(signer.name): another officer must sign",
                        zh: "两个密钥同属 \(signer.name)，须由另一人签署"))
            }
            guard approvers.contains(where: { $0.isSame(as: signer.name) }) else {
                throw .officerRefused(
                    Phrase(
                        en: "\(signer.name) has not approved the proposal #\(fact.event.index)",
                        zh: "\(signer.name) 未批准公布提议 #\(fact.event.index)"))
            }
            holders.append(signer.name)
        }
    }
}
