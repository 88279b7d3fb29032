import Exam
import Primitives
import Transparency

/// Reads an entry by itself, strictly: the part of every check that needs no other entry and no store.
///
/// It keeps its storage from entry to entry; each worker has its own.
struct EntryReading {
    /// The ledger that entries must be of; `nil` where only their form is asked for.
    private let identity: LedgerIdentity?
    private var reader = StatementReader()

    init(of identity: LedgerIdentity?) {
        self.identity = identity
    }

    /// What an entry says, with everything that is wrong with it.
    mutating func read(_ bytes: Span<UInt8>, at index: UInt64) -> CheckedEntry {
        var entry = CheckedEntry(index)
        entry.leaf = MerkleTree.leafHash(bytes)
        guard let header = EntryHeader(entry: bytes) else {
            entry.problems.append(.entryForm(at: index))
            return entry
        }
        entry.header = header
        if header.index != index { entry.problems.append(.entryIndex(header.index, at: index)) }
        let payload = bytes.extracting(EntryHeader.width...)
        let statement: Statement
        do throws(Refusal) {
            statement = try reader.read(payload)
        } catch {
            entry.problems.append(
                .statement(error, showsPersonalValue: PersonalMembers.areShown(in: payload), at: index))
            return entry
        }
        entry.statement = statement
        if let identity, !statement.ledger.isSame(as: identity.origin) || statement.mode != identity.mode {
            entry.problems.append(.otherLedger(statement, identity, at: index))
        }
        return entry
    }

    /// What an entry says; `nil` where its bytes cannot be read as one.
    mutating func statement(in bytes: Span<UInt8>) -> Statement? {
        guard bytes.count > EntryHeader.width else { return nil }
        return try? reader.read(bytes.extracting(EntryHeader.width...))
    }
}
