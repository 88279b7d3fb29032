public import Primitives

/// A span of time in words: its two greatest units.
public enum DurationText {
    private static let units: [(milliseconds: Int64, en: String, zh: String)] = [
        (86_400_000, "d", "天"), (3_600_000, "h", "小时"), (60_000, "min", "分"), (1000, "s", "秒"), (1, "ms", "毫秒"),
    ]

    /// The span, such as "3 min 20 s"; a negative one with a minus sign.
    public static func phrase(_ milliseconds: Int64) -> Phrase {
        let size = milliseconds.magnitude
        guard let first = units.firstIndex(where: { size >= $0.milliseconds.magnitude }) else {
            return Phrase(en: "0 s", zh: "0 秒")
        }
        // Below a second the exact value counts; above, parts of a second only blur.
        let last = units[first].milliseconds == 1 ? first : min(first + 1, units.count - 2)
        var rest = size
        var parts: [(UInt64, Int)] = []
        for unit in first...last {
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: units[unit].milliseconds.magnitude)
            if count > 0 { parts.append((count, unit)) }
            rest = remainder
        }
        let sign = milliseconds < 0 ? "−" : ""
        return Phrase(
            en: sign + parts.map { "\($0.0) \(units[$0.1].en)" }.joined(separator: " "),
            zh: sign + parts.map { "\($0.0) \(units[$0.1].zh)" }.joined(separator: " "))
    }
}
