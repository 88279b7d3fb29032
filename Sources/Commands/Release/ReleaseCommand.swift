import ArgumentParser

/// The gate before scores go out.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Check the gate before scores go out; propose, approve, publish and certify a release.",
        subcommands: [
            ReleaseCheckCommand.self, ReleaseProposeCommand.self, ReleaseApproveCommand.self,
            ReleasePublishCommand.self, ReleaseSignCommand.self, ReleaseVerifyCommand.self,
        ])
}
