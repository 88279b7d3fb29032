/// A tile of the published tree: up to 256 hashes of one level (C2SP tlog-tiles, height 8, formats.md §5).
public struct Tile: Hashable, Sendable {
    /// The number of hashes of a full tile, and of entries of a full bundle.
    public static let fullWidth = 256
    /// The highest level that a path may name.
    public static let levelLimit = 63

    /// Its level; level L holds hashes of subtrees with 256^L leaves.
    public let level: Int
    /// Its place in its level, from 0.
    public let number: UInt64
    /// How many hashes it holds, 1 to 256.
    public let width: Int

    /// A tile at a place; `nil` for a level or a width that no tile has.
    public init?(level: Int, number: UInt64, width: Int = Tile.fullWidth) {
        guard (0...Tile.levelLimit).contains(level), (1...Tile.fullWidth).contains(width) else { return nil }
        self.level = level
        self.number = number
        self.width = width
    }

    /// Whether it holds fewer than 256 hashes, because the tree ended there.
    public var isPartial: Bool { width < Tile.fullWidth }

    /// Where it is published: `tile/0/x001/234`, with `.p/<width>` behind it where it is partial.
    public var path: String {
        "tile/\(level)/" + TilePath.text(number: number, width: width)
    }

    /// The tile that a path names, in its only spelling; `nil` for anything else, so that no path leads elsewhere.
    public init?(path: String) {
        guard path.hasPrefix("tile/") else { return nil }
        let rest = path.dropFirst(5)
        guard let slash = rest.firstIndex(of: "/"), let level = Decimal.value(rest[..<slash]),
            let (number, width) = TilePath.parse(rest[rest.index(after: slash)...]), level <= Tile.levelLimit
        else { return nil }
        self.init(level: Int(level), number: number, width: width)
    }

    /// How many hashes a level has in a tree of some size: floor(size / 256^level).
    public static func hashCount(level: Int, size: UInt64) -> UInt64 {
        level * 8 < 64 ? size >> UInt64(level * 8) : 0
    }

    /// The tiles to publish when a tree grows: those that became full, and the new partial one of each level.
    public static func added(from oldSize: UInt64, to newSize: UInt64) -> [Tile] {
        var tiles: [Tile] = []
        var level = 0
        while case let count = hashCount(level: level, size: newSize), count > 0 {
            let known = hashCount(level: level, size: oldSize)
            if count > known {
                for number in (known >> 8)..<(count >> 8) {
                    if let tile = Tile(level: level, number: number) { tiles.append(tile) }
                }
                if let tile = Tile(level: level, number: count >> 8, width: Int(count & 255)) { tiles.append(tile) }
            }
            level += 1
        }
        return tiles
    }
}
