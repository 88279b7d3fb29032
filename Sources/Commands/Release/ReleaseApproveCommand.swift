import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Approves a proposed release.
struct ReleaseApproveCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a proposed release, as one of the officers whom it takes.",
        discussion: """
            Refused for an officer who has approved it already, with whatever key, and for one who adjudicated anybody
            of those who would be released (exit 24); while anything stands against the release; and for a position
            after which something about those released was recorded (exit 15).

            examledger release approve '#4003' --key a-02.key
            """)

    @Argument(help: "The proposal: its event's id, or its index.")
    var proposal: String

    @Option(help: "The position that was looked at: an event's id, or its index; the latest without it.")
    var at: String?

    @Option(help: ArgumentHelp("The secret key of the administrator who approves.", valueName: "file"))
    var key: String

    @OptionGroup var release: ReleaseOptions

    var output: OutputOptions { release.output }

    func run(in context: TerminalContext) throws -> ExitStatus {
        let signer = try LedgerKeys.read(key, context)
        let writer = try release.writer(context)
        let store = writer.store
        let actor = Statement.Actor(role: try store.role(of: signer, for: .releaseApproved), id: signer.name)
        let position = try at.map { (name) throws(LedgerError) in try EventName(text: name).event(in: store).id }
        let desk = try ReleaseDesk(
            store, exam: ReleaseDesk.exam(of: proposal, in: store), policy: nil,
            naming: Set([position].compactMap(\.self)), context)
        let fact = try desk.proposal(proposal)
        if let objection = desk.basis.objection(toApproving: fact, by: actor.id, key: signer.publicKey.id) {
            throw LedgerError.officerRefused(objection)
        }
        let approval = desk.statement(
            .releaseApproved(
                ReleaseApproved(
                    proposal: fact.event.id, atEvent: position ?? desk.basis.lastEvent,
                    cohortRoot: fact.data.cohortRoot)), by: actor, at: writer.now, cause: fact.event.id, context)
        let gate = desk.basis.gate(
            of: fact,
            approvedBy: RecordedEvent(supposing: approval, signedBy: signer.publicKey.id, after: desk.prefix),
            desk.proof
        ) { desk.statement(.scoreReleased($0), by: actor, at: writer.now, context) }
        guard gate.isOpen else { return try GateText.refuse(gate.blockers, desk, output, context) }
        try RegistryReport(writer.append([approval], signedBy: signer)).write(output.format, context)
        return .done
    }
}

extension LedgerError {
    /// An officer who may not do it, whatever else stands.
    static func officerRefused(_ objection: Phrase) -> LedgerError {
        LedgerError(.keyRefused, Phrase(en: "Refused: \(objection.en).", zh: "拒绝：\(objection.zh)。"))
    }
}
