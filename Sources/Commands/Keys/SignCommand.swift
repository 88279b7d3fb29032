import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Statements to envelopes.
struct SignCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Turn statements (NDJSON) into signed envelopes.",
        discussion: """
            Fills `id`, `v`, `at` and `actor.id` where they are absent, `ledger` and `mode` from the ledger where one
            is there, and `n` counting up from --n-from. Everything the ledger would refuse as a statement is refused
            here, line by line (exit 25).

            examledger sign --key a-01.key statements.ndjson > envelopes.ndjson
            """)

    @Option(help: ArgumentHelp("The secret key to sign with.", valueName: "file"))
    var key: String

    @Option(help: ArgumentHelp("The first counter to give, for keys whose statements are counted.", valueName: "n"))
    var nFrom: Int64 = 1

    @Argument(help: ArgumentHelp("A file of statements; standard input without it.", valueName: "file"))
    var file: String = "-"

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        guard nFrom >= 1 else { throw LedgerError.usage("--n-from must be at least 1.", "--n-from 不得小于 1。") }
        let signer = try LedgerKeys.read(key, context)
        var drafts = StatementDrafts(signer: signer, identity: try? ledger.open(context).identity, counter: nFrom)
        let lines = try LineReader(file, limit: Statement.sizeLimit)
        var line: [UInt8] = []
        var number = 0
        var refused = 0
        while Interrupt.requested == nil, try lines.next(&line) {
            number += 1
            guard !line.isEmpty else { continue }
            let result = drafts.envelope(line, at: context.clock(), randomness: InitCommand.random(context))
            switch result {
            case .success(let envelope): try context.output.write(envelope.line + "\n")
            case .failure(let refusal):
                refused += 1
                try context.errors.line(
                    "\(file):\(number): \(refusal.code.rawValue): \(context.text(refusal.reason).printable)")
            }
        }
        if Interrupt.requested != nil { throw LedgerError.interrupted }
        return refused > 0 ? .someRefused : .done
    }
}
