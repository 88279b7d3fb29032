import ArgumentParser
import Glibc
import Ledger
import Primitives
import Terminal

/// A command with the options that all share.
protocol LedgerCommand: ParsableCommand {
    /// How it answers.
    var output: OutputOptions { get }

    /// Does it, and says how it ended.
    func run(in context: TerminalContext) throws -> ExitStatus
}

/// How a command answers.
struct OutputOptions: ParsableArguments {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json, ndjson
    }

    @Option(help: "How to answer: text, json or ndjson.")
    var format: Format = .text

    @Option(name: .customLong("lang"), help: "The language: en or zh-Hans; else LC_ALL, LC_MESSAGES or LANG.")
    var language: Language?

    @Option(help: "Colour: auto, always or never.")
    var color: ColorChoice = .auto

    /// The context of the process as these options want it.
    var context: TerminalContext { .ofProcess(color: color, language: language) }
}

/// Which ledger.
struct LedgerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The ledger's folder; else $EXAMLEDGER_DIR, else ./ledger.", valueName: "dir"))
    var ledger: String?

    /// The folder that is meant.
    func directory(_ context: TerminalContext) -> String {
        ledger ?? context.environment("EXAMLEDGER_DIR").flatMap { $0.isEmpty ? nil : $0 } ?? "./ledger"
    }

    /// The ledger, for reading.
    func open(_ context: TerminalContext) throws(LedgerError) -> LedgerStore {
        try LedgerStore(at: directory(context), forWriting: false)
    }
}

extension LedgerError {
    /// Wrong usage that the argument parser cannot see.
    static func usage(_ en: String, _ zh: String, hint: Phrase? = nil) -> LedgerError {
        LedgerError(LedgerError.Code(rawValue: "usage"), Phrase(en: en, zh: zh), hint: hint)
    }

    /// A file that cannot be read or written.
    static func file(_ path: String, _ act: Phrase) -> LedgerError {
        let reason = Phrase.system(errno)
        return LedgerError(
            LedgerError.Code(rawValue: "input.file"),
            Phrase(en: "\(path) cannot be \(act.en): \(reason.en).", zh: "无法\(act.zh) \(path)：\(reason.zh)。"))
    }
}

extension JSONValue {
    /// Writes the value on a line of the result.
    func write(to context: TerminalContext) throws(LedgerError) {
        try context.output.line(text)
    }
}
