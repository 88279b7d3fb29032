import Primitives

/// Times in findings: relative to a moment of the exam, so that no time zone decides over the bytes of a result.
enum RelativeTime {
    /// A distance such as `T+3:00.412`; milliseconds of the Unix epoch where there is nothing to count from.
    static func text(_ moment: Instant, from origin: Instant?, called name: String) -> String {
        guard let origin else { return "\(moment.milliseconds) ms" }
        let distance = moment.milliseconds.subtractingReportingOverflow(origin.milliseconds).partialValue
        let total = distance.magnitude
        let (hours, minutes, seconds) = (total / 3_600_000, total / 60_000 % 60, total / 1000 % 60)
        let sign = distance < 0 ? "-" : "+"
        let clock =
            hours > 0 ? "\(hours):\(padded(minutes, 2)):\(padded(seconds, 2))" : "\(minutes):\(padded(seconds, 2))"
        return "\(name)\(sign)\(clock).\(padded(total % 1000, 3))"
    }

    private static func padded(_ value: UInt64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
