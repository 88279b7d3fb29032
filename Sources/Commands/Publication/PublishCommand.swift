import ArgumentParser
import Ledger
import Primitives
import Terminal

/// Writes the log to a folder that anybody may read.
struct PublishCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Write the log, up to its newest checkpoint, as static C2SP tiles.",
        discussion: """
            Entries, tiles and the checkpoint are written, and nothing else: personal values stand outside the log.
            Only what is new is written; a run that was stopped is taken up by the next. Any web server can serve the
            folder.

            examledger publish /srv/log
            """)

    @Argument(help: ArgumentHelp("The folder to publish to; made where it is missing.", valueName: "dir"))
    var directory: String

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let store = try ledger.open(context)
        let steps = ProgressSteps(Phrase(en: "publishing", zh: "发布"), context)
        defer { steps.finish() }
        let summary = try store.publish(to: directory, progress: steps.advance)
        steps.finish()
        try report(summary, context)
        return .done
    }

    private func report(_ summary: PublicationSummary, _ context: TerminalContext) throws(LedgerError) {
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-publish/1", "directory": .string(directory), "size": .number(summary.size),
                "root": .string(summary.root.base64), "before": .number(summary.before),
                "files": .number(summary.files), "newer": .number(summary.newer),
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en:
                        "\(summary.size) entries published in \(directory.printable), \(summary.size - summary.before) of them new",
                    zh: "\(directory.printable) 中已发布 \(summary.size) 条，其中新增 \(summary.size - summary.before) 条")))
        try context.output.line(
            context.text(Phrase(en: "root \(summary.root.base64)", zh: "根 \(summary.root.base64)")))
        guard summary.newer > 0 else { return }
        try context.output.line(
            context.text(
                Phrase(
                    en:
                        "\(summary.newer) entries are newer than the newest checkpoint: sign one (examledger checkpoint) and publish again",
                    zh: "有 \(summary.newer) 条晚于最新检查点：请签署（examledger checkpoint）后再次发布")))
    }
}
