public import Primitives

/// Which files a published log of some size consists of, and how they vouch for each other (C2SP tlog-tiles).
///
/// A full tile is vouched for by its slot in the tile above it, the tiles of the right edge together by the root.
public struct PublishedTiles: Hashable, Sendable {
    /// How many entries the log has.
    public let size: UInt64

    /// The files of a log of some size.
    public init(size: UInt64) {
        self.size = size
    }

    /// How many levels of tiles there are.
    public var levelCount: Int {
        var level = 0
        while Tile.hashCount(level: level, size: size) > 0 { level += 1 }
        return level
    }

    /// The tile at a place, as wide as the log makes it; `nil` where the log has none.
    public func tile(level: Int, number: UInt64) -> Tile? {
        guard (0..<levelCount).contains(level) else { return nil }
        let count = Tile.hashCount(level: level, size: size)
        if number < count >> 8 { return Tile(level: level, number: number) }
        return number == count >> 8 ? Tile(level: level, number: number, width: Int(count & 255)) : nil
    }

    /// The bundle at a place, as wide as the log makes it; `nil` where the log has none.
    public func bundle(number: UInt64) -> EntryBundle? {
        tile(level: 0, number: number).flatMap { EntryBundle(number: number, width: $0.width) }
    }

    /// How many bundles there are.
    public var bundleCount: UInt64 { size >> 8 + (size & 255 > 0 ? 1 : 0) }

    /// The tile and the slot that hold the root of a full tile.
    public func parent(ofFullTile number: UInt64, level: Int) -> (tile: Tile, slot: Int)? {
        tile(level: level + 1, number: number >> 8).map { ($0, Int(number & 255)) }
    }

    /// The right edge of the tree, from its tiles' hashes; `nil` where a tile is missing or too short.
    public func frontier(_ hashes: (Tile) -> [UInt8]?) -> Frontier? {
        var peaks: [Digest] = []
        for subtree in Subtree.peaks(ofTreeWithSize: size) {
            let (level, number, slots) = subtree.location
            guard let tile = tile(level: level, number: number), let bytes = hashes(tile),
                bytes.count >= slots.upperBound * Digest.width
            else { return nil }
            peaks.append(MerkleTree.root(of: slots.compactMap { Tile.hash($0, in: bytes) }))
        }
        return Frontier(size: size, peaks: peaks)
    }
}

extension Tile {
    /// The hash in a slot of a tile's bytes; `nil` beyond their end.
    public static func hash(_ slot: Int, in bytes: [UInt8]) -> Digest? {
        guard slot >= 0, (slot + 1) * Digest.width <= bytes.count else { return nil }
        return Digest(bytes.span.extracting((slot * Digest.width)..<((slot + 1) * Digest.width)))
    }

    /// All hashes of a tile's bytes.
    public static func hashes(in bytes: [UInt8]) -> [Digest] {
        (0..<(bytes.count / Digest.width)).compactMap { hash($0, in: bytes) }
    }
}
