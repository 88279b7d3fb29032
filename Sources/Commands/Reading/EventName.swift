import Exam
import Ledger
import Primitives
import Terminal

/// An event as a person names it: its id, or its index in the log with or without `#`.
struct EventName {
    let text: String

    /// The index that is meant, where a text is one.
    static func index(_ text: String) -> UInt64? {
        let digits = text.hasPrefix("#") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return UInt64(digits)
    }

    /// The event.
    ///
    /// - Throws: `ledger.not-found` where there is no such event.
    func event(in store: LedgerStore) throws(LedgerError) -> RecordedEvent {
        guard let index = try index(in: store), let event = try store.event(at: index) else {
            throw .notFound(text.printable)
        }
        return event
    }

    private func index(in store: LedgerStore) throws(LedgerError) -> UInt64? {
        // An id of 26 digits is an id: no log has an index of that length.
        if let id = EventID(text) { return try store.index(of: id) }
        return EventName.index(text)
    }
}
