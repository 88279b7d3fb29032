import ArgumentParser
import Primitives
import Terminal

/// A person's yes to what cannot be taken back.
struct ConsentOptions: ParsableArguments {
    @Flag(name: .customLong("yes"), help: "Do it without asking.")
    var isGiven = false

    /// Asks at the terminal, unless it was given.
    ///
    /// - Throws: `usage` where there is no terminal to ask at, `interrupted` for a no.
    func ask(_ question: Phrase, _ context: TerminalContext) throws(LedgerError) {
        if isGiven { return }
        switch try Prompt(language: context.language).confirm(question) {
        case true?: return
        case false?: throw .interrupted
        case nil:
            throw .usage(
                "This cannot be taken back: say --yes where there is no terminal to ask at.",
                "此操作无法撤回：没有终端可供询问时请加 --yes。")
        }
    }
}
