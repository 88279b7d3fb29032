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
            examledger rules --terms
            """)

    @Argument(help: "A rule such as LOGIN-07, or a family such as LOGIN.")
    var id: String?

    @Flag(help: "Show the terms that the conditions use, and what they mean.")
    var terms = false

    @Flag(help: "Write the terms and the rules as a page in Markdown.")
    var markdown = false

    @OptionGroup var output: OutputOptions

    private func checkOptions() throws(LedgerError) {
        guard !terms || id == nil && !markdown else {
            throw .usage("--terms stands alone.", "--terms 只能单独使用。")
        }
        guard !markdown || output.format == .text else {
            throw .usage(
                "--markdown is of use with --format text only.", "--markdown 只能与 --format text 一起使用。")
        }
    }

    func run(in context: TerminalContext) throws -> ExitStatus {
        try checkOptions()
        if terms {
            try writeTerms(to: context)
        } else {
            let selection = try RuleSelection(id.map { [$0] } ?? [])
            try write(Ruleset.rules.filter { selection.contains($0.id) }, to: context)
        }
        return .done
    }

    private func writeTerms(to context: TerminalContext) throws {
        switch output.format {
        case .json: try RulesReport.json(terms: RuleTerm.all).write(to: context)
        case .ndjson: for term in RuleTerm.all { try RulesReport.json(terms: [term]).write(to: context) }
        case .text:
            try Pager.run(in: context) { context in
                try context.write(RulesReport.lines(RuleTerm.all, context.language))
            }
        }
    }

    private func write(_ rules: [Rule], to context: TerminalContext) throws {
        switch output.format {
        case .json: try RulesReport.json(rules: rules, terms: RuleTerm.all).write(to: context)
        case .ndjson: for rule in rules { try RulesReport.json(rules: [rule]).write(to: context) }
        case .text where markdown: try context.write(RulesReport.markdown(rules, context.language))
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
    }
}
