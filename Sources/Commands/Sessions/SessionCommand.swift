import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// Where one session stands, or stood.
struct SessionCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Show where a candidate's session stands, and why; with --at, where it stood.",
        discussion: """
            examledger session c-0003
            examledger session c-0003 --at T+3m
            """)

    @OptionGroup var which: SessionOptions

    @Option(help: "The moment: RFC 3339, HH:MM of the exam day, T+3m or E+60m; else the end of the log.")
    var at: String?

    @Flag(help: "Judge the session too, and show what was found.")
    var withFindings = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        var prefix = try store.prefix()
        var history = try which.history(in: store, asOf: prefix)
        // The zone may have been named later than the moment that is asked about.
        let zone = ZoneRules.ofExam(history.context.timeZone)
        if let at {
            prefix = try store.prefix(until: SittingClock(history).instant(at))
            history = try which.history(in: store, asOf: prefix)
        }
        let findings = withFindings ? try findings(on: history, in: store, asOf: prefix) : nil
        let report = SessionReport(SessionStanding(history), findings: findings)
        guard output.format == .text else {
            try ClockNote(store).added(to: report.json).write(to: context)
            return .done
        }
        try Pager.run(in: context) { context in
            try context.write(report.lines(context.language, instant: zone.text))
            try ClockNote(store).write(to: context)
        }
        return .done
    }

    private func findings(
        on history: SessionHistory, in store: LedgerStore, asOf prefix: Prefix
    ) throws(LedgerError) -> [Finding] {
        let context = history.context
        let session = SessionName(exam: context.exam, sitting: context.sitting, candidate: history.candidate)
        return try LedgerAudit(store, asOf: prefix).run(only: [session]).findings
    }
}
