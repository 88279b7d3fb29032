import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// Adjudication of findings.
struct FindingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "finding",
        abstract: "List, resolve and waive what the rules found, as signed events.",
        subcommands: [FindingListCommand.self, FindingResolveCommand.self, FindingWaiveCommand.self])
}

/// Which finding: the rule, and where it was found.
struct FindingOptions: ParsableArguments {
    @Argument(help: "The rule, such as LOGIN-07.")
    var rule: String

    @Option(help: "The candidate; without it the finding is the exam's, or with --sitting the sitting's.")
    var candidate: String?

    @Option(help: "The sitting.")
    var sitting: String?

    @Option(help: "The exam, where the ledger holds several.")
    var exam: String?

    @Option(help: "Why.")
    var reason: String

    /// The rule's id, and the stream in which the word is said.
    func place(in store: LedgerStore) throws(LedgerError) -> (rule: String, stream: StreamName) {
        guard let known = Ruleset.rule(rule) else {
            throw .unknown(Phrase(en: "rule", zh: "规则"), rule, seeAlso: "rules")
        }
        if let candidate {
            return (known.id, try SessionName.named(candidate, sitting: sitting, in: store).stream)
        }
        let exams = try store.exams()
        guard let exam = exam ?? (exams.count == 1 ? exams[0] : nil) else {
            throw .usage(
                "The ledger holds \(exams.count) exams: name one with --exam.",
                "账本中有 \(exams.count) 场考试：请用 --exam 指定其一。")
        }
        return (known.id, sitting.map { .sitting(exam: exam, sitting: $0) } ?? .exam(exam))
    }

    /// The word on it.
    func act(
        in store: LedgerStore, _ payload: (_ rule: String) -> Payload
    ) throws(LedgerError) -> Act {
        guard !reason.isEmpty else { throw .usage("--reason must say why.", "--reason 须说明理由。") }
        let (rule, stream) = try place(in: store)
        let nothing = Phrase(en: "nothing is recorded of \(stream.text)", zh: "\(stream.text) 没有任何记录")
        let act = Act(in: stream, payload(rule)) { (_, _, store) throws(LedgerError) in
            try store.head(of: stream) == nil ? nothing : nil
        }
        guard let act else { throw .outOfOrder(.findingResolved, nothing) }
        return act
    }
}

/// Resolves a finding.
struct FindingResolveCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Say that a finding is resolved, and how.",
        discussion: "examledger finding resolve LOGIN-07 --candidate c-0003 --reason 'time given back' --key a-01.key")

    @OptionGroup var finding: FindingOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try finding.act(in: store) { .findingResolved(FindingResolved(ruleID: $0, reason: finding.reason)) }
        }
    }
}

/// Waives a finding.
struct FindingWaiveCommand: ActCommand {
    static let configuration = CommandConfiguration(
        commandName: "waive", abstract: "Waive a finding; it counts when another officer approves it.",
        discussion: """
            examledger finding waive LOGIN-02 --candidate c-0003 --reason 'clock of the hall' --key a-01.key
            examledger approve EVENT --key a-02.key
            """)

    @OptionGroup var finding: FindingOptions
    @OptionGroup var act: ActOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try act.append(context) { (store) throws(LedgerError) in
            try finding.act(in: store) { .findingWaived(FindingWaived(ruleID: $0, reason: finding.reason)) }
        }
    }
}

/// Lists what was found of a candidate, and what officers said of it.
struct FindingListCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what the rules found of a candidate, and whether it still stands.",
        discussion: "examledger finding list c-0003")

    @OptionGroup var which: SessionOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let history = try which.history(in: store, asOf: store.prefix())
        let session = try which.session(in: store)
        let findings = try LedgerAudit(store, asOf: store.prefix()).run(only: [session]) { (_, _) throws(LedgerError) in
            if Interrupt.requested != nil { throw .interrupted }
        }.findings
        let rows = findings.map { FindingStatusReport($0, in: history) }
        switch output.format {
        case .json:
            try JSONValue.members([
                "schema": "examledger-findings/1", "candidate": .string(session.candidate),
                "findings": .array(rows.map(\.json)),
            ]).write(to: context)
        case .ndjson: for row in rows { try row.json.write(to: context) }
        case .text:
            for row in rows {
                try context.output.line(row.line(context.language))
            }
        }
        return .done
    }
}
