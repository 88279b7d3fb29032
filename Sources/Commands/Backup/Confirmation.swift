import ArgumentParser
import Primitives
import Terminal

/// A question before a ledger's store is put in another's place.
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
                "This asks on a terminal, and there is none.", "此操作需在终端上确认，而当前没有终端。",
                hint: Phrase(en: "Give --yes to go on without being asked.", zh: "给出 --yes 即不再询问。"))
        }
    }
}
