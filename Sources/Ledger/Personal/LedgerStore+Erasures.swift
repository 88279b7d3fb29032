import Exam
import LMDB
public import Primitives

extension LedgerStore {
    /// The entry that says that the key of an owner was destroyed; `nil` where none is recorded.
    ///
    /// Only candidates are erased: the catalogue has no such event for lots or staff.
    public func erasure(of owner: PersonalOwner) throws(LedgerError) -> UInt64? {
        guard case .candidate(let session) = owner else { return nil }
        return try environment.read { (view) throws(LedgerError) -> UInt64? in
            try LogReader(tables: tables).erasure(in: session.stream, in: view)
        }
    }

    /// The first entry for each owner that says that the key was destroyed: few, and looked for in the whole log.
    func erasures(below size: UInt64) throws(LedgerError) -> [PersonalOwner: UInt64] {
        var erasures: [PersonalOwner: UInt64] = [:]
        let name = EventType.erasureKeyDestroyed.rawValue
        try forEachSlice(naming: [name], below: size) { (events, _) throws(LedgerError) in
            for event in events where event.type == .erasureKeyDestroyed {
                let owner = PersonalOwner(of: event.statement)
                erasures[owner] = erasures[owner] ?? event.index
            }
        }
        return erasures
    }
}

extension LogReader {
    /// The first `erasure.key.destroyed` of a stream.
    ///
    /// Entries are looked through for the type's name and read only where it stands, so that a stream costs little.
    func erasure(in stream: StreamName, in view: borrowing ReadTransaction) throws(LedgerError) -> UInt64? {
        guard let ordinal = try tables.streams.number(at: Array(stream.text.utf8), in: view) else { return nil }
        let name = [Array(EventType.erasureKeyDestroyed.rawValue.utf8)]
        var reader = StatementReader()
        var found: UInt64?
        try tables.postings.scan(from: PairKey(ordinal, 0), in: view) { (key, value) throws(LedgerError) in
            guard key.first == ordinal else { return .stop }
            guard let index = UInt64(tableKey: value) else { throw tables.postings.damagedRecord(in: view) }
            guard let entry = try tables.entries.value(at: index, in: view) else { throw .damagedEntry(index) }
            guard LogReader.mayName(name, entry),
                try LedgerStore.event(index, entry, &reader).type == .erasureKeyDestroyed
            else { return .goOn }
            found = index
            return .stop
        }
        return found
    }
}
