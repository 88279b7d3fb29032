import ArgumentParser
import Exam
import Ledger
import Primitives
import Terminal

/// Records of misconduct.
struct MisconductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "misconduct",
        abstract: "Record misconduct on site, have it signed or its refusal witnessed, and countersign it.",
        subcommands: [
            MisconductRecordCommand.self, MisconductNotifyCommand.self, MisconductSignCommand.self,
            MisconductRefuseCommand.self, MisconductCountersignCommand.self,
        ])
}

/// Which record: its id, and the candidate where several have one of that id.
struct RecordOptions: ParsableArguments {
    @Argument(help: "The record's id.")
    var id: String

    @Option(help: "The candidate, where several have a record of that id.")
    var candidate: String?

    func act(_ payload: Payload, in store: LedgerStore) throws(LedgerError) -> Act {
        Act(try Matter(.record, id, candidate).session(in: store), payload)
    }
}

/// Records misconduct.
struct MisconductRecordCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record misconduct, with the events that show it.",
        discussion: "examledger misconduct record c-0003 --id m-1 --rule CHEAT-01 --evidence '#412' --key i-01.key")

    @OptionGroup var which: SessionOptions

    @Option(help: "The record's id, new in this candidate's stream.")
    var id: String

    @Option(help: "The rule that was broken.")
    var rule: String

    @Option(help: "An event that shows it: its id, or its index; may be repeated.")
    var evidence: [String] = []

    @OptionGroup var facts: PersonalText
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context, text: facts.named("facts")) { (store) throws(LedgerError) in
            Act(
                try which.session(in: store),
                .misconductRecorded(
                    MisconductRecorded(recordID: id, ruleID: rule, evidenceRefs: try store.events(named: evidence))))
        }
    }
}

/// Tells the candidate of the record.
struct MisconductNotifyCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify", abstract: "Say that the candidate was told of the record.",
        discussion: "examledger misconduct notify m-1 --key i-01.key")

    @OptionGroup var record: RecordOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try record.act(.misconductNotified(MisconductNotified(recordID: record.id)), in: store)
        }
    }
}

/// The candidate signs the record.
struct MisconductSignCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Sign the record, with the candidate's own key.",
        discussion: "examledger misconduct sign m-1 --key c-0003.key")

    @OptionGroup var record: RecordOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try record.act(.misconductSigned(MisconductSigned(recordID: record.id)), in: store)
        }
    }
}

/// Two witnesses say that the candidate would not sign.
struct MisconductRefuseCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse-signature", abstract: "Record that the candidate refused to sign, before two witnesses.",
        discussion: "examledger misconduct refuse-signature m-1 --witness i-02 --witness i-03 --key i-01.key")

    @OptionGroup var record: RecordOptions

    @Option(help: "Who saw it; two different ones are needed.")
    var witness: [String] = []

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try record.act(
                .misconductSignatureRefused(MisconductSignatureRefused(recordID: record.id, witnesses: witness)),
                in: store)
        }
    }
}

/// The head of the site countersigns.
struct MisconductCountersignCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign", abstract: "Countersign the record, as somebody who did not make it.",
        discussion: "examledger misconduct countersign m-1 --key a-01.key")

    @OptionGroup var record: RecordOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try record.act(.misconductCountersigned(MisconductCountersigned(recordID: record.id)), in: store)
        }
    }
}
