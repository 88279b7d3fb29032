import Exam
import Primitives
import Signing
import Transparency

/// The part of verification that runs on all cores: each entry by itself, wherever it was read from.
///
/// It keeps its storage from entry to entry; each worker has its own.
struct EntryCheck {
    private let identity: LedgerIdentity
    private let keys: KnownKeys
    private var reader = StatementReader()
    private var scratch: [UInt8] = []

    init(_ identity: LedgerIdentity, _ keys: KnownKeys) {
        self.identity = identity
        self.keys = keys
    }

    mutating func check(_ index: UInt64, _ bytes: Span<UInt8>) -> CheckedEntry {
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
        keys.note(statement)
        if statement.ledger != identity.origin || statement.mode != identity.mode {
            entry.problems.append(.otherLedger(statement, identity, at: index))
        }
        if let key = keys[header.keyID] {
            PAE.write(type: Envelope.eventType, payload: payload, into: &scratch)
            if key.verifies(header.signature, over: scratch.span) { entry.signedBy = key }
        }
        if entry.signedBy == nil { entry.unsettled = [UInt8](copying: bytes) }
        return entry
    }

    /// The id of an entry's statement, where it can be read.
    mutating func identifier(of bytes: Span<UInt8>) -> EventID? {
        guard bytes.count > EntryHeader.width else { return nil }
        return try? reader.read(bytes.extracting(EntryHeader.width...)).id
    }
}
