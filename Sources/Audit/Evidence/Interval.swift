import Primitives

/// A stretch of time on the ledger's clock, both ends included; one that would end before it begins holds nothing.
struct Interval: Hashable, Sendable {
    let from: Instant
    let until: Instant

    /// In milliseconds.
    var length: Int64 { max(0, until - from) }

    func contains(_ moment: Instant) -> Bool { moment >= from && moment <= until }

    /// Whether another lies wholly in it.
    func contains(_ other: Interval) -> Bool { other.from >= from && other.until <= until }

    /// What of it lies in a window; `nil` where they do not meet.
    func cut(to window: Interval) -> Interval? {
        let common = Interval(from: max(from, window.from), until: min(until, window.until))
        return common.from <= common.until ? common : nil
    }
}

/// Stretches of time as one set: in order, and apart from each other.
struct Intervals: Hashable, Sendable {
    let intervals: [Interval]

    /// The union of some stretches, in any order.
    init(_ stretches: [Interval]) {
        var union: [Interval] = []
        for next in stretches.filter({ $0.from <= $0.until }).sorted(by: { $0.from < $1.from }) {
            if let last = union.last, next.from <= last.until {
                union[union.count - 1] = Interval(from: last.from, until: max(last.until, next.until))
            } else {
                union.append(next)
            }
        }
        intervals = union
    }

    /// How much of a window they cover, in milliseconds.
    func covered(of window: Interval) -> Int64 {
        intervals.reduce(0) { $0 + ($1.cut(to: window)?.length ?? 0) }
    }

    /// What of a window they leave open.
    func holes(in window: Interval) -> [Interval] {
        var holes: [Interval] = []
        var reached = window.from
        for interval in intervals.compactMap({ $0.cut(to: window) }) {
            if interval.from > reached { holes.append(Interval(from: reached, until: interval.from)) }
            reached = interval.until
        }
        if reached < window.until { holes.append(Interval(from: reached, until: window.until)) }
        return holes
    }
}
