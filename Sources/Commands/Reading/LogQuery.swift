import Exam
import Ledger
import Primitives
import Terminal

/// Which events of a log are asked for, and in which order.
struct LogQuery {
    /// How many events are read before they are written: no view of the store waits for a reader of the output.
    private static let portion: UInt64 = 512

    /// The entries that come into question.
    var range: Range<UInt64>
    /// The entries of the streams that were asked for; `nil` where it was not for streams.
    var indexes: [UInt64]?
    /// Whether the newest come first.
    var isBackward = false
    /// Whether an event is asked for.
    var includes: (RecordedEvent) -> Bool = { _ in true }

    /// Hands out the events in portions until `body` answers that it wants no more.
    func forEach(
        in store: LedgerStore, _ body: (ArraySlice<RecordedEvent>) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        guard let indexes else {
            for portion in portions {
                var events: [RecordedEvent] = []
                try store.forEachEvent(in: portion) { (event) throws(LedgerError) -> Bool in
                    if includes(event) { events.append(event) }
                    return true
                }
                guard try handOut(events, body) else { return }
            }
            return
        }
        let wanted = indexes.filter(range.contains)
        let ordered = isBackward ? wanted.reversed() : wanted
        for start in stride(from: 0, to: ordered.count, by: Int(LogQuery.portion)) {
            var events: [RecordedEvent] = []
            for index in ordered[start..<min(ordered.count, start + Int(LogQuery.portion))] {
                guard let event = try store.event(at: index) else { continue }
                if includes(event) { events.append(event) }
            }
            if Interrupt.requested != nil { throw .interrupted }
            guard try body(events[...]) else { return }
        }
    }

    private func handOut(
        _ events: [RecordedEvent], _ body: (ArraySlice<RecordedEvent>) throws(LedgerError) -> Bool
    ) throws(LedgerError) -> Bool {
        if Interrupt.requested != nil { throw .interrupted }
        return try body(isBackward ? events.reversed()[...] : events[...])
    }

    private var portions: [Range<UInt64>] {
        let starts = stride(from: range.lowerBound, to: range.upperBound, by: Int(LogQuery.portion))
        let portions = starts.map { $0..<min(range.upperBound, $0 + LogQuery.portion) }
        return isBackward ? portions.reversed() : portions
    }
}
