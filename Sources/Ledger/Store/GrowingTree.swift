import Primitives
import Transparency

/// The right edge of a tree with the unfinished tile of each level: what appending a leaf needs and changes.
struct GrowingTree {
    /// The edge.
    private(set) var frontier: Frontier
    /// The hashes of the unfinished tile of each level; as many levels as the tree has.
    private(set) var openTiles: [[UInt8]]
    /// The levels whose unfinished tile changed since it was last asked for.
    private var changed: Set<Int> = []

    /// The tree without leaves.
    init() {
        frontier = Frontier()
        openTiles = []
    }

    /// A tree from its edge and unfinished tiles.
    init(frontier: Frontier, openTiles: [[UInt8]]) {
        self.frontier = frontier
        self.openTiles = openTiles
    }

    var size: UInt64 { frontier.size }
    var root: Digest { frontier.root }

    /// Adds a leaf; `body` is handed each tile that becomes full, the lowest level first.
    mutating func append(
        _ leaf: Digest,
        full body: (_ level: Int, _ number: UInt64, _ hashes: [UInt8]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        var higher: [(level: Int, hash: Digest)] = []
        frontier.append(leaf) { subtree, hash in
            if subtree.level > 0, subtree.level & 7 == 0 { higher.append((subtree.level >> 3, hash)) }
        }
        try add(leaf, at: 0, body)
        for (level, hash) in higher { try add(hash, at: level, body) }
    }

    private mutating func add(
        _ hash: Digest, at level: Int, _ body: (Int, UInt64, [UInt8]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        if openTiles.count == level { openTiles.append([]) }
        openTiles[level].append(hash)
        guard openTiles[level].count == Tile.fullWidth * Digest.width else {
            changed.insert(level)
            return
        }
        try body(level, Tile.hashCount(level: level, size: size) >> 8 - 1, openTiles[level])
        openTiles[level].removeAll(keepingCapacity: true)
        changed.remove(level)
    }

    /// Hands out the unfinished tiles that changed since the last time.
    mutating func takeChanged(
        _ body: (_ level: Int, _ number: UInt64, _ hashes: [UInt8]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        for level in changed.sorted() {
            try body(level, Tile.hashCount(level: level, size: size) >> 8, openTiles[level])
        }
        changed.removeAll()
    }
}
