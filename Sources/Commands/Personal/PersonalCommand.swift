import ArgumentParser

/// Personal values beside the log.
struct PersonalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "personal",
        abstract: "Personal values: shown on the record, erased by two officers.",
        subcommands: [PersonalShowCommand.self, PersonalEraseCommand.self])
}
