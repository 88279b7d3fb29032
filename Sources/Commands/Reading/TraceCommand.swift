import ArgumentParser
import Exam
import Ledger
import Primitives
import Reports
import Terminal

/// What led to an event, and what followed from it.
struct TraceCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Show what caused an event, and what it caused.",
        discussion: "examledger trace '#412'")

    @Argument(help: "The event's id, or its index in the log.")
    var event: String

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let event = try EventName(text: event).event(in: store)
        let report = TraceReport(
            causes: try causes(of: event, in: store), event: event,
            effects: try effects(of: event, in: store, context))
        guard output.format == .text else {
            try report.json.write(to: context)
            return .done
        }
        let zone = try ExamZones(store).zone(of: event)
        try Pager.run(in: context) { context in
            try context.write(report.lines(context.language, instant: zone.text))
        }
        return .done
    }

    /// The chain of causes, the first one first.
    private func causes(of event: RecordedEvent, in store: LedgerStore) throws(LedgerError) -> [RecordedEvent] {
        var causes: [RecordedEvent] = []
        var next = event.statement.cause
        // A cause stands before its effect, or is no cause: so the walk ends.
        while let id = next, let index = try store.index(of: id), index < causes.last?.index ?? event.index,
            let cause = try store.event(at: index)
        {
            causes.append(cause)
            next = cause.statement.cause
        }
        return causes.reversed()
    }

    /// All that names the event as its cause, or an effect of it; each after its own cause.
    private func effects(
        of event: RecordedEvent, in store: LedgerStore, _ context: TerminalContext
    ) throws(LedgerError) -> [TraceReport.Effect] {
        let size = try store.size()
        let progress = Progress(
            Phrase(en: "looking for consequences", zh: "查找后续"), total: Int(size - event.index), context: context)
        var followed: Set<EventID> = [event.id]
        var children: [EventID: [RecordedEvent]] = [:]
        try store.forEachEvent(in: (event.index + 1)..<size) { (next) throws(LedgerError) -> Bool in
            if let cause = next.statement.cause, followed.contains(cause) {
                followed.insert(next.id)
                children[cause, default: []].append(next)
            }
            progress.advance(by: 1)
            return Interrupt.requested == nil
        }
        progress.finish()
        if Interrupt.requested != nil { throw .interrupted }
        var effects: [TraceReport.Effect] = []
        var open = (children[event.id] ?? []).reversed().map { TraceReport.Effect(event: $0, depth: 1) }
        while let effect = open.popLast() {
            effects.append(effect)
            open += (children[effect.event.id] ?? []).reversed().map {
                TraceReport.Effect(event: $0, depth: effect.depth + 1)
            }
        }
        return effects
    }
}
