import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// The stream index: what shows that nothing was left out.
struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Commit to every stream, so that a history can be proved complete.",
        subcommands: [IndexCommitCommand.self])
}

/// Appends an `index.committed` and signs the checkpoint that it ends.
struct IndexCommitCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit",
        abstract: "Append the index of all streams, and sign the checkpoint that it ends.",
        discussion: """
            Appended by the platform: the count and the last hash of every stream, under one root. A bundle proves a
            history complete up to the newest such index; commit one before bundles are made, and at the end of a day.

            examledger index commit
            """)

    @Option(help: ArgumentHelp("The log's key; else keys/log.key in the ledger's folder.", valueName: "file"))
    var logKey: String?

    @OptionGroup var writing: WriterOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let directory = ledger.directory(context)
        let opened = try writing.open(directory, context)
        let store = opened.store
        // Read before anything is appended: an index without its checkpoint proves nothing.
        let log = try LedgerKeys(directory: directory).logKey(logKey, of: store.logKey(), context)
        guard log.verificationKey == (try store.logKey()) else { throw LedgerError.notTheLog(log.name) }
        let (receipt, data) = try opened.writer.commitIndex(at: opened.received ?? context.clock())
        let checkpoint = try store.signCheckpoint(with: log)
        if output.format == .text {
            try context.output.line(
                context.text(
                    Phrase(
                        en: "entry \(receipt.index) commits to \(data.streams) streams over \(data.size) entries",
                        zh: "第 \(receipt.index) 条对 \(data.size) 条中的 \(data.streams) 个流作出承诺")))
            try context.output.line(
                context.text(
                    Phrase(
                        en: "checkpoint of size \(checkpoint.size) signed", zh: "已签署大小为 \(checkpoint.size) 的检查点")))
        } else {
            try JSONValue.members([
                "schema": "examledger-index/1", "id": .string(receipt.id.text), "index": .number(receipt.index),
                "size": .integer(data.size), "streams": .integer(data.streams), "root": .string(data.root.hex),
                "checkpoint": .number(checkpoint.size),
            ]).write(to: context)
        }
        return .done
    }
}

extension LedgerError {
    static func notTheLog(_ name: String) -> LedgerError {
        LedgerError(
            .ledgerKey,
            Phrase(
                en: "The key of \(name) is not this ledger's log key; nothing was appended.",
                zh: "\(name) 的密钥不是本账本的日志密钥；未追加任何内容。"))
    }
}
