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
