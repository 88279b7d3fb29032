import Primitives
import Transparency

/// Holds the tiles of a published log against the entries, and says which of the two is wrong.
///
/// A tile is to be believed where the slot above it, or for the right edge the checkpoint's root, is the root of its
/// hashes: then it is the entry below that was changed. Otherwise the tile was.
struct TileCheck {
    private let folder: PublishedFolder
    private let tiles: PublishedTiles
    /// Whether the tiles of the right edge lead to the checkpoint's root.
    private let isEdgeSound: Bool
    /// The tiles below which something wrong was named already.
    private var tainted: Set<Tile> = []

    init(_ folder: PublishedFolder, _ checkpoint: Checkpoint) {
        self.folder = folder
        tiles = PublishedTiles(size: checkpoint.size)
        let edge = tiles.frontier { tile in
            guard case .bytes(let bytes) = folder.read(tile).content else { return nil }
            return bytes.count == tile.width * Digest.width ? bytes : nil
        }
        isEdgeSound = edge?.root == checkpoint.root
    }

    /// Holds a bundle against its tile; where the tile is to be believed, the tree takes its hashes.
    mutating func settle(_ bundle: inout PublishedEntries.Bundle, _ problems: inout ProblemList) {
        let first = bundle.number << 8
        guard let tile = tiles.tile(level: 0, number: bundle.number),
            let bytes = hashes(of: tile, near: first, &problems)
        else { return }
        let differing = bundle.entries.indices.filter { bundle.entries[$0].leaf != Tile.hash($0, in: bytes) }
        guard let place = differing.first else { return }
        guard isBelieved(tile, bytes) else {
            problems.add(.publishedTile(tile.path, near: first + UInt64(place)))
            return
        }
        tainted.insert(tile)
        for place in differing {
            if bundle.entries[place].leaf != nil {
                bundle.entries[place].problems.append(
                    .publishedEntry(
                        bundle.file, at: bundle.entries[place].index, bundle.entries[place].stream))
            }
            bundle.entries[place].treeLeaf = Tile.hash(place, in: bytes)
        }
    }

    /// Holds a tile above the leaves against the hashes that follow from the entries.
    mutating func check(_ level: Int, _ number: UInt64, _ computed: [UInt8], _ problems: inout ProblemList) {
        guard level > 0, let tile = tiles.tile(level: level, number: number),
            let bytes = hashes(of: tile, near: tile.firstEntry(of: 0), &problems)
        else { return }
        let differing = (0..<tile.width).filter { Tile.hash($0, in: bytes) != Tile.hash($0, in: computed) }
        guard let first = differing.first else { return }
        guard isBelieved(tile, bytes) else {
            problems.add(.publishedTile(tile.path, near: tile.firstEntry(of: first)))
            return
        }
        tainted.insert(tile)
        for slot in differing {
            guard let child = Tile(level: level - 1, number: number << 8 + UInt64(slot)), !tainted.contains(child)
            else {
                continue
            }
            problems.add(.publishedTile(child.path, near: child.firstEntry(of: 0)))
        }
    }

    private mutating func isBelieved(_ tile: Tile, _ bytes: [UInt8]) -> Bool {
        guard !tile.isPartial, let parent = tiles.parent(ofFullTile: tile.number, level: tile.level) else {
            return isEdgeSound
        }
        var unheard = ProblemList()
        guard let above = hashes(of: parent.tile, near: nil, &unheard) else { return false }
        return Tile.hash(parent.slot, in: above) == MerkleTree.root(of: Tile.hashes(in: bytes))
    }

    /// A tile's hashes; `nil`, and a problem, where the file does not have as many as it must.
    private mutating func hashes(of tile: Tile, near index: UInt64?, _ problems: inout ProblemList) -> [UInt8]? {
        let (content, file) = folder.read(tile)
        switch content {
        case .missing: problems.add(.missingFile(file, near: index))
        case .unreadable(let why): problems.add(.unreadableFile(file, why, near: index))
        case .bytes(let bytes):
            if bytes.count == tile.width * Digest.width { return bytes }
            problems.add(.tileWidth(file, bytes.count, of: tile.width * Digest.width, near: index))
        }
        return nil
    }
}

extension Tile {
    /// The first entry below one of its slots.
    func firstEntry(of slot: Int) -> UInt64 {
        // No tree has a hash of level 8: it would stand for 2^64 entries.
        level < 8 ? (number << 8 + UInt64(slot)) << UInt64(8 * level) : 0
    }
}
