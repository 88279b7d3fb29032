import Exam
import Primitives
import Reports
import Terminal

/// Writes events one after the other, however many there are.
struct LogWriter {
    private let context: TerminalContext
    private let format: OutputOptions.Format
    private let zones: ExamZones
    private let indexWidth: Int
    private var isFirst = true

    init(_ format: OutputOptions.Format, zones: ExamZones, size: UInt64, context: TerminalContext) {
        self.context = context
        self.format = format
        self.zones = zones
        indexWidth = String(size).utf8.count + 1
    }

    /// Begins the document, where it has a beginning.
    func begin() throws(LedgerError) {
        if format == .json { try context.output.write(#"{"schema":"examledger-log/1","events":["#) }
    }

    /// Writes an event.
    mutating func write(_ event: RecordedEvent) throws(LedgerError) {
        let report = EventReport(event)
        switch format {
        case .ndjson: try report.json.write(to: context)
        case .json: try context.output.write((isFirst ? "" : ",") + report.json.text)
        case .text: try context.output.line(line(report))
        }
        isFirst = false
    }

    /// Ends the document, where it has an end.
    func end() throws(LedgerError) {
        if format == .json { try context.output.line("]}") }
    }

    /// The columns stand at fixed places, since nobody knows yet how long the later ones will be.
    private func line(_ report: EventReport) -> String {
        let zone = zones.zone(of: report.event)
        let cells = report.row(context.language, instant: zone.text).map(\.printable)
        let widths = [indexWidth, 29, 7, 26, 16]
        let line = zip(cells, widths).map { DisplayWidth.pad($0, to: $1) } + cells.dropFirst(widths.count)
        let text = line.joined(separator: "  ")
        let end = text.lastIndex { $0 != " " }
        let trimmed = end.map { String(text[...$0]) } ?? ""
        return context.width.map { DisplayWidth.truncate(trimmed, to: $0) } ?? trimmed
    }
}
