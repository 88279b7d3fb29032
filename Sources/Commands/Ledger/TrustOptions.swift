import ArgumentParser
import Ledger
import Primitives

/// Whom to trust, and what was kept elsewhere: what a ledger is held against.
struct TrustOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The trust policy that names the log's key and the authority.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("A checkpoint that was held elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []

    /// Whether nothing from outside was given.
    var isEmpty: Bool { policy == nil && checkpoint.isEmpty }

    /// The options of a verification of everything.
    func options(jobs: Int? = nil) throws(LedgerError) -> VerificationOptions {
        var options = VerificationOptions(jobs: jobs)
        if let policy { options.policy = try PolicyFile.read(policy) }
        for file in checkpoint { options.checkpoints.append(try NoteFile.read(file)) }
        return options
    }
}
