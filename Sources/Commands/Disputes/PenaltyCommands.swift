import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Terminal

/// Cases that may end in a penalty.
struct PenaltyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "penalty",
        abstract: "Hear a case before it is decided: notice, statement, re-examination, decision, service.",
        subcommands: [
            PenaltyServeCommand.self, PenaltyStatementCommand.self, PenaltyReexamineCommand.self,
            PenaltyDecideCommand.self, PenaltyServeDecisionCommand.self,
        ])
}

/// Which case: its id, and the candidate where several have one of that id.
struct CaseOptions: ParsableArguments {
    @Argument(help: "The case's id.")
    var id: String

    @Option(help: "The candidate, where several have a case of that id, or it has no notice.")
    var candidate: String?

    @Option(help: "The sitting, where the candidate is in several.")
    var sitting: String?

    func act(_ payload: Payload, in store: LedgerStore) throws(LedgerError) -> Act {
        if let candidate { return Act(try SessionName.named(candidate, sitting: sitting, in: store), payload) }
        return Act(try Matter(.penalty, id, nil).session(in: store), payload)
    }
}

/// When and how something was served.
struct ServiceOptions: ParsableArguments {
    @Option(help: "How: app, mail, phone or onsite.")
    var channel: PenaltyNoticeServed.Channel

    @Option(help: ArgumentHelp("When it was served; else now.", valueName: "time"))
    var servedAt: String?

    func moment(in store: LedgerStore, _ context: TerminalContext, received: String?) throws(LedgerError) -> Int64 {
        guard let servedAt else { return (try store.received(received) ?? context.clock()).milliseconds }
        guard let instant = Instant(rfc3339: servedAt) else {
            throw .usage(
                "--served-at must be a time such as 2026-11-21T09:03:00+08:00.",
                "--served-at 必须是形如 2026-11-21T09:03:00+08:00 的时间。")
        }
        return instant.milliseconds
    }
}

/// Serves the notice of a penalty.
struct PenaltyServeCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the notice of a penalty that is being considered.",
        discussion:
            "examledger penalty serve c-0003 --case k-1 --record m-1 --basis 'Art. 7' --channel app --key a-01.key")

    @OptionGroup var which: SessionOptions

    @Option(name: .customLong("case"), help: "The case's id.")
    var id: String

    @Option(help: "The record of misconduct that it rests on; it must be countersigned.")
    var record: String?

    @Option(help: "On what grounds.")
    var basis: String

    @OptionGroup var service: ServiceOptions
    @OptionGroup var text: PersonalText
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context, text: text.named("text")) { (store) throws(LedgerError) in
            Act(
                try which.session(in: store),
                .penaltyNoticeServed(
                    PenaltyNoticeServed(
                        caseID: id, basis: basis,
                        servedAt: try service.moment(in: store, context, received: act.writing.receivedAt),
                        channel: service.channel, recordID: record)))
        }
    }
}

/// Records the candidate's statement.
struct PenaltyStatementCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "Record the candidate's statement in a case.",
        discussion: "examledger penalty statement k-1 --text statement.txt --disclosure statement.sd --key a-01.key")

    @OptionGroup var matter: CaseOptions
    @OptionGroup var text: PersonalText
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context, text: text.named("text")) { (store) throws(LedgerError) in
            try matter.act(.statementReceived(StatementReceived(caseID: matter.id)), in: store)
        }
    }
}

/// Records that the evidence was examined again.
struct PenaltyReexamineCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "reexamine", abstract: "Record that the evidence was examined again, and with what result.",
        discussion: "examledger penalty reexamine k-1 --result upheld --ref '#412' --key a-02.key")

    @OptionGroup var matter: CaseOptions

    @Option(help: "upheld or changed.")
    var result: EvidenceReexamined.Result

    @Option(help: "An event that was examined: its id, or its index; may be repeated.")
    var ref: [String] = []

    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try matter.act(
                .evidenceReexamined(
                    EvidenceReexamined(caseID: matter.id, refs: try store.events(named: ref), result: result)),
                in: store)
        }
    }
}

/// Decides a case.
struct PenaltyDecideCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide a case, after notice, statement or its time, and re-examination.",
        discussion: """
            examledger penalty decide k-1 --outcome warn --basis 'Art. 7' --rule CHEAT-01 --key a-03.key
            examledger penalty decide k-2 --candidate c-0001 --outcome none --basis 'line fault' --rule ABS-01 --key a-03.key
            """)

    @OptionGroup var matter: CaseOptions

    @Option(help: "none, warn, subject_void or all_void.")
    var outcome: DecisionIssued.Outcome

    @Option(help: "On what grounds.")
    var basis: String

    @Option(help: "A rule that the decision adjudicates; may be repeated.")
    var rule: [String] = []

    @OptionGroup var text: PersonalText
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context, text: text.named("text")) { (store) throws(LedgerError) in
            for name in rule where Ruleset.rule(name) == nil {
                throw .unknown(Phrase(en: "rule", zh: "规则"), name, seeAlso: "rules")
            }
            return try matter.act(
                .decisionIssued(
                    DecisionIssued(caseID: matter.id, outcome: outcome, basis: basis, ruleIDs: rule)), in: store)
        }
    }
}

/// Serves a decision.
struct PenaltyServeDecisionCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-decision", abstract: "Serve a decision on the candidate.",
        discussion: "examledger penalty serve-decision k-1 --channel app --key a-01.key")

    @OptionGroup var matter: CaseOptions
    @OptionGroup var service: ServiceOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try matter.act(
                .decisionServed(
                    DecisionServed(
                        caseID: matter.id,
                        servedAt: try service.moment(in: store, context, received: act.writing.receivedAt),
                        channel: service.decisionChannel)), in: store)
        }
    }
}

extension ServiceOptions {
    /// The channel as a decision names it.
    fileprivate var decisionChannel: DecisionServed.Channel {
        switch channel {
        case .app: .app
        case .mail: .mail
        case .phone: .phone
        case .onsite: .onsite
        }
    }
}
