import ArgumentParser

/// Keeping other people's logs honest.
struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Cosign other people's checkpoints (C2SP tlog-witness).",
        discussion: """
            A witness remembers, of each log that it knows, what it cosigned last, and cosigns only what continues that.
            It sees sizes and roots, never an entry.
            """,
        subcommands: [
            WitnessInitCommand.self, WitnessAddCommand.self, WitnessSignCommand.self, WitnessServeCommand.self,
        ]
    )
}
