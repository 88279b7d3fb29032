import ArgumentParser
import Ledger
import Primitives
import Terminal
import Transparency

/// Signs the head of the log.
struct CheckpointCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Sign the head of the log and print the note.",
        discussion: """
            A checkpoint held elsewhere is what later shows that nothing was changed or left out: keep it, send it.
            The same size is never signed with another root, and no size smaller than before.

            examledger checkpoint > day.checkpoint
            """)

    @Option(help: ArgumentHelp("The log's key; else keys/log.key in the ledger's folder.", valueName: "file"))
    var logKey: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let directory = ledger.directory(context)
        let store = try LedgerStore(at: directory, forWriting: true)
        let key = try LedgerKeys(directory: directory).key(logKey, LedgerKeys.log, context)
        let checkpoint = try store.signCheckpoint(with: key)
        if output.format == .text {
            try context.output.write(checkpoint.note.serialized)
        } else {
            try JSONValue.members([
                "schema": "examledger-checkpoint/1", "size": .number(checkpoint.size),
                "root": .string(checkpoint.root.base64), "note": .string(checkpoint.note.serialized),
            ]).write(to: context)
        }
        return .done
    }
}
