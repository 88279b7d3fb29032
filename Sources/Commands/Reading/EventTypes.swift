import Exam
import Primitives
import Terminal

/// Types of event as a person names them: one, or all that begin alike.
struct EventTypes {
    private let types: Set<EventType>

    /// The types that a text names: `entry.granted`, or `login.*` for all that begin with `login.`.
    ///
    /// - Throws: `ledger.not-found` for a text that names none.
    init(_ text: String) throws(LedgerError) {
        if let type = EventType(rawValue: text) {
            types = [type]
        } else if text.hasSuffix("*") {
            types = Set(EventType.allCases.filter { $0.rawValue.hasPrefix(text.dropLast()) })
        } else {
            types = []
        }
        if types.isEmpty {
            throw .unknown(Phrase(en: "type of event", zh: "事件类型"), text, seeAlso: "catalogue")
        }
    }

    /// Whether a type is among them.
    func contains(_ type: EventType) -> Bool { types.contains(type) }
}
