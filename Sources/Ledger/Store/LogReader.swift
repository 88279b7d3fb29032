public import Exam
import LMDB
public import Primitives

/// Answers questions to the log inside one view of the store, changes of an open transaction included.
struct LogReader {
    let tables: LedgerTables

    /// The events that a question asks for, in the order of the log.
    func read(_ query: LogQuestion, in view: borrowing ReadTransaction) throws(LedgerError) -> [RecordedEvent] {
        switch query {
        case .stream(let name): try stream(name, in: view)
        case .types(let types, let size): try events(of: types, below: size, in: view)
        }
    }

    /// The events of a stream below a size.
    func stream(
        _ name: StreamName, below size: UInt64 = .max, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [RecordedEvent] {
        guard let ordinal = try tables.streams.number(at: Array(name.text.utf8), in: view) else { return [] }
        var reader = StatementReader()
        var events: [RecordedEvent] = []
        try tables.postings.scan(from: PairKey(ordinal, 0), in: view) { (key, value) throws(LedgerError) in
            guard key.first == ordinal else { return .stop }
            guard let index = UInt64(tableKey: value), key.second == UInt64(events.count) else {
                throw tables.postings.damagedRecord(in: view)
            }
            guard index < size else { return .stop }
            guard let entry = try tables.entries.value(at: index, in: view) else { throw .damagedEntry(index) }
            events.append(try LedgerStore.event(index, entry, &reader))
            return .goOn
        }
        return events
    }

    private func events(
        of types: Set<EventType>, below size: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [RecordedEvent] {
        let names = types.map { Array($0.rawValue.utf8) }
        var reader = StatementReader()
        var events: [RecordedEvent] = []
        try tables.entries.scan(from: 0, in: view) { (index, entry) throws(LedgerError) in
            guard index < size else { return .stop }
            guard LogReader.mayName(names, entry) else { return .goOn }
            let event = try LedgerStore.event(index, entry, &reader)
            if types.contains(event.type) { events.append(event) }
            return .goOn
        }
        return events
    }

    /// Whether an entry may be of one of these types: reading it whole is dear, and most are not.
    ///
    /// A name may be written with escapes, so that an entry with a backslash is always read.
    static func mayName(_ names: [[UInt8]], _ entry: Span<UInt8>) -> Bool {
        guard entry.count > EntryHeader.width else { return true }
        for start in EntryHeader.width..<entry.count {
            if entry[start] == UInt8(ascii: "\\") { return true }
            guard entry[start] == UInt8(ascii: "\"") else { continue }
            for name in names where isThere(name, in: entry, at: start + 1) { return true }
        }
        return false
    }

    private static func isThere(_ name: [UInt8], in entry: Span<UInt8>, at start: Int) -> Bool {
        guard start + name.count <= entry.count else { return false }
        for place in name.indices where entry[start + place] != name[place] { return false }
        return true
    }
}

extension LedgerStore {
    /// Answers a question to the log as it is, or as its first entries were.
    public func events(_ query: LogQuestion, below size: UInt64 = .max) throws(LedgerError) -> [RecordedEvent] {
        switch query {
        case .stream(let name): return try events(of: name, below: size)
        case .types(let types, let end):
            var found: [RecordedEvent] = []
            let end = min(size, end, try self.size())
            try forEachSlice(naming: types.map(\.rawValue), below: end) { (events, _) throws(LedgerError) in
                found += events.filter { types.contains($0.type) }
            }
            return found
        }
    }
}
