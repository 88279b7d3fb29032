import ArgumentParser
import Glibc
import Ledger
import Primitives
import Terminal
import Transparency

/// Reads every byte again.
struct VerifyCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read every byte of the ledger again and check it.",
        discussion: """
            Three verdicts: integrity (nothing was changed), completeness (nothing was left out; it takes a checkpoint
            from outside to prove), and what was not checked. Exit 10, 11 or 12 where something is wrong.

            examledger verify
            examledger verify --policy policy.txt --checkpoint held-elsewhere.checkpoint
            examledger verify --audited last-audit.checkpoint
            """)

    @OptionGroup var trust: TrustOptions

    @Option(help: ArgumentHelp("Check only what came after this checkpoint.", valueName: "file"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "Up to this checkpoint, over which all signatures were checked before, only hash the entries again.",
            valueName: "file"))
    var audited: String?

    @Flag(help: "Check only what came after the newest checkpoint.")
    var quick = false

    @Option(help: "How many cores to use; all without it.")
    var jobs: Int?

    /// Set where this process is the one that scans: the descriptor on which it tells its parent how far it is.
    @Option(help: .hidden)
    var scanTo: Int32?

    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        if let jobs, jobs < 1 { throw LedgerError.usage("--jobs must be at least 1.", "--jobs 不得小于 1。") }
        if [quick, since != nil, audited != nil].count(where: { $0 }) > 1 {
            throw LedgerError.usage(
                "--since, --audited and --quick exclude each other.", "--since、--audited 与 --quick 不能同时使用。")
        }
        if let scanTo { return try scan(tellingOn: scanTo, context) }
        // A ledger that is not there is not worth a process, and one that cannot be opened is a verdict.
        do throws(LedgerError) {
            _ = try ledger.open(context).identity
        } catch {
            guard error.code.rawValue == "store.damaged" else { throw error }
            try context.errors.line("examledger: \(context.text(error.reason).printable)")
            try VerificationText(.unreadable(near: 0)).write(output.format, seconds: 0, context)
            return .integrityViolated
        }
        return try ScanProcess.run(CommandLine.arguments.dropFirst()) { (near) throws(LedgerError) in
            try VerificationText(.unreadable(near: near)).write(output.format, seconds: 0, context)
        }
    }

    private func scan(tellingOn descriptor: Int32, _ context: TerminalContext) throws -> ExitStatus {
        let parent = ScanChannel(descriptor)
        let store = try ledger.open(context)
        let start = context.clock()
        let progress = Progress(
            Phrase(en: "verifying", zh: "校验"), total: Int(try store.size()), context: context)
        var shown: UInt64 = 0
        let report = try store.verify(options()) { done, _ in
            parent.tell(done)
            progress.advance(by: Int(done - shown))
            shown = done
            return Interrupt.requested == nil
        }
        progress.finish()
        let personal = try personalReport(of: store, beside: report, context)
        let seconds = (context.clock() - start + 500) / 1_000
        let text = VerificationText(report, personal)
        try text.write(output.format, seconds: seconds, context)
        try context.output.flush()
        parent.tellEnd()
        return text.status
    }

    /// What is kept beside the log; `nil` where it is not checked: the log was not read whole, or a key is being
    /// destroyed at this moment.
    private func personalReport(
        of store: LedgerStore, beside log: VerificationReport, _ context: TerminalContext
    ) throws(LedgerError) -> PersonalReport? {
        guard !quick, since == nil else { return nil }
        let progress = Progress(
            Phrase(en: "checking personal values", zh: "核对个人信息"), total: Int(try store.size()), context: context)
        defer { progress.finish() }
        var shown: UInt64 = 0
        do throws(LedgerError) {
            return try store.checkPersonalValues { done, _ in
                progress.advance(by: Int(done - shown))
                shown = done
                return Interrupt.requested == nil
            }
        } catch {
            // A log that cannot be read has its own verdict already.
            let isKnown = error.code.rawValue == "store.damaged" && log.integrity == .violated
            if isKnown || error.code.rawValue == "store.busy" { return nil }
            throw error
        }
    }

    private func options() throws(LedgerError) -> VerificationOptions {
        var options = try trust.options(jobs: jobs)
        if let since { options.start = .checkpoint(try NoteFile.read(since)) }
        if let audited { options.start = .audited(try NoteFile.read(audited)) }
        if quick { options.start = .newestCheckpoint }
        return options
    }
}

/// Small text files that a person names.
enum TextFile {
    private static let largest = 1_048_576

    /// A file's text.
    static func read(_ path: String) throws(LedgerError) -> String {
        let lines = try LineReader(path, limit: largest)
        var text = ""
        var line: [UInt8] = []
        while try lines.next(&line) {
            text += String(decoding: line, as: UTF8.self) + "\n"
            guard text.utf8.count <= largest else {
                errno = EFBIG
                throw .file(path, Phrase(en: "read", zh: "读取"))
            }
        }
        return text
    }
}
