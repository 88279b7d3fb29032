import LMDB
public import Primitives
public import Transparency

extension LedgerStore {
    /// The proof that an entry is in the tree over the log's first entries, from the stored tiles.
    ///
    /// - Returns: `nil` unless `index < size`.
    /// - Throws: `ledger.not-found` for more entries than there are, `store.damaged` where a tile is missing or short.
    public func inclusionProof(index: UInt64, size: UInt64) throws(LedgerError) -> InclusionProof? {
        try environment.read { (view) throws(LedgerError) -> InclusionProof? in
            guard size <= (try self.size(in: view)) else { throw .notFound("#\(size - 1)") }
            return try InclusionProof.make(index: index, size: size) { (subtree) throws(LedgerError) -> Digest in
                try hash(of: subtree, in: view)
            }
        }
    }

    /// The proof that the log only grew from one size to another, with the checkpoint over the larger one where one
    /// was signed.
    ///
    /// - Returns: `nil` unless `oldSize ≤ newSize`.
    /// - Throws: `ledger.not-found` for more entries than there are, `store.damaged` where a tile is missing or short.
    public func growthProof(from oldSize: UInt64, to newSize: UInt64) throws(LedgerError) -> GrowthProof? {
        let note = try checkpoint(size: newSize).map { Array($0.note.serialized.utf8) }
        return try environment.read { (view) throws(LedgerError) -> GrowthProof? in
            guard newSize <= (try self.size(in: view)) else { throw .notFound("#\(newSize - 1)") }
            let proof = try ConsistencyProof.make(from: oldSize, to: newSize) { (subtree) throws(LedgerError) in
                try hash(of: subtree, in: view)
            }
            guard let proof else { return nil }
            return GrowthProof(
                oldRoot: try root(size: oldSize, in: view), newRoot: try root(size: newSize, in: view),
                consistency: proof, checkpoint: note ?? [])
        }
    }

    /// The checkpoint that was signed over exactly so many entries; `nil` where there is none.
    ///
    /// - Throws: `checkpoint.invalid` where the kept note is not one by the log's key.
    public func checkpoint(size: UInt64) throws(LedgerError) -> TrustedCheckpoint? {
        let note = try environment.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let note = try tables.checkpoints.value(at: size, in: view) else { return nil }
            return [UInt8](copying: note)
        }
        if let note { return try LedgerStore.trusted(note, try logKeyEpochs()) }
        guard let newest = try newestCheckpoint(), newest.size == size else { return nil }
        return newest
    }

    /// The hash over a complete subtree.
    func hash(of subtree: Subtree, in view: borrowing ReadTransaction) throws(LedgerError) -> Digest {
        let (level, number, slots) = subtree.location
        guard let tile = try tables.tiles.value(at: PairKey(UInt64(level), number), in: view),
            tile.count >= slots.upperBound * Digest.width
        else { throw .damagedEntry(subtree.index << UInt64(subtree.level)) }
        return MerkleTree.root(
            of: slots.compactMap { slot in
                Digest(tile.extracting((slot * Digest.width)..<((slot + 1) * Digest.width)))
            })
    }
}
