import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Disputes.
struct DisputeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispute",
        abstract: "File disputes and see them to their end, as signed events.",
        subcommands: [
            DisputeFileCommand.self, DisputeListCommand.self, DisputeShowCommand.self,
            DisputeAcknowledgeCommand.self, DisputeAssignCommand.self, DisputeAttachCommand.self,
            DisputeDecideCommand.self, DisputeWithdrawCommand.self,
        ])
}

/// Files a dispute.
struct DisputeFileCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "File a dispute of a candidate; it holds the release of that score.",
        discussion: "examledger dispute file c-0003 --id d-1 --kind login --key a-01.key")

    @OptionGroup var which: SessionOptions

    @Option(help: "The dispute's id, new in this candidate's stream.")
    var id: String

    @Option(help: "What it is about, in a word: login, draw, help, upload, penalty.")
    var kind: String

    @OptionGroup var claim: PersonalText
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context, text: claim.named("claim")) { (store) throws(LedgerError) in
            Act(try which.session(in: store), .disputeFiled(DisputeFiled(disputeID: id, kind: kind)))
        }
    }
}

/// Which dispute: its id, and the candidate where several have one of that id.
struct DisputeOptions: ParsableArguments {
    @Argument(help: "The dispute's id.")
    var id: String

    @Option(help: "The candidate, where several have a dispute of that id.")
    var candidate: String?

    func session(in store: LedgerStore) throws(LedgerError) -> SessionName {
        try Matter(.dispute, id, candidate).session(in: store)
    }
}

/// Acknowledges a dispute.
struct DisputeAcknowledgeCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Acknowledge a dispute.",
        discussion: "examledger dispute acknowledge d-1 --key a-01.key")

    @OptionGroup var dispute: DisputeOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            Act(
                try dispute.session(in: store), .disputeAcknowledged(DisputeAcknowledged(disputeID: dispute.id)))
        }
    }
}

/// Gives a dispute to somebody to decide.
struct DisputeAssignCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Assign a dispute to somebody who has neither reviewed nor decided.",
        discussion: "examledger dispute assign d-1 --to a-03 --key a-01.key")

    @OptionGroup var dispute: DisputeOptions

    @Option(help: "Who is to decide it.")
    var to: String

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            Act(
                try dispute.session(in: store),
                .disputeAssigned(DisputeAssigned(disputeID: dispute.id, assignee: to)))
        }
    }
}

/// Attaches events to a dispute.
struct DisputeAttachCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Attach recorded events to a dispute.",
        discussion: "examledger dispute attach d-1 '#412' '#415' --key a-01.key")

    @OptionGroup var dispute: DisputeOptions

    @Argument(help: "The events: their ids, or their indexes.")
    var events: [String]

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            Act(
                try dispute.session(in: store),
                .disputeEvidenceAttached(
                    DisputeEvidenceAttached(disputeID: dispute.id, refs: try store.events(named: events))))
        }
    }
}

/// Decides a dispute.
struct DisputeDecideCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide a dispute, as the one it is assigned to.",
        discussion: "examledger dispute decide d-1 --outcome rejected --key a-03.key")

    @OptionGroup var dispute: DisputeOptions

    @Option(help: "upheld, partly_upheld or rejected.")
    var outcome: DisputeDecided.Outcome

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            Act(
                try dispute.session(in: store),
                .disputeDecided(DisputeDecided(disputeID: dispute.id, outcome: outcome)))
        }
    }
}

/// Withdraws a dispute.
struct DisputeWithdrawCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraw a dispute, with the candidate's own key.",
        discussion: "examledger dispute withdraw d-1 --key c-0003.key")

    @OptionGroup var dispute: DisputeOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            Act(try dispute.session(in: store), .disputeWithdrawn(DisputeWithdrawn(disputeID: dispute.id)))
        }
    }
}
