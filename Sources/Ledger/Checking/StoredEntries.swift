import Exam
import LMDB
import Primitives
import Signing

/// The entries of a store, slice by slice, each checked by itself.
struct StoredEntries {
    private let store: LedgerStore
    private let environment: Environment
    private let tables: LedgerTables
    private var check: EntryCheck

    init(_ store: LedgerStore, _ keys: KnownKeys) {
        self.store = store
        environment = store.environment
        tables = store.tables
        check = EntryCheck(store.identity, keys)
    }

    /// Checks a slice of the log in a view of its own; an entry that is missing or cannot be read is a problem of its.
    mutating func check(_ range: Range<UInt64>) throws(LedgerError) -> [CheckedEntry] {
        var entries: [CheckedEntry] = []
        entries.reserveCapacity(range.count)
        do throws(LedgerError) {
            try environment.read { (view) throws(LedgerError) in
                try tables.entries.scan(from: range.lowerBound, in: view) {
                    (index, bytes) throws(LedgerError) -> ScanStep in
                    addMissing(upTo: min(index, range.upperBound), of: range, to: &entries)
                    guard index < range.upperBound else { return .stop }
                    var entry = check.check(index, bytes)
                    try checkIdentifier(of: &entry, in: view)
                    entries.append(entry)
                    return index + 1 < range.upperBound ? .goOn : .stop
                }
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
            let next = range.lowerBound + UInt64(entries.count)
            var entry = CheckedEntry(next)
            entry.problems.append(.damaged(error.reason, near: next))
            entries.append(entry)
            while entries.count < range.count {
                entries.append(CheckedEntry(range.lowerBound + UInt64(entries.count)))
            }
        }
        addMissing(upTo: range.upperBound, of: range, to: &entries)
        for place in entries.indices where entries[place].leaf == nil { try takeLeafOfTree(&entries[place]) }
        return entries
    }

    private func addMissing(upTo end: UInt64, of range: Range<UInt64>, to entries: inout [CheckedEntry]) {
        while case let next = range.lowerBound + UInt64(entries.count), next < end {
            var entry = CheckedEntry(next)
            entry.problems.append(.gap(at: next))
            entries.append(entry)
        }
    }

    /// The tree goes on over an entry that cannot be read.
    private func takeLeafOfTree(_ entry: inout CheckedEntry) throws(LedgerError) {
        let index = entry.index
        do throws(LedgerError) {
            entry.treeLeaf = try environment.read { (view) throws(LedgerError) -> Digest? in
                try store.storedLeaf(at: index, in: view)
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
            entry.problems.append(.damaged(error.reason, near: index))
        }
    }

    /// The id must lead back to this entry and to no other.
    private mutating func checkIdentifier(
        of entry: inout CheckedEntry, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        guard let statement = entry.statement else { return }
        let found: UInt64?
        do throws(LedgerError) {
            found = try tables.identifiers.number(at: statement.id, in: view)
        } catch {
            guard error.code == .storeDamaged else { throw error }
            found = nil
        }
        guard found != entry.index else { return }
        let stream = statement.stream.text
        if let found, found < entry.index, let other = try tables.entries.value(at: found, in: view),
            check.identifier(of: other) == statement.id
        {
            entry.problems.append(.repeatedIdentifier(statement.id, first: found, at: entry.index, stream))
        } else {
            entry.problems.append(.identifierIndex(statement.id, at: entry.index, stream))
        }
    }
}
