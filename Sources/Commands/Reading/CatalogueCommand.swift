import ArgumentParser
import Exam
import Primitives
import Reports
import Terminal

/// What can be recorded.
struct CatalogueCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Show what can be recorded: all types of event, or one with its members.",
        discussion: """
            examledger catalogue entry.granted
            examledger catalogue 'login.*'
            """)

    @Argument(help: "A type, or the beginning of types such as 'login.*'.")
    var type: String?

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let types = try type.map { try EventTypes($0) }
        let definitions = EventDefinition.all.filter { types?.contains($0.type) ?? true }
        switch output.format {
        case .json: try CatalogueReport.json(definitions).write(to: context)
        case .ndjson: for definition in definitions { try CatalogueReport.json([definition]).write(to: context) }
        case .text:
            try Pager.run(in: context) { context in
                if definitions.count == 1 {
                    return try context.write(CatalogueReport.lines(definitions[0], context.language))
                }
                try context.writeTable(
                    CatalogueReport.headings(context.language),
                    definitions.map { CatalogueReport.row($0, context.language) }, flexible: [3, 4])
            }
        }
        return .done
    }
}
