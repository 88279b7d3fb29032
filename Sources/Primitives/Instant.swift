/// A moment: milliseconds since 1970-01-01T00:00:00Z, the only form of time in a statement or an entry.
public struct Instant: Hashable, Sendable {
    /// Milliseconds since the Unix epoch.
    public let milliseconds: Int64

    /// The moment so many milliseconds after the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The moment some milliseconds later.
    public static func + (instant: Instant, milliseconds: Int64) -> Instant {
        Instant(milliseconds: instant.milliseconds + milliseconds)
    }

    /// The milliseconds from the right moment to the left one.
    public static func - (later: Instant, earlier: Instant) -> Int64 {
        later.milliseconds - earlier.milliseconds
    }
}

extension Instant: Comparable {
    /// The earlier moment is the smaller.
    public static func < (lhs: Instant, rhs: Instant) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }
}
