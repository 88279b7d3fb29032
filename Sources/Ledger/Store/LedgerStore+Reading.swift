public import Exam
import LMDB
public import Primitives

extension LedgerStore {
    /// How many entries one view of the store hands out before it is renewed, so that no page is pinned for long.
    static let slice: UInt64 = 4_096

    /// The entry at an index, as it is stored; `nil` beyond the end.
    public func entry(at index: UInt64) throws(LedgerError) -> [UInt8]? {
        try environment.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let entry = try tables.entries.value(at: index, in: view) else { return nil }
            return [UInt8](copying: entry)
        }
    }

    /// The event at an index; `nil` beyond the end.
    public func event(at index: UInt64) throws(LedgerError) -> RecordedEvent? {
        var reader = StatementReader()
        return try environment.read { (view) throws(LedgerError) -> RecordedEvent? in
            try event(at: index, in: view, &reader)
        }
    }

    /// The index of an event; `nil` for an id that is not in the log.
    public func index(of id: EventID) throws(LedgerError) -> UInt64? {
        try environment.read { (view) throws(LedgerError) -> UInt64? in
            try tables.identifiers.number(at: id, in: view)
        }
    }

    /// Walks a range of the log in order, in slices; `body` answers whether to go on.
    public func forEachEvent(
        in range: Range<UInt64>, _ body: (RecordedEvent) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        try forEachEntry(in: range) { (index, entry, reader) throws(LedgerError) -> Bool in
            try body(try LedgerStore.event(index, entry, &reader))
        }
    }

    /// Walks the entries of a range in order: those of some types as events, of all others the counter of the key that
    /// signed them.
    public func forEachGlance(
        in range: Range<UInt64>, whole types: Set<EventType>, _ body: (EntryGlance) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        try forEachEntry(in: range) { (index, entry, reader) throws(LedgerError) -> Bool in
            try body(try LedgerStore.glance(index, entry, &reader, whole: types))
            return true
        }
    }

    /// Walks the stored entries of a range in order, in slices.
    func forEachEntry(
        in range: Range<UInt64>,
        _ body: (UInt64, Span<UInt8>, inout StatementReader) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var reader = StatementReader()
        var next = range.lowerBound
        var goesOn = true
        while goesOn, next < range.upperBound {
            let end = min(range.upperBound, next + LedgerStore.slice)
            try environment.read { (view) throws(LedgerError) in
                try tables.entries.scan(from: next, in: view) { (index, entry) throws(LedgerError) -> ScanStep in
                    guard index < end, goesOn else { return .stop }
                    guard index == next else { throw .damagedEntry(next) }
                    next += 1
                    goesOn = try body(index, entry, &reader)
                    return goesOn && next < end ? .goOn : .stop
                }
            }
            if goesOn, next < end { throw .damagedEntry(next) }
        }
    }

    func event(
        at index: UInt64, in view: borrowing ReadTransaction, _ reader: inout StatementReader
    ) throws(LedgerError) -> RecordedEvent? {
        guard let entry = try tables.entries.value(at: index, in: view) else { return nil }
        return try LedgerStore.event(index, entry, &reader)
    }

    static func event(
        _ index: UInt64, _ entry: Span<UInt8>, _ reader: inout StatementReader
    ) throws(LedgerError) -> RecordedEvent {
        let header = try header(index, entry)
        do throws(Refusal) {
            return RecordedEvent(index, header, try reader.read(entry.extracting(EntryHeader.width...)))
        } catch {
            throw .damagedEntry(index)
        }
    }

    private static func glance(
        _ index: UInt64, _ entry: Span<UInt8>, _ reader: inout StatementReader, whole types: Set<EventType>
    ) throws(LedgerError) -> EntryGlance {
        let header = try header(index, entry)
        do throws(Refusal) {
            switch try reader.glance(entry.extracting(EntryHeader.width...), whole: types) {
            case .whole(let statement): return .event(RecordedEvent(index, header, statement))
            case .counter(let n): return .counter(n, of: header.keyID)
            }
        } catch {
            throw .damagedEntry(index)
        }
    }

    private static func header(_ index: UInt64, _ entry: Span<UInt8>) throws(LedgerError) -> EntryHeader {
        guard let header = EntryHeader(entry: entry), header.index == index else { throw .damagedEntry(index) }
        return header
    }
}

/// What a walk over the log reads of an entry.
public enum EntryGlance: Sendable {
    /// An event of a type that is read whole.
    case event(RecordedEvent)
    /// The counter of another and the key that signed it.
    case counter(Int64?, of: KeyID)
}

extension RecordedEvent {
    fileprivate init(_ index: UInt64, _ header: EntryHeader, _ statement: Statement) {
        self.init(
            index: index, receivedAt: header.receivedAt, position: header.position, keyID: header.keyID,
            statement: statement)
    }
}
