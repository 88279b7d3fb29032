import ArgumentParser

/// A command line that names a command of the program, and what stands behind the name.
///
/// The parser builds every command of the program before it reads one, which takes longer than many a command does.
/// So the one that is named is read alone. What is wrong with it, and help, the whole program tells.
struct Invocation {
    private let command: any ParsableCommand.Type
    private let arguments: [String]

    /// The command that words name from the first on; `nil` where they name none, or one that asks for a further name.
    init?(_ words: [String]) {
        let (command, rest) = ExamLedger.command(named: words)
        guard rest.count < words.count, command.configuration.subcommands.isEmpty else { return nil }
        self.command = command
        arguments = Array(rest)
    }

    /// The command with its arguments; `nil` where they are not right or ask for help.
    func parsed() -> (any ParsableCommand)? { Invocation.parsed(command, arguments) }

    private static func parsed<Command: ParsableCommand>(
        _ command: Command.Type, _ arguments: [String]
    ) -> (any ParsableCommand)? {
        (try? Alone<Command>.parse(arguments))?.command
    }
}

/// A command as a program of its own, which has no script of completions.
private struct Alone<Command: ParsableCommand>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: Command.configuration.commandName, _superCommandName: "examledger")
    }

    @OptionGroup var command: Command
}
