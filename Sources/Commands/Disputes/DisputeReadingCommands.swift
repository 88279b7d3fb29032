import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// Lists disputes.
struct DisputeListCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List disputes, how far they are and whether they hold a release.",
        discussion: "examledger dispute list --open")

    @Flag(help: "Only those that are neither decided nor withdrawn.")
    var open = false

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let sessions = try Matter.all(.dispute, in: store)
        var rows: [DisputeRow] = []
        for session in sessions {
            for dispute in Disputes(try store.events(of: session.stream)).all where dispute.isOpen || !open {
                rows.append(DisputeRow(candidate: session.candidate, sitting: session.sitting, dispute: dispute))
            }
        }
        switch output.format {
        case .json:
            try JSONValue.members([
                "schema": "examledger-disputes/1", "disputes": .array(rows.map(\.json)),
            ]).write(to: context)
        case .ndjson: for row in rows { try row.json.write(to: context) }
        case .text:
            try context.writeTable(
                DisputeRow.headings(context.language), rows.map { $0.cells(context.language) }, flexible: [2])
        }
        return .done
    }
}

/// Shows one dispute with all that bears on it.
struct DisputeShowCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a dispute: claim, what happened, what the rules say, what is open, what it holds.",
        discussion: "examledger dispute show d-1")

    @OptionGroup var dispute: DisputeOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let session = try dispute.session(in: store)
        let prefix = try store.prefix()
        let sitting = try store.context(exam: session.exam, sitting: session.sitting, asOf: prefix)
        let history = try store.history(of: session.candidate, in: sitting, asOf: prefix)
        guard let found = Disputes(history.events)[dispute.id] else {
            throw LedgerError.unknown(Phrase(en: "dispute", zh: "异议"), dispute.id, seeAlso: "dispute list")
        }
        let findings = try LedgerAudit(store, asOf: prefix).run(only: [session]) { (_, _) throws(LedgerError) in
            if Interrupt.requested != nil { throw .interrupted }
        }.findings
        var evidence: [RecordedEvent] = []
        for id in found.evidence {
            guard let index = try store.index(of: id), let event = try store.event(at: index) else { continue }
            evidence.append(event)
        }
        let report = DisputeReport(found, history, findings, evidence: evidence)
        guard output.format == .text else {
            try ClockNote(store).added(to: report.json).write(to: context)
            return .done
        }
        let zone = ZoneRules.ofExam(sitting.timeZone)
        try Pager.run(in: context) { context in
            try context.write(report.lines(context.language, instant: zone.text))
            try ClockNote(store).write(to: context)
        }
        return .done
    }
}
