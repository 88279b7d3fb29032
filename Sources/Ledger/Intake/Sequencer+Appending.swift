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
        try append(
            RecordedStatement(
                statement: verified.statement, bytes: verified.bytes, signature: verified.signature,
                receivedAt: received), in: &transaction)
    }

    /// Writes an entry as it is recorded, and everything that follows from it.
    mutating func append(
        _ recorded: RecordedStatement, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Receipt {
        let received = recorded.receivedAt
        let index = state.size
        let name = recorded.statement.stream.text
        var (ordinal, head) = try stream(name, in: &transaction)
        let position = head.count
        EntryHeader(
            index: index, receivedAt: received, position: position, previous: head.lastHash,
            keyID: recorded.signature.keyID, signature: recorded.signature.signature
        ).write(statement: recorded.bytes.span, into: &entry)
        let leaf = MerkleTree.leafHash(entry.span)
        try tables.entries.append(entry.span, at: index, in: &transaction)
        guard try tables.identifiers.insert(index, at: recorded.statement.id, in: &transaction) else {
            throw .damagedEntry(index)
        }
        try tables.postings.put(index, at: PairKey(ordinal, position), in: &transaction)
        head = StreamHead(count: position + 1, lastHash: leaf, lastIndex: index)
        try tables.heads.put(head.stored.span, at: ordinal, in: &transaction)
        state.heads[name] = (ordinal, head)
        if let keyID = state.registry.apply(recorded.statement, at: index) {
            let records = Enrolment.stored(state.registry.enrolments(of: keyID))
            try tables.keys.put(records.span, at: keyID, in: &transaction)
        }
        if recorded.statement.type == .erasureKeyDestroyed, state.erasures[name] ?? nil == nil {
            state.erasures[name] = .some(index)
        }
        if case .ledgerAppendRefused(let data) = recorded.statement.payload {
            _ = try tables.refusals.insert(index, at: data.digest.bytes, in: &transaction)
        }
        if case .logKeyRotated(let data) = recorded.statement.payload {
            try store(data, at: index, in: &transaction)
        }
        try appendLeaf(leaf, in: &transaction)
        state.lastReceived = received
        let event = RecordedEvent(
            index: index, receivedAt: received, position: position, keyID: recorded.signature.keyID,
            statement: recorded.statement)
        state.seals.note(event)
        answerer?.note(event)
        return Receipt(
            id: recorded.statement.id, index: index, stream: name, position: position, leaf: leaf, size: state.size)
    }

    /// Writes down from where on which log key signs.
    private func store(
        _ rotation: LogKeyRotated, at index: UInt64, in transaction: inout WriteTransaction
    ) throws(LedgerError) {
        var known: LogKeyEpochs?
        if let stored = try tables.meta.value(at: LedgerTables.Meta.logKey, in: transaction.reading) {
            known = LogKeyEpochs(stored: [UInt8](copying: stored))
        }
        let isWrittenAgain = platformKey == nil
        guard var epochs = known,
            epochs.apply(rotation, at: index) || isWrittenAgain && epochs.begin(again: rotation, at: index)
        else {
            throw tables.meta.damagedRecord(in: transaction.reading)
        }
        try tables.meta.put(epochs.stored.span, at: LedgerTables.Meta.logKey, in: &transaction)
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
