import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Proposes a release.
struct ReleaseProposeCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose the release of some sittings' scores, and bind the score file.",
        discussion: """
            Whoever has something of their own against them is withheld, with the reason recorded, so that the others
            need not wait; a later proposal can release them. What stands against the sittings, the exam or the ledger
            closes the gate (exit 15), and nothing is recorded. The exam must be sealed before.

            examledger release propose --sitting s-01-a --scores scores.csv --key a-01.key
            """)

    @Option(help: "A sitting; may be repeated.")
    var sitting: [String]

    @Option(help: "A candidate to withhold besides; may be repeated.")
    var withhold: [String] = []

    @Option(help: "Why those are withheld.")
    var reason = "withheld by the officer who proposes"

    @Option(help: ArgumentHelp("The score file that is to go out.", valueName: "file"))
    var scores: String

    @Option(help: ArgumentHelp("The secret key of the administrator who proposes.", valueName: "file"))
    var key: String

    @Option(help: "The exam, where the ledger has several.")
    var exam: String?

    @OptionGroup var release: ReleaseOptions

    var output: OutputOptions { release.output }

    func run(in context: TerminalContext) throws -> ExitStatus {
        let file = try ScoreFileReader.read(scores)
        let signer = try LedgerKeys.read(key, context)
        let writer = try release.writer(context)
        let actor = Statement.Actor(role: try writer.store.role(of: signer, for: .releaseProposed), id: signer.name)
        let desk = try ReleaseDesk(writer.store, exam: writer.store.exam(named: exam), policy: nil, context)
        let sittings = try desk.sittings(sitting)
        let known = desk.basis.candidates(in: sittings)
        for name in withhold where !known.contains(where: { $0.candidate.isSame(as: name) }) {
            throw LedgerError.unknown(Phrase(en: "candidate", zh: "考生"), name)
        }
        let draft = ReleaseDraft(
            of: sittings, withholding: withhold, scores: file, on: desk.basis, desk.proof
        ) { desk.statement($0, by: actor, at: writer.now, context) }
        guard draft.gate.isOpen else { return try GateText.refuse(draft.gate.blockers, desk, output, context) }
        let proposal = desk.statement(.releaseProposed(draft.payload), by: actor, at: writer.now, context)
        let receipts = try writer.append(
            [proposal]
                + draft.withholdings(known, reason: reason).map { session, reason in
                    desk.statement(
                        .releaseWithheld(ReleaseWithheld(reason: reason, proposal: proposal.id)), by: actor,
                        at: writer.now, cause: proposal.id, of: session, context)
                }, signedBy: signer)
        try write(receipts, draft, context)
        return .done
    }

    private func write(
        _ receipts: [Receipt], _ draft: ReleaseDraft, _ context: TerminalContext
    ) throws(LedgerError) {
        guard let first = receipts.first else { return }
        if output.format != .text {
            return try JSONValue.members([
                "schema": "examledger-release-proposed/1", "id": .string(first.id.text), "index": .number(first.index),
                "cohort": .number(draft.gate.cohort.count), "cohort_root": .string(draft.gate.cohortRoot.hex),
                "withheld": .array(draft.payload.withheld.map { .string($0) }),
                "scores": .members([
                    "sha256": .string(draft.payload.scoresSha256.hex), "bytes": .integer(draft.payload.scoresBytes),
                ]),
                "blockers": .array(draft.blocked.flatMap(\.blockers).map(\.json)),
            ]).write(to: context)
        }
        let count = draft.gate.cohort.count
        try context.output.line(
            context.text(
                Phrase(
                    en: "proposed as entry \(first.index) (\(first.id.text)): \(count) to be released, "
                        + "\(draft.payload.withheld.count) withheld",
                    zh: "已提议，见第 \(first.index) 条（\(first.id.text)）：拟公布 \(count) 名，暂缓 \(draft.payload.withheld.count) 名")
            ))
        try GateText.table(draft.blocked.flatMap(\.blockers), context)
    }
}

extension ReleaseDraft {
    /// The sessions that are withheld, each with the reason: its own blockers' demands, else that of the officer.
    func withholdings(_ sessions: [SessionName], reason: String) -> [(SessionName, String)] {
        sessions.compactMap { session in
            guard payload.withheld.contains(where: { $0.isSame(as: session.candidate) }) else { return nil }
            let own = blocked.first { $0.candidate == session.stream }
            return (session, own.map { $0.blockers.map(\.demand.name).joined(separator: ", ") } ?? reason)
        }
    }
}
