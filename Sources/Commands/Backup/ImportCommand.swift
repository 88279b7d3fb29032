import ArgumentParser
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Makes a ledger from an export.
struct ImportCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a new ledger from an export: the same entries, the same root.",
        discussion: """
            Every entry is checked as verify does; where anything is wrong, nothing is made. The log's public key comes
            from a policy or from its key file; with the secret one, a checkpoint is signed. That no line was left out
            is shown by a checkpoint alone.

            examledger import day.ndjson copy.ledger --policy policy.txt --checkpoint held-elsewhere.checkpoint
            examledger import day.ndjson copy.ledger --log-key log.key --checkpoint held-elsewhere.checkpoint
            """)

    @Argument(help: ArgumentHelp("What export wrote, or - for standard input.", valueName: "file"))
    var file: String

    @Argument(help: ArgumentHelp("The folder of the new ledger.", valueName: "dir"))
    var directory: String

    @Option(help: ArgumentHelp("The trust policy that names the log's key and the authority.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("The log's key: public, or secret to sign a checkpoint.", valueName: "file"))
    var logKey: String?

    @Option(help: ArgumentHelp("A checkpoint that was held elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let start = context.clock()
        var options = VerificationOptions()
        if let policy { options.policy = try PolicyFile.read(policy) }
        for file in checkpoint { options.checkpoints.append(try NoteFile.read(file)) }
        let (key, signer) = try keys(options.policy, context)
        guard signer == nil || !checkpoint.isEmpty else {
            throw LedgerError.usage(
                "To sign, a checkpoint of this log is needed (--checkpoint FILE).",
                "签署前需给出本日志的检查点（--checkpoint FILE）。",
                hint: Phrase(
                    en:
                        "A file with lines left out would be another log under the same key; without the secret key it is only imported.",
                    zh: "缺行的文件会成为同一密钥下的另一个日志；不给私钥则仅导入。"))
        }
        let new = try LogImport(to: directory, logKey: key)
        let steps = ProgressSteps(Phrase(en: "importing", zh: "导入"), context)
        defer { steps.finish() }
        try LineReader.forEachLine(of: file, new.take)
        let report = try new.finish(options, signer: signer, progress: steps.advance)
        steps.finish()
        let text = VerificationText(report)
        guard report.problems.isEmpty else {
            try text.write(output.format, seconds: (context.clock() - start + 500) / 1_000, context)
            try context.errors.line(
                "examledger: \(context.text(Phrase(en: "nothing was made", zh: "未创建任何内容")))")
            return text.status
        }
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-import/1", "directory": .string(directory), "size": .number(report.size),
                "root": .string(report.root.base64), "completeness": .string(report.completeness.rawValue),
                "signed": .bool(signer != nil),
            ]).write(to: context)
            return .done
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "\(report.size) entries imported into \(directory.printable) and verified",
                    zh: "已将 \(report.size) 条导入 \(directory.printable) 并校验")))
        try context.output.line(
            context.text(Phrase(en: "root \(report.root.base64)", zh: "根 \(report.root.base64)")))
        guard report.completeness == .notProved else { return .done }
        try context.output.line(
            context.text(
                Phrase(
                    en:
                        "not proved: no checkpoint was given (--checkpoint FILE), so that lines that were left out are not missed; compare the root",
                    zh: "未证明：没有给出检查点（--checkpoint FILE），无法察觉缺少的行；请核对根")))
        return .done
    }

    /// The log's public key, and the secret one where it is given.
    private func keys(
        _ policy: TrustPolicy?, _ context: TerminalContext
    ) throws(LedgerError) -> (VerificationKey, SigningKey?) {
        if let logKey {
            do throws(LedgerError) {
                return (try KeyFile.verificationKey(at: logKey), nil)
            } catch {
                guard error.code.rawValue == "key.secret-given" || error.code.rawValue == "key.form" else {
                    throw error
                }
                let signer = try LedgerKeys.read(logKey, context)
                return (signer.verificationKey, signer)
            }
        }
        guard let policy, policy.logs.count == 1 else {
            throw LedgerError(
                LedgerError.Code(rawValue: "policy.missing"),
                Phrase(
                    en: "An export does not name the log's key: give --log-key FILE, or a --policy FILE with one log.",
                    zh: "导出文件不含日志密钥：请给出 --log-key FILE，或只含一个日志的 --policy FILE。"))
        }
        return (policy.logs[0], nil)
    }
}
