import Primitives

/// The counters seen of one key: the highest, and the holes below it (formats.md §1, counters).
public struct CounterRecord: Hashable, Sendable {
    /// The highest counter seen; 0 before the first.
    public private(set) var highest: UInt64 = 0
    /// Counters below the highest that were not seen yet, in order.
    public private(set) var holes: [ClosedRange<UInt64>] = []

    /// Nothing seen yet.
    public init() {}

    /// Takes in a counter; `false`, and nothing changed, where it was seen before.
    @discardableResult
    public mutating func take(_ n: UInt64) -> Bool {
        if n > highest {
            if n > highest + 1 { holes.append((highest + 1)...(n - 1)) }
            highest = n
            return true
        }
        guard let place = holes.firstIndex(where: { $0.contains(n) }) else { return false }
        let hole = holes[place]
        var left: [ClosedRange<UInt64>] = []
        if hole.lowerBound < n { left.append(hole.lowerBound...(n - 1)) }
        if n < hole.upperBound { left.append((n + 1)...hole.upperBound) }
        holes.replaceSubrange(place...place, with: left)
        return true
    }
}

extension CounterRecord {
    /// Takes in all that another record of the same key has seen.
    public mutating func formUnion(_ other: CounterRecord) {
        let top = max(highest, other.highest)
        let (mine, others) = (missing(through: top), other.missing(through: top))
        var common: [ClosedRange<UInt64>] = []
        var (place, otherPlace) = (0, 0)
        while place < mine.count, otherPlace < others.count {
            let (hole, otherHole) = (mine[place], others[otherPlace])
            if hole.overlaps(otherHole) { common.append(hole.clamped(to: otherHole)) }
            if hole.upperBound < otherHole.upperBound { place += 1 } else { otherPlace += 1 }
        }
        (highest, holes) = (top, common)
    }

    /// What was not seen up to a counter, in order: beyond the highest that is everything.
    private func missing(through top: UInt64) -> [ClosedRange<UInt64>] {
        highest < top ? holes + [(highest + 1)...top] : holes
    }
}

extension CounterRecord {
    /// The first counter from 1 that is missing below the highest; `nil` when there is no hole.
    public var firstHole: Int64? { holes.first.map { Int64($0.lowerBound) } }

    /// How many counters are missing below the highest.
    public var missing: Int64 { Int64(holes.reduce(0) { $0 + $1.count }) }

    /// How many of the counters from one to another were seen; 0 where the first is beyond the last.
    public func count(from first: Int64, through last: Int64) -> Int64 {
        let lower = UInt64(max(first, 1))
        let upper = min(UInt64(max(last, 0)), highest)
        guard lower <= upper else { return 0 }
        let missing = holes.filter { $0.overlaps(lower...upper) }.reduce(0) { $0 + $1.clamped(to: lower...upper).count }
        return Int64(upper - lower + 1) - Int64(missing)
    }
}

extension CounterRecord {
    /// The stored form: the highest, then each hole's bounds.
    init?(stored bytes: Span<UInt8>) {
        guard bytes.count >= 8, bytes.count % 16 == 8 else { return nil }
        var numbers: [UInt64] = []
        for start in stride(from: 0, to: bytes.count, by: 8) {
            numbers.append(UInt64(bigEndian: bytes, at: start))
        }
        highest = numbers[0]
        for place in stride(from: 1, to: numbers.count, by: 2) {
            guard numbers[place] <= numbers[place + 1] else { return nil }
            holes.append(numbers[place]...numbers[place + 1])
        }
    }

    /// The stored form.
    var stored: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: highest)
        for hole in holes {
            bytes.append(bigEndian: hole.lowerBound)
            bytes.append(bigEndian: hole.upperBound)
        }
        return bytes
    }
}
