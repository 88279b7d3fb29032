import ArgumentParser
import Ledger
import Primitives
import Terminal

/// The log as envelopes.
struct ExportCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write entries as envelopes with their time of receipt, byte for byte what was signed.",
        discussion: """
            examledger export > day.ndjson
            examledger export --from 100 --to 200 | head
            """)

    @Option(help: "The first entry's index.")
    var from: UInt64 = 0

    @Option(help: "The index after the last entry.")
    var to: UInt64?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let end = min(to ?? .max, try store.size())
        guard from <= end else { throw LedgerError.notFound("#\(from)") }
        try store.forEachLine(in: from..<end) { (line) throws(LedgerError) in
            try context.output.write(line)
            if Interrupt.requested != nil { throw LedgerError.interrupted }
        }
        return .done
    }
}
