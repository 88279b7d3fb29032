import ArgumentParser
import Exam
import Ledger
import Primitives
import Signing
import Terminal

/// Who takes personal values out of the ledger's own store, and what for.
struct DisclosureOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The secret key of whoever takes kept values out.", valueName: "file"))
    var key: String?

    @Option(help: "What kept values are taken out for; it enters the log.")
    var purpose: String?

    @OptionGroup var writing: WriterOptions

    /// The ledger, open for writing; `nil` where nobody takes anything out.
    func desk(_ directory: String, _ context: TerminalContext) throws(LedgerError) -> ActDesk? {
        guard let key else { return nil }
        return ActDesk(try writing.open(directory, context), try LedgerKeys.read(key, context))
    }

    /// The openings of a candidate's values of some names, once the access is recorded; what cannot be opened is told
    /// on standard error.
    ///
    /// - Parameter size: the entries whose values may be handed on.
    func opened(
        _ names: [String], of subject: SessionName, below size: UInt64, at desk: ActDesk, _ context: TerminalContext
    ) throws(LedgerError) -> [Disclosure] {
        let events = try desk.store.events(of: subject.stream).filter { $0.index < size }
        let wanted = events.flatMap(PersonalCommitment.all).filter { commitment in
            names.contains { $0.isSame(as: commitment.name) }
        }
        let viewing = try PersonalViewing(wanted, of: subject, for: purpose ?? "", at: desk, context)
        var opened: [Disclosure] = []
        for (commitment, finding) in viewing.values {
            if case .value(let disclosure) = finding {
                opened.append(disclosure)
            } else {
                try context.errors.line(
                    "#\(commitment.index)  \(commitment.name): \(context.text(finding.phrase))".printable)
            }
        }
        for name in names where !wanted.contains(where: { $0.name.isSame(as: name) }) {
            try context.errors.line(
                context.text(
                    Phrase(
                        en: "warning: no value of the name \(name) is committed to", zh: "警告：没有名为 \(name) 的承诺")
                ).printable)
        }
        try context.errors.flush()
        return opened
    }
}
