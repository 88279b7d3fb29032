import ArgumentParser

/// Keys and the registry.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Make and show keys; enrol, revoke and list the ledger's.",
        subcommands: [
            KeyGenerateCommand.self, KeyShowCommand.self, KeyEnrollCommand.self, KeyRevokeCommand.self,
            KeyRotateCommand.self, KeyRotateLogCommand.self, KeyListCommand.self,
        ])
}
