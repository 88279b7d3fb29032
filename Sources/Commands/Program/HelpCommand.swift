import ArgumentParser
import Primitives
import Terminal

/// Help on what belongs to no single command.
struct HelpCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Explain a command, or exit-codes, formats, environment or concepts.",
        discussion: """
            examledger help exit-codes
            examledger help key enroll
            """)

    enum Topic: String {
        case exitCodes = "exit-codes"
        case formats, environment, concepts
    }

    @Argument(
        help: ArgumentHelp(
            "A command, or exit-codes, formats, environment or concepts; without it, all commands.", valueName: "topic")
    )
    var words: [String] = []

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        switch words.count == 1 ? Topic(rawValue: words[0]) : nil {
        case nil: try context.output.line(ExamLedger.helpMessage(for: command()))
        case .exitCodes: try exitCodes(context)
        case .formats: try context.output.line(context.text(HelpTopics.formats))
        case .environment: try context.output.line(context.text(HelpTopics.environment))
        case .concepts: try context.output.line(context.text(HelpTopics.concepts))
        }
        return .done
    }

    /// The command that the words lead to.
    private func command() throws(LedgerError) -> any ParsableCommand.Type {
        let (command, rest) = ExamLedger.command(named: words)
        guard rest.isEmpty else {
            throw .usage(
                "There is no command and no topic \(words.joined(separator: " ")).",
                "没有名为 \(words.joined(separator: " ")) 的命令或主题。",
                hint: Phrase(en: "List them with examledger help.", zh: "可用 examledger help 列出。"))
        }
        return command
    }

    private func exitCodes(_ context: TerminalContext) throws(LedgerError) {
        if output.format != .text {
            try JSONValue.members([
                "schema": "examledger-exit-codes/1",
                "codes": .array(
                    ExitStatus.allCases.map {
                        .members(["code": .number($0.rawValue), "meaning": .phrase($0.meaning)])
                    }),
            ]).write(to: context)
            return
        }
        for status in ExitStatus.allCases {
            let code = DisplayWidth.pad(String(status.rawValue), to: 4, alignment: .trailing)
            try context.output.line("\(code)  \(context.text(status.meaning))")
        }
    }
}
