import ArgumentParser
import Primitives
import Terminal

/// Help on what belongs to no single command.
struct HelpCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Explain exit-codes, formats, environment or concepts.",
        discussion: "examledger help exit-codes")

    enum Topic: String, CaseIterable, ExpressibleByArgument {
        case exitCodes = "exit-codes"
        case formats, environment, concepts
    }

    @Argument(help: "exit-codes, formats, environment or concepts; without it, all commands.")
    var topic: Topic?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        switch topic {
        case nil: try context.output.line(ExamLedger.helpMessage())
        case .exitCodes: try exitCodes(context)
        case .formats: try context.output.line(context.text(HelpTopics.formats))
        case .environment: try context.output.line(context.text(HelpTopics.environment))
        case .concepts: try context.output.line(context.text(HelpTopics.concepts))
        }
        return .done
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
