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

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
        if policy != nil, logKey != nil { throw ValidationError("--policy and --log-key exclude each other.") }
        if !checkpoint.isEmpty, policy == nil, logKey == nil {
            throw ValidationError("--checkpoint is of use with --policy or --log-key only: they say whose it must be.")
        }
    }

    func options() throws(LedgerError) -> PublishedLog.Options {
        var options = PublishedLog.Options(jobs: jobs)
        if let policy { options.policy = try PolicyFile.read(policy) }
        if let logKey { options.logKey = try KeyFile.verificationKey(at: logKey) }
        for file in checkpoint { options.checkpoints.append(Array(try TextFile.read(file).utf8)) }
        return options
    }

    /// Checks a published log, with its progress on standard error.
    func check(_ log: PublishedLog, _ context: TerminalContext) throws(LedgerError) -> VerificationReport {
        let steps = ProgressSteps(Phrase(en: "checking", zh: "检查"), context)
        defer { steps.finish() }
        return try log.check(options(), progress: steps.advance)
    }
}
