import ArgumentParser
import Ledger
import Primitives
import Terminal

/// Checks a published log, with nothing at hand but the folder and whom to trust.
struct FsckCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Check a published log from its checkpoint down; no ledger is needed.",
        discussion: """
            Reads every tile and every entry again, as verify does with a ledger. Exit 10 where bytes are not those that
            the log signed, 11 where the checkpoint or an entry is not signed as it must be, 12 where the log does not
            continue a checkpoint that was held elsewhere.

            examledger fsck /srv/log --policy policy.txt
            examledger fsck /srv/log --log-key log.vkey --checkpoint held-elsewhere.checkpoint
            """)

    @Argument(help: ArgumentHelp("The folder of the published log.", valueName: "dir"))
    var directory: String

    @OptionGroup var published: PublishedOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try published.checkOptions()
        let start = context.clock()
        let report = try published.check(PublishedLog(directory), context)
        let text = VerificationText(report, schema: "examledger-fsck/1")
        try text.write(output.format, seconds: (context.clock() - start + 500) / 1_000, context)
        return text.status
    }
}
