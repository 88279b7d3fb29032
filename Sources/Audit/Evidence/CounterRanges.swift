/// The values of a key's counter that are in the log, as ranges in ascending order.
public struct CounterRanges: Hashable, Sendable {
    /// The ranges; no two of them touch.
    public private(set) var ranges: [ClosedRange<Int64>] = []

    /// No value seen yet.
    public init() {}

    /// The first value from 1 that is missing below the highest; `nil` when there is no hole.
    public var firstHole: Int64? {
        guard let first = ranges.first else { return nil }
        if first.lowerBound > 1 { return 1 }
        return ranges.count > 1 ? first.upperBound + 1 : nil
    }

    /// How many values are missing below the highest.
    public var missing: Int64 {
        (ranges.last?.upperBound ?? 0) - ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 }
    }

    /// How many of the values from one to another are there; 0 where the first is beyond the last.
    public func count(from first: Int64, through last: Int64) -> Int64 {
        ranges.reduce(0) { $0 + max(0, min($1.upperBound, last) - max($1.lowerBound, first) + 1) }
    }

    /// Takes in a value.
    public mutating func insert(_ value: Int64) {
        // Counters arrive in order but for holes: the last range is nearly always the one.
        if let last = ranges.last, last.upperBound + 1 == value {
            ranges[ranges.count - 1] = last.lowerBound...value
            return
        }
        let place = ranges.firstIndex { $0.upperBound + 1 >= value } ?? ranges.count
        guard place < ranges.count, ranges[place].lowerBound <= value + 1 else {
            ranges.insert(value...value, at: place)
            return
        }
        let lower = min(ranges[place].lowerBound, value)
        var upper = max(ranges[place].upperBound, value)
        if place + 1 < ranges.count, ranges[place + 1].lowerBound == upper + 1 {
            upper = ranges[place + 1].upperBound
            ranges.remove(at: place + 1)
        }
        ranges[place] = lower...upper
    }
}
