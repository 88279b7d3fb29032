import ArgumentParser
import Primitives
import Terminal

/// A question before something that cannot be taken back.
struct Confirmation: ParsableArguments {
    @Flag(help: "Do not ask.")
    var yes = false

    /// Asks on the terminal.
    ///
    /// - Throws: `usage` where there is none to ask on, `interrupted` where the answer is no.
    func ask(_ question: Phrase, _ context: TerminalContext) throws(LedgerError) {
        if yes { return }
        switch try Prompt(language: context.language).confirm(question) {
        case true?: return
        case false?: throw .interrupted
        case nil:
            throw .usage(
                "This cannot be taken back, and there is no terminal to ask on.", "此操作不可撤回，而当前没有终端可供确认。",
                hint: Phrase(en: "Give --yes to go on without being asked.", zh: "给出 --yes 即不再询问。"))
        }
    }
}
