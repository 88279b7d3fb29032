import ArgumentParser
import Conduct
import Exam
import Glibc
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Takes envelopes into the ledger.
struct IngestCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Verify, authorise and append envelopes.",
        discussion: """
            Reads DSSE envelopes, one a line. The same bytes again give the original receipt; a refused line never
            stops the others (exit 25 where there are any). What is answered is on the disk.

            examledger ingest envelopes.ndjson
            produce-events | examledger ingest - --receipts receipts.ndjson --refused refused.ndjson
            produce-requests | examledger ingest - --conduct --draw-key draw.key
            """)

    @Argument(help: ArgumentHelp("Files of envelopes, or - for standard input.", valueName: "file"))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "Write each line's receipt here (NDJSON), with its proof where a checkpoint is signed.", valueName: "file"))
    var receipts: String?

    @Option(help: ArgumentHelp("Write each refused line's reason here (NDJSON).", valueName: "file"))
    var refused: String?

    @Option(help: ArgumentHelp("The ledger's platform key; else keys/platform.key in its folder.", valueName: "file"))
    var platformKey: String?

    @Option(help: ArgumentHelp("The log's key, to sign a checkpoint; else keys/log.key.", valueName: "file"))
    var logKey: String?

    @Flag(help: "Answer requests for the platform, in the transaction that takes them in.")
    var conduct = false

    @OptionGroup var lots: LotOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        guard conduct || lots.drawKey.isEmpty else {
            throw .usage("--draw-key is of use with --conduct only.", "--draw-key 只能与 --conduct 一起使用。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        guard !files.isEmpty else {
            throw LedgerError.usage("Name at least one file, or - for standard input.", "请至少给出一个文件，或用 - 表示标准输入。")
        }
        try checkFiles()
        let directory = ledger.directory(context)
        let store = try LedgerStore(at: directory, forWriting: true)
        let keys = LedgerKeys(directory: directory)
        let platform = try keys.key(platformKey, LedgerKeys.platform, context)
        let writer = try LedgerWriter(
            store, platformKey: platform, answerer: conduct ? Conductor(lots: lots.book(in: store, context)) : nil)
        let answers = try IngestAnswers(receipts: receipts, refused: refused, context: context)
        let start = context.clock()
        let end: Instant
        do {
            end = try take(writer, answers, context)
        } catch {
            // The lines that were taken in before keep their receipts.
            try? answers.finish()
            throw error
        }
        let checkpoint = try sign(store, keys, context)
        try answers.finish()
        let summary = IngestSummary(
            counts: answers.counts, size: try store.size(), root: try store.frontier().root,
            milliseconds: end - start, checkpoint: checkpoint?.size, isConducted: conduct)
        try summary.write(output.format, context)
        if Interrupt.requested != nil { throw LedgerError.interrupted }
        if let receipts, let checkpoint {
            try ReceiptProofs(path: receipts).add(store, under: checkpoint, context)
        }
        return answers.counts.refused > 0 ? .someRefused : .done
    }

    /// What is wrong with the names is said before anything is taken in, and before a file of answers is emptied.
    private func checkFiles() throws(LedgerError) {
        var inputs: [stat] = []
        for file in files where file != "-" {
            var input = stat()
            guard access(file, R_OK) == 0, stat(file, &input) == 0 else {
                throw .file(file, Phrase(en: "read", zh: "读取"))
            }
            inputs.append(input)
        }
        for answers in [receipts, refused].compactMap(\.self) {
            var status = stat()
            guard stat(answers, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            guard !inputs.contains(where: { $0.st_dev == status.st_dev && $0.st_ino == status.st_ino }) else {
                throw .usage(
                    "\(answers) is an input; answers written there would destroy it.",
                    "\(answers) 是输入文件；向其写入回执会毁掉它。")
            }
            inputs.append(status)
        }
    }

    /// Takes all files in, up to a wish to stop, and returns the moment at which the last line was durable.
    private func take(
        _ writer: LedgerWriter, _ answers: IngestAnswers, _ context: TerminalContext
    ) throws(LedgerError) -> Instant {
        let progress = Progress(Phrase(en: "taking events in", zh: "接收事件"), total: nil, context: context)
        defer { progress.finish() }
        for file in files {
            let lines = try LineReader(file, limit: Envelope.lineLimit)
            answers.file = file
            let intake = try Intake(writer, clock: context.clock) { (outcome) throws(LedgerError) in
                try answers.take(outcome)
                progress.advance(by: 1)
            }
            var line: [UInt8] = []
            while Interrupt.requested == nil, try lines.next(&line) { try intake.take(line.span) }
            try intake.finish()
            if Interrupt.requested != nil { break }
        }
        return context.clock()
    }

    /// Signs the head where the log's key is at hand; says so where it is not.
    private func sign(
        _ store: LedgerStore, _ keys: LedgerKeys, _ context: TerminalContext
    ) throws(LedgerError) -> TrustedCheckpoint? {
        let current = try store.logKey()
        guard logKey != nil || access(keys.logKeyPath(of: current), R_OK) == 0 else {
            try context.errors.line(
                context.text(
                    Phrase(
                        en: "no checkpoint signed: the log's key is not in \(keys.directory)/keys (--log-key FILE)",
                        zh: "未签署检查点：\(keys.directory)/keys 中没有日志密钥（可用 --log-key FILE 指定）")))
            return nil
        }
        return try store.signCheckpoint(with: keys.logKey(logKey, of: current, context))
    }
}
