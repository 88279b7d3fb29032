import ArgumentParser
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Puts a backup back.
struct RestoreCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in a ledger's place; never a shorter log than a known checkpoint states.",
        discussion: """
            A ledger that stands there is kept in a folder damaged-<n> of its own, with its keys left in place. Every
            checkpoint that is known counts: those given, the one beside the store that is replaced, and that of a
            published copy. Where the backup is behind one, name the entries it lacks (--entries, as export writes
            them), or restore it as evidence (--as-evidence --reason TEXT): it can be read and audited then, nothing can
            be appended or signed, and verify goes on saying what is missing. To go on with another history, open a new
            ledger under another origin.

            examledger restore /backup/2026-11-21 day.ledger --checkpoint held-elsewhere.checkpoint
            examledger restore /backup/2026-11-21 day.ledger --published /srv/log --entries newer.ndjson
            """)

    @Argument(help: ArgumentHelp("The folder of the backup.", valueName: "backup"))
    var backup: String

    @Argument(help: ArgumentHelp("The ledger's folder, free or with the ledger that is replaced.", valueName: "dir"))
    var directory: String

    @Option(help: ArgumentHelp("A checkpoint that was held elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("A published copy of the log, for its checkpoint.", valueName: "dir"))
    var published: String?

    @Option(help: ArgumentHelp("Entries that the backup may lack, as export writes them.", valueName: "file"))
    var entries: [String] = []

    @Option(help: ArgumentHelp("The trust policy that names the log's key and the authority.", valueName: "file"))
    var policy: String?

    @Flag(help: "Restore a log behind a known checkpoint, to be read only.")
    var asEvidence = false

    @Option(help: ArgumentHelp("Why, for --as-evidence.", valueName: "text"))
    var reason: String?

    @OptionGroup var confirmation: Confirmation
    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        guard asEvidence == (reason.map { !$0.isEmpty } ?? false) else {
            throw .usage(
                "--as-evidence and --reason TEXT belong together.", "--as-evidence 与 --reason TEXT 须一起使用。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        if access(directory + "/data.mdb", F_OK) == 0 {
            try confirmation.ask(
                Phrase(
                    en: "Put the backup in the place of the ledger in \(directory.printable)?",
                    zh: "用备份取代 \(directory.printable) 中的账本？"), context)
        }
        var notes: [[UInt8]] = []
        for file in checkpoint { notes.append(try NoteFile.read(file)) }
        if let published { notes.append(try PublishedLog(published).note) }
        let trusted = try policy.map { (file) throws(LedgerError) in try PolicyFile.read(file) }
        let start = context.clock()
        let restoration = try Restoration(of: backup, to: directory, policy: trusted, checkpoints: notes)
        for file in entries { try LineReader.forEachLine(of: file, restoration.take) }
        let steps = ProgressSteps(Phrase(en: "verifying", zh: "校验"), context)
        defer { steps.finish() }
        let summary = try restoration.finish(
            reason.map { Restoration.Evidence(reason: $0, at: start) }, progress: steps.advance)
        steps.finish()
        guard summary.isPlaced else { return try refuse(summary, start, context) }
        let salvaged = try summary.kept.map { (kept) throws(LedgerError) in
            try Salvage(from: summary.report.size, of: kept)
        }
        try report(summary, salvaged, context)
        if asEvidence, summary.behind == nil {
            try context.errors.line(
                context.text(
                    Phrase(
                        en:
                            "warning: no checkpoint is known that the log lies behind, so --as-evidence has no effect: entries can be appended and signed",
                        zh: "警告：日志不落后于任何已知的检查点，--as-evidence 不起作用：可以追加和签署")))
        }
        return .done
    }

    private func refuse(
        _ summary: Restoration.Summary, _ start: Instant, _ context: TerminalContext
    ) throws(LedgerError) -> ExitStatus {
        let text = VerificationText(summary.report)
        try text.write(output.format, seconds: (context.clock() - start + 500) / 1_000, context)
        let hint = Phrase(
            en:
                "nothing was restored; give the entries that are missing (--entries FILE), or restore it as evidence (--as-evidence --reason TEXT)",
            zh: "未恢复任何内容；请提供缺少的条目（--entries FILE），或仅作为证据恢复（--as-evidence --reason TEXT）")
        let plain = Phrase(en: "nothing was restored", zh: "未恢复任何内容")
        try context.errors.line("examledger: \(context.text(summary.behind == nil ? plain : hint))")
        return text.status
    }

    private func report(
        _ summary: Restoration.Summary, _ salvaged: Salvage?, _ context: TerminalContext
    ) throws(LedgerError) {
        let found = summary.report
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-restore/1", "directory": .string(directory), "size": .number(found.size),
                "root": .string(found.root.base64), "kept": summary.kept.map { .string($0) },
                "behind": summary.behind.map { .number($0) }, "salvaged": .number(salvaged?.count ?? 0),
                "salvaged_file": salvaged?.file.map { .string($0) },
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(found.size) entries restored to \(directory.printable) and verified",
                    zh: "已将 \(found.size) 条恢复到 \(directory.printable) 并校验")))
        try context.output.line(
            context.text(Phrase(en: "root \(found.root.base64)", zh: "根 \(found.root.base64)")))
        if let kept = summary.kept {
            try context.output.line(
                context.text(
                    Phrase(en: "the store before is kept in \(kept.printable)", zh: "原存储保留在 \(kept.printable)")))
        }
        if let salvaged, let found = salvaged.phrase, let file = salvaged.file {
            try context.output.line(context.text(found))
            // Whoever sent them was told that they are in the log.
            try context.output.line(context.text(Salvage.wayBack(to: directory, from: file)))
        }
        if let behind = summary.behind {
            try context.output.line(
                context.text(
                    Phrase(
                        en:
                            "as evidence only: a checkpoint was signed over \(behind) entries; nothing can be appended or signed",
                        zh: "仅作为证据：曾对 \(behind) 条签署检查点；不可追加或签署")))
        }
    }
}

extension LineReader {
    /// Hands on every line of a file of envelopes, until somebody asks to stop.
    static func forEachLine(
        of file: String, _ body: (Span<UInt8>) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let lines = try LineReader(file, limit: Envelope.lineLimit)
        var line: [UInt8] = []
        while try lines.next(&line) {
            if Interrupt.requested != nil { throw .interrupted }
            try body(line.span)
        }
        if Interrupt.requested != nil { throw .interrupted }
    }
}
