/// A bundle of up to 256 entries, each behind its length in 16 bits (C2SP tlog-tiles).
public struct EntryBundle: Hashable, Sendable {
    /// Its place, from 0.
    public let number: UInt64
    /// How many entries it holds, 1 to 256.
    public let width: Int

    /// A bundle at a place; `nil` for a width that no bundle has.
    public init?(number: UInt64, width: Int = Tile.fullWidth) {
        guard (1...Tile.fullWidth).contains(width) else { return nil }
        self.number = number
        self.width = width
    }

    /// Where it is published: `tile/entries/x001/234`, with `.p/<width>` behind it where it is partial.
    public var path: String {
        "tile/entries/" + TilePath.text(number: number, width: width)
    }

    /// The bundle that a path names, in its only spelling; `nil` for anything else.
    public init?(path: String) {
        let prefix = "tile/entries/"
        guard path.hasPrefix(prefix), let (number, width) = TilePath.parse(path.dropFirst(prefix.count)) else {
            return nil
        }
        self.init(number: number, width: width)
    }

    /// Appends one entry behind its length; `false`, and nothing appended, where it is longer than 65,535 bytes.
    public static func append(_ entry: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
        guard let length = UInt16(exactly: entry.count) else { return false }
        bytes.append(UInt8(length >> 8))
        bytes.append(UInt8(truncatingIfNeeded: length))
        for index in entry.indices { bytes.append(entry[index]) }
        return true
    }

    /// The places of the entries in a bundle's bytes; `nil` unless there are exactly `width` and nothing else.
    public func ranges(in bytes: Span<UInt8>) -> [Range<Int>]? {
        let (ranges, end) = EntryBundle.leadingRanges(width, in: bytes)
        return ranges.count == width && end == bytes.count ? ranges : nil
    }

    /// The places of up to `count` entries, as far as the bytes reach, and where the last of them ends.
    public static func leadingRanges(_ count: Int, in bytes: Span<UInt8>) -> (ranges: [Range<Int>], end: Int) {
        var ranges: [Range<Int>] = []
        var position = 0
        while ranges.count < count, position + 2 <= bytes.count {
            let start = position + 2
            let end = start + (Int(bytes[position]) << 8 | Int(bytes[position + 1]))
            guard end <= bytes.count else { break }
            ranges.append(start..<end)
            position = end
        }
        return (ranges, position)
    }
}
