import ArgumentParser
import Audit
import Primitives
import Reports
import Terminal

/// What is checked.
struct RulesCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Show what is checked: all rules, a family, or one with its conditions.",
        discussion: """
            examledger rules LOGIN
            examledger rules LOGIN-07
            """)

    @Argument(help: "A rule such as LOGIN-07, or a family such as LOGIN.")
    var id: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let selection = try RuleSelection(id.map { [$0] } ?? [])
        let rules = Ruleset.rules.filter { selection.contains($0.id) }
        switch output.format {
        case .json: try RulesReport.json(rules).write(to: context)
        case .ndjson: for rule in rules { try RulesReport.json([rule]).write(to: context) }
        case .text:
            try Pager.run(in: context) { context in
                if rules.count == 1 {
                    return try context.write(RulesReport.lines(rules[0], context.language))
                }
                try context.writeTable(
                    RulesReport.headings(context.language), rules.map { RulesReport.row($0, context.language) },
                    flexible: [3])
            }
        }
        return .done
    }
}
