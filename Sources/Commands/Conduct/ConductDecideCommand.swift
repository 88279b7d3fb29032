import ArgumentParser
import Conduct
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Shows what would be answered to a request, and why; writes nothing.
struct ConductDecideCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Show what the platform would answer to a request, and why; nothing is written.",
        discussion: """
            A stored request is decided by what the log held before it; requests from --file (statements or envelopes,
            one a line) by the whole log, each for itself. Their signatures are not looked at.

            A request from a file is received at --at; without it, at its own `received_at` where the line has one, else
            at the time of the last entry for an imported clock, at the machine's for a ledger with its own.

            examledger conduct decide '#412'
            examledger conduct decide --file requests.ndjson --at T+3m
            """)

    @Argument(help: "A stored request: its id, or its index in the log.")
    var event: String?

    @Option(help: ArgumentHelp("Requests that are not in the log; - for standard input.", valueName: "file"))
    var file: String?

    @Option(help: "When the requests of the file are received: RFC 3339, HH:MM of the exam day, or T+3m.")
    var at: String?

    @OptionGroup var lots: LotOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        guard (event == nil) != (file == nil) else {
            throw .usage(
                "Name a stored request, or a file of requests with --file.", "请指明一个已存的请求，或用 --file 给出请求文件。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        let store = try ledger.open(context)
        let book = try lots.book(in: store, context)
        let requests: [RecordedEvent]
        var status = ExitStatus.done
        if let event {
            requests = [try EventName(text: event).event(in: store)]
        } else {
            let read = try readFile(store, context)
            requests = read.requests
            if read.refused { status = .someRefused }
        }
        var decisions: [RequestDecision] = []
        for request in requests {
            var conductor = Conductor(lots: book)
            let decision = try conductor.decision(onNext: request) { (query) throws(LedgerError) in
                try store.events(query, below: request.index)
            }
            guard let decision else {
                throw LedgerError.usage(
                    "`\(request.type.rawValue)` asks the platform for nothing.",
                    "`\(request.type.rawValue)` 不是向平台提出的请求。")
            }
            decisions.append(decision)
        }
        let report = DecisionReport(zone: try ExamZones(store).common)
        switch output.format {
        case .text: for decision in decisions { try report.write(decision, to: context) }
        case .ndjson: for decision in decisions { try report.json(decision).write(to: context) }
        case .json:
            try JSONValue.members([
                "schema": "examledger-conduct-decide/1", "decisions": .array(decisions.map(report.json)),
            ]).write(to: context)
        }
        return status
    }

    /// The requests of the file as they would stand at the end of the log.
    private func readFile(
        _ store: LedgerStore, _ context: TerminalContext
    ) throws(LedgerError) -> (requests: [RecordedEvent], refused: Bool) {
        let prefix = try store.prefix()
        let given = try at.map { (text) throws(LedgerError) in
            try SittingClock(store, asOf: prefix).instant(text)
        }
        let usual = store.identity.clock == .imported ? prefix.now : max(prefix.now, context.clock())
        let lines = try LineReader(file ?? "-", limit: Envelope.lineLimit)
        var preparer = EnvelopePreparer()
        var reader = StatementReader()
        var requests: [RecordedEvent] = []
        var refused = false
        var line: [UInt8] = []
        var number = 0
        while Interrupt.requested == nil, try lines.next(&line) {
            number += 1
            guard !line.isEmpty else { continue }
            let envelope = preparer.read(line.span, number: number)
            do throws(Refusal) {
                let statement = if let said = envelope.statement { said } else { try reader.read(line.span) }
                requests.append(
                    RecordedEvent(
                        index: prefix.size, receivedAt: given ?? envelope.receivedAt ?? usual, position: 0,
                        keyID: KeyID(publicKey: .zero), statement: statement))
            } catch {
                refused = true
                try context.errors.line(
                    "\(file ?? "-"):\(number): \(error.code.rawValue): \(context.text(error.reason).printable)")
            }
        }
        return (requests, refused)
    }
}

/// A decision, for people and for programs.
private struct DecisionReport {
    let zone: ZoneRules

    func write(_ decision: RequestDecision, to context: TerminalContext) throws(LedgerError) {
        let request = decision.request
        try context.output.line(
            "\(request.type.rawValue)  \(decision.stream.text)  \(zone.text(request.receivedAt)): "
                + context.text(decision.outcome.title))
        for entry in decision.guards {
            let mark = context.text(entry.isMet ? Phrase(en: "met", zh: "满足") : Phrase(en: "not met", zh: "不满足"))
            let cited = entry.event.map { " #\($0.index)" } ?? ""
            let reason = entry.isMet ? "" : entry.reason.map { " [\($0)]" } ?? ""
            try context.output.line(
                "  \(mark): \(context.text(entry.name.title)): \(context.text(entry.why).printable)\(cited)\(reason)")
        }
        let says = context.text(Phrase(en: "says", zh: "记录"))
        for saying in decision.sayings {
            try context.output.line("  \(says): \(saying.payload.type.rawValue) \(saying.payload.json.text)")
        }
    }

    func json(_ decision: RequestDecision) -> JSONValue {
        .members([
            "request": .members([
                "id": .string(decision.request.id.text), "type": .string(decision.request.type.rawValue),
                "index": .number(decision.request.index),
                "received_at": .integer(decision.request.receivedAt.milliseconds),
            ]),
            "stream": .string(decision.stream.text), "outcome": .string(decision.outcome.rawValue),
            "guards": .array(
                decision.guards.map { entry in
                    .members([
                        "name": .string(entry.name.rawValue), "met": .bool(entry.isMet), "why": .phrase(entry.why),
                        "reason": entry.reason.map { .string($0) },
                        "index": entry.event.map { .number($0.index) },
                    ])
                }),
            "says": .array(
                decision.sayings.map { saying in
                    .members([
                        "type": .string(saying.payload.type.rawValue), "stream": .string(saying.stream.text),
                        "cause": saying.cause.map { .string($0.text) }, "data": saying.payload.json,
                    ])
                }),
        ])
    }
}
