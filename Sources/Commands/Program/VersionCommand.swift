import ArgumentParser
import Audit
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Which versions this is made of.
struct VersionCommand: LedgerCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the versions of the program, its formats and its libraries.",
        discussion: "examledger version --format json")

    /// The program's version; the changelog says what is in it.
    static let program = "0.1.0"

    @OptionGroup var output: OutputOptions

    func run(in context: TerminalContext) throws -> ExitStatus {
        let versions: KeyValuePairs<String, JSONValue?> = [
            "schema": "examledger-version/1", "program": .string(Self.program),
            "revision": SourceRevision.text.map { .string($0) }, "entry_format": 1, "store_format": 1,
            "catalogue_types": .number(EventDefinition.all.count), "ruleset": .string(Ruleset.version),
            "lmdb": .string(LedgerStore.engineVersion), "libsodium": .string(Sodium.version),
        ]
        if output.format != .text {
            try JSONValue.members(versions).write(to: context)
            return .done
        }
        try context.output.line("examledger \(Self.program)")
        for case (let name, let value?) in versions.dropFirst(2) {
            let text =
                switch value {
                case .string(let text): text
                case .integer(let number): String(number)
                default: ""
                }
            try context.output.line(DisplayWidth.pad(name, to: 18, alignment: .leading) + text)
        }
        return .done
    }
}
