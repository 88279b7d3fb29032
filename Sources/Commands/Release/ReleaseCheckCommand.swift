import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Computes the gate.
struct ReleaseCheckCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Compute the gate at the latest position and list what stands against a release (exit 15).",
        discussion: """
            It verifies the whole ledger, audits it, checks every draw to its end, and asks for a newest checkpoint that
            covers the latest position and meets the policy's quorum. Where a proposal stands for the sittings, it is
            the gate of that proposal, approvals included; else that of a proposal yet to be made.

            examledger release check --policy policy.txt
            examledger release check --policy policy.txt --sitting s-01-a --format json
            """)

    @Option(help: "The exam, where the ledger has several.")
    var exam: String?

    @Option(help: "A sitting; may be repeated; all of the exam without it.")
    var sitting: [String] = []

    @Option(
        help: ArgumentHelp("The trust policy with the log's key, the witnesses and their quorum.", valueName: "file"))
    var policy: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let desk = try ReleaseDesk(store, exam: store.exam(named: exam), policy: policy, context)
        let asked = try desk.sittings(sitting)
        let now = desk.prefix.now
        let proposal = desk.basis.openProposals.last { fact in
            asked.allSatisfy { sitting in fact.data.sittings.contains { $0.isSame(as: sitting) } }
                || (sitting.isEmpty && !fact.data.sittings.isEmpty)
        }
        let platform = Statement.Actor(role: .platform, id: "platform")
        let gate: Gate
        if let proposal {
            gate = desk.basis.gate(of: proposal, desk.proof) { release in
                desk.statement(.scoreReleased(release), by: platform, at: now, context)
            }
        } else {
            gate =
                ReleaseDraft(
                    of: asked, withholding: [], scores: ScoreFile(sha256: .zero, bytes: 0), on: desk.basis, desk.proof,
                    at: .check, leavesOut: false
                ) { desk.statement($0, by: platform, at: now, context) }.gate
        }
        let text = GateText(
            gate: gate, desk: desk, sittings: proposal?.data.sittings ?? asked, proposal: proposal?.event)
        try text.write(output, context)
        return text.status
    }
}

extension ReleaseDesk {
    /// The sittings that a person names, all of the exam where none are named.
    func sittings(_ names: [String]) throws(LedgerError) -> [String] {
        let all = basis.sittings
        for name in names where !all.contains(where: { $0.isSame(as: name) }) {
            throw .unknown(Phrase(en: "sitting", zh: "场次"), name)
        }
        return names.isEmpty ? all : all.filter { sitting in names.contains { $0.isSame(as: sitting) } }
    }
}
