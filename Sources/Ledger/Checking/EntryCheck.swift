import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// The part of verification that runs on all cores: each entry by itself.
///
/// It keeps its storage from entry to entry; each worker has its own.
struct EntryCheck {
    private let environment: Environment
    private let tables: LedgerTables
    private var reading: EntryReading

    init(_ store: LedgerStore, _ directory: KeyDirectory) {
        environment = store.environment
        tables = store.tables
        reading = EntryReading(of: store.identity, directory)
    }

    /// Checks a slice of the log in a view of its own; an entry that is missing or cannot be read is a problem of its.
    mutating func check(_ range: Range<UInt64>) throws(LedgerError) -> [CheckedEntry] {
        var entries: [CheckedEntry] = []
        entries.reserveCapacity(range.count)
        var next = range.lowerBound
        do throws(LedgerError) {
            try environment.read { (view) throws(LedgerError) in
                try tables.entries.scan(from: next, in: view) { (index, bytes) throws(LedgerError) -> ScanStep in
                    while next < min(index, range.upperBound) {
                        entries.append(missing(next))
                        next += 1
                    }
                    guard index < range.upperBound else { return .stop }
                    entries.append(try check(index, bytes, in: view))
                    next += 1
                    return next < range.upperBound ? .goOn : .stop
                }
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
            var entry = CheckedEntry(next)
            entry.problems.append(.damaged(error.reason, near: next))
            entries.append(entry)
            next += 1
            while next < range.upperBound {
                entries.append(CheckedEntry(next))
                next += 1
            }
        }
        while next < range.upperBound {
            entries.append(missing(next))
            next += 1
        }
        return entries
    }

    private func missing(_ index: UInt64) -> CheckedEntry {
        var entry = CheckedEntry(index)
        entry.problems.append(.gap(at: index))
        return entry
    }

    private mutating func check(
        _ index: UInt64, _ bytes: Span<UInt8>, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> CheckedEntry {
        var entry = reading.read(bytes, at: index)
        guard let statement = entry.statement else { return entry }
        try checkIdentifier(of: statement, &entry, in: view)
        return entry
    }

    /// The id must lead back to this entry and to no other.
    private mutating func checkIdentifier(
        of statement: Statement, _ entry: inout CheckedEntry, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
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
            let same = reading.statement(in: other), same.id == statement.id
        {
            entry.problems.append(.repeatedIdentifier(statement.id, first: found, at: entry.index, stream))
        } else {
            entry.problems.append(.identifierIndex(statement.id, at: entry.index, stream))
        }
    }
}
