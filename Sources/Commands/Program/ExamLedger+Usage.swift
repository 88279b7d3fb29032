import ArgumentParser
import Primitives

extension ExamLedger {
    /// What is said of a command line that cannot be read.
    ///
    /// The argument parser speaks English alone, so in Chinese its words stand between what they are about and what to
    /// do. They are not taken apart: what a wording of its means would be a guess.
    static func usage(_ message: String, _ arguments: [String]) -> Phrase {
        let path = arguments.dropLast(command(named: arguments).rest.count)
        let command = ["examledger"] + path + ["--help"]
        return Phrase(
            en: message,
            zh: """
                examledger: 命令行参数有误（原文为英文）：
                \(message)
                提示: 用法见 \(command.joined(separator: " "))
                """)
    }

    /// The command that words name from the first on, the whole program where they name none, and the words behind.
    static func command(
        named words: [String]
    ) -> (command: any ParsableCommand.Type, rest: ArraySlice<String>) {
        var command: any ParsableCommand.Type = ExamLedger.self
        var rest = words[...]
        while let name = rest.first,
            let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == name })
        {
            command = next
            rest.removeFirst()
        }
        return (command, rest)
    }
}

extension Language {
    /// The language that `--lang` asks for on a command line that cannot be read.
    init?(arguments: [String]) {
        let after = zip(arguments, arguments.dropFirst()).first { $0.0 == "--lang" }?.1
        let joined = arguments.first { $0.utf8.starts(with: "--lang=".utf8) }?.dropFirst("--lang=".count)
        guard let name = after ?? joined.map(String.init) else { return nil }
        self.init(rawValue: name)
    }
}
