import ArgumentParser

/// The platform's part of the flow.
struct ConductCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conduct",
        abstract: "The platform's part of the flow: run its timers, see what it would answer.",
        discussion: "Requests are answered as they are taken in: examledger ingest --conduct.",
        subcommands: [ConductTickCommand.self, ConductDecideCommand.self])
}
