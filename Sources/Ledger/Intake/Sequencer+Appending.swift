import Exam
import LMDB
import Primitives
import Signing
import Transparency

extension Sequencer {
    /// Writes an entry and everything that follows from it.
    mutating func append(
        _ verified: VerifiedStatement, at received: Instant, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Receipt {
        let index = state.size
        let name = verified.statement.stream.text
        var (ordinal, head) = try stream(name, in: &transaction)
        let position = head.count
        EntryHeader(
            index: index, receivedAt: received, position: position, previous: head.lastHash,
            keyID: verified.signature.keyID, signature: verified.signature.signature
        ).write(statement: verified.bytes.span, into: &entry)
        let leaf = MerkleTree.leafHash(entry.span)
        try tables.entries.append(entry.span, at: index, in: &transaction)
        guard try tables.identifiers.insert(index, at: verified.statement.id, in: &transaction) else {
            throw .damagedEntry(index)
        }
        try tables.postings.put(index, at: PairKey(ordinal, position), in: &transaction)
        head = StreamHead(count: position + 1, lastHash: leaf, lastIndex: index)
        try tables.heads.put(head.stored.span, at: ordinal, in: &transaction)
        state.heads[name] = (ordinal, head)
        if let keyID = state.registry.apply(verified.statement, at: index) {
            let records = Enrolment.stored(state.registry.enrolments(of: keyID))
            try tables.keys.put(records.span, at: keyID, in: &transaction)
        }
        if case .ledgerAppendRefused(let data) = verified.statement.payload {
            _ = try tables.refusals.insert(index, at: data.digest.bytes, in: &transaction)
        }
        try appendLeaf(leaf, in: &transaction)
        state.lastReceived = received
        let event = RecordedEvent(
            index: index, receivedAt: received, position: position, keyID: verified.signature.keyID,
            statement: verified.statement)
        state.seals.note(event)
        answerer?.note(event)
        return Receipt(
            id: verified.statement.id, index: index, stream: name, position: position, leaf: leaf, size: state.size)
    }

    private mutating func stream(
        _ name: String, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> (ordinal: UInt64, head: StreamHead) {
        if let known = state.heads[name] { return known }
        let key = Array(name.utf8)
        if let ordinal = try tables.streams.number(at: key, in: transaction.reading) {
            guard let stored = try tables.heads.value(at: ordinal, in: transaction.reading),
                let head = StreamHead(stored: stored)
            else { throw tables.heads.damagedRecord(in: transaction.reading) }
            return (ordinal, head)
        }
        let ordinal = state.streamCount
        state.streamCount += 1
        try tables.streams.put(ordinal, at: key, in: &transaction)
        try tables.names.append(key.span, at: ordinal, in: &transaction)
        return (ordinal, .empty)
    }

    /// Adds a leaf to the tree; full tiles are written, the others wait for the end of the batch.
    private mutating func appendLeaf(_ leaf: Digest, in transaction: inout WriteTransaction) throws(LedgerError) {
        let tiles = tables.tiles
        try state.tree.append(leaf) { (level, number, hashes) throws(LedgerError) in
            try tiles.put(hashes.span, at: PairKey(UInt64(level), number), in: &transaction)
        }
    }

    /// Writes the unfinished tiles that the batch changed.
    mutating func storeOpenTiles(in transaction: inout WriteTransaction) throws(LedgerError) {
        let tiles = tables.tiles
        try state.tree.takeChanged { (level, number, hashes) throws(LedgerError) in
            try tiles.put(hashes.span, at: PairKey(UInt64(level), number), in: &transaction)
        }
    }
}
