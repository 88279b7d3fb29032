import ArgumentParser
import Ledger
import Primitives
import Signing
import Terminal
import Transparency

/// Whom to trust about a published log, and what to hold it against.
struct PublishedOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The trust policy that names the log's key and the authority.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("The log's public key, where there is no policy.", valueName: "vkey-file"))
    var logKey: String?

    @Option(help: ArgumentHelp("A checkpoint that was held elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: "How many cores to use; all without it.")
    var jobs: Int?

    /// Refuses options that cannot stand together, before anything is read.
    func checkOptions() throws(LedgerError) {
        if let jobs, jobs < 1 { throw .usage("--jobs must be at least 1.", "--jobs 至少为 1。") }
        if policy != nil, logKey != nil {
            throw .usage("--policy and --log-key exclude each other.", "--policy 与 --log-key 不能同时使用。")
        }
        if !checkpoint.isEmpty, policy == nil, logKey == nil {
            throw .usage(
                "--checkpoint is of use with --policy or --log-key only: they say whose it must be.",
                "--checkpoint 只能与 --policy 或 --log-key 一起使用：由它们说明应由谁签署。")
        }
    }

    func options() throws(LedgerError) -> PublishedLog.Options {
        var options = PublishedLog.Options(jobs: jobs)
        if let policy { options.policy = try PolicyFile.read(policy) }
        if let logKey { options.logKey = try KeyFile.verificationKey(at: logKey) }
        for file in checkpoint { options.checkpoints.append(try NoteFile.read(file)) }
        return options
    }

    /// Checks a published log, with its progress on standard error.
    func check(_ log: PublishedLog, _ context: TerminalContext) throws(LedgerError) -> VerificationReport {
        let steps = ProgressSteps(Phrase(en: "checking", zh: "检查"), context)
        defer { steps.finish() }
        return try log.check(options(), progress: steps.advance)
    }
}
