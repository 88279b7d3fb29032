import ArgumentParser
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Writes a damaged store anew from a published log.
struct RepairCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Write a damaged ledger's store anew from a published log, and keep the damaged one.",
        discussion: """
            The published log is checked first, as fsck does. The store before is kept, whole, in a folder damaged-<n>
            of the ledger's; keys and policy stay in place. Entries that were never published are written to a file as
            far as the damaged store still gives them away: put them back with examledger restore --entries.

            examledger repair --from /srv/log --ledger day.ledger
            """)

    @Option(help: ArgumentHelp("The folder of the published log.", valueName: "dir"))
    var from: String

    @OptionGroup var published: PublishedOptions
    @OptionGroup var confirmation: Confirmation
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        try published.checkOptions()
        let directory = ledger.directory(context)
        let log = try PublishedLog(from)
        var trusted = published
        if trusted.policy == nil, trusted.logKey == nil {
            guard access(directory + "/log.vkey", F_OK) == 0 else { throw LedgerError.noLogKey() }
            trusted.logKey = directory + "/log.vkey"
        }
        let start = context.clock()
        let report = try trusted.check(log, context)
        guard report.problems.isEmpty else {
            let text = VerificationText(report, schema: "examledger-fsck/1")
            try text.write(output.format, seconds: (context.clock() - start + 500) / 1_000, context)
            try context.errors.line(
                "examledger: \(context.text(Phrase(en: "nothing was repaired", zh: "未作任何修复")))")
            return text.status
        }
        try confirmation.ask(
            Phrase(
                en: "Write the store in \(directory.printable) anew, with \(report.size) entries?",
                zh: "用 \(report.size) 条重写 \(directory.printable) 中的存储？"), context)
        let steps = ProgressSteps(Phrase(en: "writing", zh: "写入"), context)
        defer { steps.finish() }
        let summary = try log.repair(directory, logKey: trusted.key(of: log), progress: steps.advance)
        steps.finish()
        let salvaged = try summary.kept.map { (kept) throws(LedgerError) in
            try Salvage(from: summary.size, of: kept)
        }
        try self.report(summary, salvaged, directory, context)
        return .done
    }

    private func report(
        _ summary: RepairSummary, _ salvaged: Salvage?, _ directory: String, _ context: TerminalContext
    ) throws(LedgerError) {
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-repair/1", "directory": .string(directory), "size": .number(summary.size),
                "root": .string(summary.root.base64), "kept": summary.kept.map { .string($0) },
                "behind": summary.behind.map { .number($0) }, "salvaged": .number(salvaged?.count ?? 0),
                "salvaged_file": salvaged?.file.map { .string($0) },
            ]).write(to: context)
            return
        }
        func line(_ en: String, _ zh: String) throws(LedgerError) {
            try context.output.line(context.text(Phrase(en: en, zh: zh)))
        }
        try line(
            "\(summary.size) entries written to \(directory.printable) and verified",
            "已将 \(summary.size) 条写入 \(directory.printable) 并校验")
        try line("root \(summary.root.base64)", "根 \(summary.root.base64)")
        if let kept = summary.kept {
            try line("the store before is kept in \(kept.printable)", "原存储保留在 \(kept.printable)")
        }
        if let found = salvaged?.phrase { try context.output.line(context.text(found)) }
        if let behind = summary.behind {
            try line(
                "entries \(summary.size) to \(behind - 1) are missing: a checkpoint was signed over \(behind); nothing can be appended before they are back",
                "缺少第 \(summary.size) 至 \(behind - 1) 条：曾对 \(behind) 条签署检查点；补回之前不可追加")
            try context.output.line(context.text(Salvage.wayBack(to: directory, from: salvaged?.file ?? "FILE")))
        }
    }
}

extension PublishedOptions {
    /// A trusted key of a published log that was checked.
    func key(of log: PublishedLog) throws(LedgerError) -> VerificationKey {
        let options = try options()
        let keys = options.policy?.logs ?? []
        let origin = try? Checkpoint(statedIn: log.note).origin
        // A policy may name several keys of one log: the one that signed, else one from which that follows.
        let signer = keys.first { (try? TrustedCheckpoint(log.note, logKey: $0)) != nil }
        guard let key = options.logKey ?? signer ?? keys.first(where: { origin?.isSame(as: $0.name) == true }) else {
            throw .noLogKey()
        }
        return key
    }
}

extension LedgerError {
    static func noLogKey() -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "policy.missing"),
            Phrase(
                en: "Whom to trust about the published log is not known: give --policy FILE or --log-key FILE.",
                zh: "不知应信任谁签署的已发布日志：请给出 --policy FILE 或 --log-key FILE。"))
    }
}
