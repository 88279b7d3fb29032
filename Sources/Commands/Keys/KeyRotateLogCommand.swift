import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Puts a new log key in the place of the old one.
struct KeyRotateLogCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-log",
        abstract: "Put a new log key in the place of the old one, by an event signed by the authority.",
        discussion: """
            The old key signs the log a last time; the event names both keys and that checkpoint; from then on the new
            key signs. It cannot be taken back. policy.txt in the ledger's folder names the new key from then on, and the
            one before is kept: what was handed out before is checked with that. Policies that name the old key and the
            authority go on holding for whatever tells of the event: bundles, certificates, the published log. Witnesses
            are told with `examledger witness add`.

            Without --to a key is made in the ledger's folder. With --reason compromised or lost the old key is not
            used, and the newest checkpoint stands as its last.

            examledger key rotate-log --key authority.key --yes
            """)

    @Option(
        help: ArgumentHelp("The new log's secret key, named as the ledger is; else one is made.", valueName: "file"))
    var to: String?

    @Option(help: ArgumentHelp("The log's key of now; else keys/log.key in the ledger's folder.", valueName: "file"))
    var logKey: String?

    @Option(help: "Why: rotated, compromised or lost.")
    var reason: LogKeyRotated.Reason = .rotated

    @Option(help: ArgumentHelp("The authority's secret key.", valueName: "file"))
    var key: String

    @OptionGroup var writing: WriterOptions
    @OptionGroup var confirmation: Confirmation

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let directory = ledger.directory(context)
        let opened = try writing.open(directory, context)
        let store = opened.store
        let authority = try LedgerKeys.read(key, context)
        try store.checkAuthority(authority)
        let old = reason == .rotated ? try LedgerKeys(directory: directory).key(logKey, LedgerKeys.log, context) : nil
        let origin = store.identity.origin
        try confirmation.ask(
            Phrase(
                en: "Hand the log \(origin) over to another key? This cannot be taken back.",
                zh: "将日志 \(origin) 移交给另一把密钥？此操作不可撤销。"), context)
        let replaced = try store.logKey()
        let files = try LogKeyFiles(directory: directory)
        let new = try files.next(to, origin: origin, context)
        if let old { try store.signCheckpoint(with: old) }
        let receipt = try opened.writer.rotateLogKey(
            to: new.key.verificationKey, reason, signedBy: authority,
            id: EventID(at: context.clock(), randomness: InitCommand.random(context)), receivedAt: opened.received,
            at: context.clock())
        // The key in use is the new one before it signs: a checkpoint that fails can be signed by the next command.
        try files.put(new)
        try LedgerFolder.write(new.key.verificationKey.text + "\n", to: directory + "/log.vkey")
        let earlier = try PolicyFile.hand(directory, from: replaced, to: new.key.verificationKey)
        let checkpoint = try store.signCheckpoint(with: new.key)
        try report(receipt, new.key, checkpoint, earlier, context)
        return .done
    }

    private func report(
        _ receipt: Receipt, _ key: SigningKey, _ checkpoint: TrustedCheckpoint, _ earlier: String?,
        _ context: TerminalContext
    ) throws(LedgerError) {
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-log-key/1", "id": .string(receipt.id.text), "index": .number(receipt.index),
                "log_vkey": .string(key.verificationKey.text), "size": .number(checkpoint.size),
                "root": .string(checkpoint.root.base64), "policy_before": earlier.map { .string($0) },
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "recorded as entry \(receipt.index); from size \(checkpoint.size) on the log is signed by",
                    zh: "已记录为第 \(receipt.index) 条；自大小 \(checkpoint.size) 起日志由以下密钥签署")))
        try context.output.line("  \(key.verificationKey.text)")
        guard let earlier else { return }
        try context.output.line(
            context.text(
                Phrase(
                    en:
                        "the policy for outsiders names the new key; what was handed out before is checked with \(earlier)",
                    zh: "供外部使用的信任策略已载明新密钥；此前交付的文件请用 \(earlier) 检查")
            ).printable)
    }
}
