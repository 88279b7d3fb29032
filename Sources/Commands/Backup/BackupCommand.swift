import ArgumentParser
import Ledger
import Primitives
import Terminal
import Transparency

/// Copies a ledger while it is in use.
struct BackupCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger's store into a new folder and verify the copy; others may go on writing.",
        discussion: """
            The copy is a ledger without keys: no secret key, no personal value and nothing that can be computed again
            is in it. It gets its name when it was verified, and no folder is written over.

            examledger backup /backup/2026-11-21
            """)

    @Argument(help: ArgumentHelp("The folder of the copy; it must not exist.", valueName: "dir"))
    var directory: String

    @Flag(help: "Verify only what came after the newest checkpoint.")
    var quick = false

    @Option(help: ArgumentHelp("The trust policy that the copy is held against.", valueName: "file"))
    var policy: String?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let start = context.clock()
        var options = VerificationOptions(start: quick ? .newestCheckpoint : .beginning)
        if let policy { options.policy = try PolicyFile.read(policy) }
        let steps = ProgressSteps(Phrase(en: "verifying the copy", zh: "校验副本"), context)
        let report = try store.backUp(to: directory, options, progress: steps.advance)
        steps.finish()
        guard report.problems.isEmpty else {
            let text = VerificationText(report)
            try text.write(output.format, seconds: (context.clock() - start + 500) / 1_000, context)
            return text.status
        }
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-backup/1", "directory": .string(directory), "size": .number(report.size),
                "root": .string(report.root.base64), "verified": .string(quick ? "quick" : "whole"),
            ]).write(to: context)
            return .done
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(report.size) entries copied to \(directory.printable) and verified",
                    zh: "已将 \(report.size) 条复制到 \(directory.printable) 并校验")))
        try context.output.line(
            context.text(Phrase(en: "root \(report.root.base64)", zh: "根 \(report.root.base64)")))
        return .done
    }
}
