import LMDB
public import Primitives
public import Transparency

/// Makes proofs of entries under one checkpoint, many of them cheaply: the inner nodes of the tiles that were read last
/// are kept.
public struct EntryProver {
    /// How many tiles are kept.
    private static let tileLimit = 64

    private let store: LedgerStore
    /// The checkpoint that every proof leads to.
    public let checkpoint: TrustedCheckpoint
    private let note: [UInt8]
    /// The nodes of a tile by their height in it, from its own hashes on.
    private var tiles: [PairKey: [[Digest]]] = [:]

    /// A prover of a ledger's entries under one of its checkpoints.
    ///
    /// - Throws: `ledger.behind` where the log does not continue the checkpoint.
    public init(_ store: LedgerStore, under checkpoint: TrustedCheckpoint) throws(LedgerError) {
        let size = try store.size()
        guard checkpoint.origin.isSame(as: store.identity.origin), checkpoint.size <= size,
            try store.environment.read({ (view) throws(LedgerError) -> Digest in
                try store.root(size: checkpoint.size, in: view)
            }) == checkpoint.root
        else { throw .behindCheckpoint(size: size, checkpoint: checkpoint.size) }
        self.store = store
        self.checkpoint = checkpoint
        note = Array(checkpoint.note.serialized.utf8)
    }

    /// The proof of an entry, with its bytes; `nil` for one beyond the checkpoint.
    ///
    /// - Throws: `store.damaged` where the entry is not the one that the tree has.
    public mutating func proof(of index: UInt64) throws(LedgerError) -> LogProof? {
        guard index < checkpoint.size else { return nil }
        let (store, size) = (store, checkpoint.size)
        var tiles = tiles.count > EntryProver.tileLimit ? [:] : tiles
        let (entry, proof) = try store.environment.read {
            (view) throws(LedgerError) -> ([UInt8], InclusionProof?) in
            guard let entry = try store.tables.entries.value(at: index, in: view) else { throw .damagedEntry(index) }
            let proof = try InclusionProof.make(index: index, size: size) { (subtree) throws(LedgerError) -> Digest in
                try EntryProver.hash(of: subtree, store, &tiles, in: view)
            }
            return ([UInt8](copying: entry), proof)
        }
        self.tiles = tiles
        guard let proof, proof.verifies(leaf: MerkleTree.leafHash(entry.span), root: checkpoint.root) else {
            throw .damagedEntry(index)
        }
        return LogProof(extra: entry, index: index, path: proof.path, checkpoint: note)
    }

    private static func hash(
        of subtree: Subtree, _ store: LedgerStore, _ tiles: inout [PairKey: [[Digest]]],
        in view: borrowing ReadTransaction
    ) throws(LedgerError) -> Digest {
        let (level, number, slots) = subtree.location
        let key = PairKey(UInt64(level), number)
        let nodes: [[Digest]]
        if let known = tiles[key] {
            nodes = known
        } else {
            guard let tile = try store.tables.tiles.value(at: key, in: view) else {
                throw .damagedEntry(subtree.index << UInt64(subtree.level))
            }
            nodes = EntryProver.nodes(of: tile)
            tiles[key] = nodes
        }
        let height = subtree.level & 7
        let place = slots.lowerBound >> height
        guard height < nodes.count, place < nodes[height].count else {
            throw .damagedEntry(subtree.index << UInt64(subtree.level))
        }
        return nodes[height][place]
    }

    private static func nodes(of tile: Span<UInt8>) -> [[Digest]] {
        let hashes = (0..<(tile.count / Digest.width)).compactMap { slot in
            Digest(tile.extracting((slot * Digest.width)..<((slot + 1) * Digest.width)))
        }
        var nodes = [hashes]
        while case let below = nodes[nodes.count - 1], below.count > 1 {
            nodes.append(
                (0..<(below.count / 2)).map { MerkleTree.nodeHash(below[2 * $0], below[2 * $0 + 1]) })
        }
        return nodes
    }
}
