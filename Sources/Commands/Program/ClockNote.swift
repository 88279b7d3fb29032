import Exam
import Ledger
import Primitives
import Terminal

/// Where a ledger's times come from: every report on an imported one says that they were not witnessed
/// (formats.md §3).
struct ClockNote {
    private let clock: LedgerOpened.Clock

    init(_ store: LedgerStore) {
        clock = store.identity.clock
    }

    /// The sentence under a text; nothing for a ledger with its own clock.
    func write(to context: TerminalContext) throws(LedgerError) {
        guard clock == .imported else { return }
        try context.output.line(
            context.text(
                Phrase(
                    en: "times: imported, and not witnessed by this ledger", zh: "时间：为导入所得，并非由本账本见证")))
    }

    /// A report with the member `clock` at its end.
    func added(to report: JSONValue) -> JSONValue {
        guard case .object(let members) = report else { return report }
        return .object(members + [JSONValue.Member("clock", .string(clock.rawValue))])
    }
}
