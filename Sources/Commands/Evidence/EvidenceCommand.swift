import ArgumentParser

/// Recordings outside of the ledger.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Hold recordings against the digests in the ledger.",
        subcommands: [EvidenceVerifyCommand.self])
}
