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
            used, and the newest checkpoint stands as its last. A run that was interrupted is taken up by the next one;
            until then the other commands find the key that counts by themselves.

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
        let keys = LedgerKeys(directory: directory)
        let files = try LogKeyFiles(directory: directory)
        let given = try to.map { (file) throws(LedgerError) in try LedgerKeys.read(file, context) }
        let current = try store.logKey()
        if files.isUnfinished(current) {
            // The event of an earlier run stands: what is left of that run comes first.
            try finish(store, files, keys.logKey(nil, of: current, context), context)
            if given.map({ $0.verificationKey == current }) ?? true { return .done }
        }
        if let given { try store.checkNextLogKey(given.verificationKey) }
        let old = reason == .rotated ? try keys.logKey(logKey, of: store.logKey(), context) : nil
        let origin = store.identity.origin
        try confirmation.ask(
            Phrase(
                en: "Hand the log \(origin) over to another key? This cannot be taken back.",
                zh: "将日志 \(origin) 移交给另一把密钥？此操作不可撤销。"), context)
        if let old { try store.signCheckpoint(with: old) }
        let new = try given ?? files.make(origin: origin)
        if let to { try files.lay(new, at: to) }
        _ = try opened.writer.rotateLogKey(
            to: new.verificationKey, reason, signedBy: authority,
            id: EventID(at: context.clock(), randomness: InitCommand.random(context)), receivedAt: opened.received,
            at: context.clock())
        try finish(store, files, new, context)
        return .done
    }

    /// Everything that follows from the event; each step may have been taken by a run that was interrupted.
    private func finish(
        _ store: LedgerStore, _ files: LogKeyFiles, _ key: SigningKey, _ context: TerminalContext
    ) throws(LedgerError) {
        let current = key.verificationKey
        let epochs = try store.logKeyEpochs().all
        guard let epoch = epochs.last, epoch.key == current, let replaced = epochs.dropLast().last?.key,
            let event = try store.event(at: epoch.firstSize - 1)
        else { throw .notTheLog(key.name) }
        try LedgerFolder.write(current.text + "\n", to: store.directory + "/log.vkey")
        let earlier = try PolicyFile.hand(store.directory, from: replaced, to: current)
        let checkpoint = try store.signCheckpoint(with: key)
        try files.put(current)
        try report(event, key, checkpoint, earlier, context)
    }

    private func report(
        _ event: RecordedEvent, _ key: SigningKey, _ checkpoint: TrustedCheckpoint, _ earlier: String?,
        _ context: TerminalContext
    ) throws(LedgerError) {
        guard output.format == .text else {
            try JSONValue.members([
                "schema": "examledger-log-key/1", "id": .string(event.id.text), "index": .number(event.index),
                "log_vkey": .string(key.verificationKey.text), "size": .number(checkpoint.size),
                "root": .string(checkpoint.root.base64), "policy_before": earlier.map { .string($0) },
            ]).write(to: context)
            return
        }
        try context.output.line(
            context.text(
                Phrase(
                    en: "recorded as entry \(event.index); from size \(event.index + 1) on the log is signed by",
                    zh: "已记录为第 \(event.index) 条；自大小 \(event.index + 1) 起日志由以下密钥签署")))
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
