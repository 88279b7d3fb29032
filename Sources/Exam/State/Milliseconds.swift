/// Sums of milliseconds that come out of statements: whatever was signed, the arithmetic must not trap.
package enum Milliseconds {
    /// Far beyond every date, far within 64 bits: sums of a few such values still fit.
    static let limit: Int64 = 1 << 60
    /// A day.
    static let day: Int64 = 86_400_000

    /// The sum, held within the limit.
    package static func sum(_ first: Int64, _ second: Int64) -> Int64 {
        let (sum, overflow) = first.addingReportingOverflow(second)
        if overflow { return first < 0 ? -limit : limit }
        return min(max(sum, -limit), limit)
    }

    /// Days as milliseconds, held within the limit.
    package static func days(_ count: Int64) -> Int64 {
        let (product, overflow) = count.multipliedReportingOverflow(by: day)
        if overflow { return count < 0 ? -limit : limit }
        return min(max(product, -limit), limit)
    }
}
