/// A complete subtree: the leaves from `index · 2^level` on, `2^level` of them.
public struct Subtree: Hashable, Sendable {
    /// Its height; 0 is a leaf.
    public let level: Int
    /// Its place among the complete subtrees of its level, from 0.
    public let index: UInt64

    /// The subtree at a place.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees that a tree of some size consists of, from the left: what a ``Frontier`` is resumed from.
    public static func peaks(ofTreeWithSize size: UInt64) -> [Subtree] {
        var peaks: [Subtree] = []
        var start: UInt64 = 0
        for level in stride(from: 63, through: 0, by: -1) where size >> UInt64(level) & 1 == 1 {
            peaks.append(Subtree(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return peaks
    }

    /// The tile level, tile number and slots whose root this subtree's hash is (C2SP tlog-tiles, height 8).
    public var location: (level: Int, number: UInt64, slots: Range<Int>) {
        let height = level & 7
        let first = index << UInt64(height)
        let slot = Int(first & 255)
        return (level >> 3, first >> 8, slot..<(slot + (1 << height)))
    }
}
