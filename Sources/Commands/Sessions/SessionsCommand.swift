import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// All sessions, one line each.
struct SessionsCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List the sessions: one line per candidate and sitting.",
        discussion: """
            examledger sessions --state Barred
            examledger sessions --room r-01 --with-findings
            """)

    @Option(help: "Only sessions in this state, such as Answering; may be repeated.")
    var state: [MainState] = []

    @Option(help: "Only sessions in this room.")
    var room: String?

    @Flag(help: "Judge the sessions too, and count what was found.")
    var withFindings = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let prefix = try store.prefix()
        let findings = withFindings ? try findings(in: store, asOf: prefix, context) : nil
        let standings = try Standings(store, asOf: prefix, context).all().filter { standing in
            (state.isEmpty || state.contains(standing.state)) && (room == nil || standing.session.room == room)
        }
        let report = SessionsReport(
            standings.map { standing in
                SessionReport(standing, findings: findings.map { $0[standing.session.stream] ?? [] })
            })
        switch output.format {
        case .json: try ClockNote(store).added(to: report.json).write(to: context)
        case .ndjson: for session in report.sessions { try session.entry.write(to: context) }
        case .text:
            try Pager.run(in: context) { context in
                try context.writeTable(
                    report.headings(context.language), report.rows(context.language), trailing: [5, 6],
                    flexible: [4])
                try context.output.line()
                try context.output.line(summary(report, context.language))
                try ClockNote(store).write(to: context)
            }
        }
        return .done
    }

    private func findings(
        in store: LedgerStore, asOf prefix: Prefix, _ context: TerminalContext
    ) throws(LedgerError) -> [StreamName: [Finding]] {
        let result = try LedgerAudit(store, asOf: prefix).run(evidence: nil)
        return Dictionary(grouping: result.findings, by: \.stream)
    }

    private func summary(_ report: SessionsReport, _ language: Language) -> String {
        let count = report.sessions.count
        let states = report.states.map { "\($0.state.rawValue) \($0.count)" }
        let phrase = Phrase(
            en: count == 1 ? "1 session" : "\(count) sessions", zh: "共 \(count) 场")
        let list = states.joined(separator: language == .en ? ", " : "、")
        return states.isEmpty ? phrase[language] : phrase[language] + (language == .en ? ": " : "：") + list
    }
}
