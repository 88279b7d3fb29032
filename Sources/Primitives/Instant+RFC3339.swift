extension Instant {
    /// The moment in RFC 3339 with milliseconds, as a clock so many seconds east of UTC shows it.
    ///
    /// For example `2026-11-21T09:03:00.412+08:00`, and `Z` for UTC itself. RFC 3339 ends with the year 9999; a year
    /// outside is written with its sign and six digits or more, as ISO 8601 does, and is not read back.
    public func rfc3339(offset seconds: Int = 0) -> String {
        // An offset of less than a minute cannot be written, so the clock is shown in whole minutes of it.
        let minutes = seconds / 60
        let local = CivilTime(self, offset: minutes * 60)
        return "\(local.dateText)T\(local.timeText())\(Instant.offsetText(minutes: minutes))"
    }

    /// The moment written in RFC 3339, with or without a fraction, with `Z` or an offset; `nil` for anything else.
    ///
    /// A fraction finer than the millisecond is refused, not rounded: no statement could carry it. So is a leap
    /// second, for which Unix time has no number.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T") || reader.take("t") || reader.take(" "),
            let time = reader.timeOfDay(secondsRequired: true),
            let offset = reader.offset(), reader.isAtEnd,
            let local = CivilTime(year: year, month: month, day: day, millisecondOfDay: time)
        else { return nil }
        self = local.instant(offset: offset)
    }

    private static func offsetText(minutes: Int) -> String {
        guard minutes != 0 else { return "Z" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return (minutes < 0 ? "-" : "+") + CivilTime.digits(hours, 2) + ":" + CivilTime.digits(rest, 2)
    }
}

extension CivilTime {
    /// The date as `2026-11-21`.
    public var dateText: String {
        let years =
            0...9999 ~= year
            ? CivilTime.digits(year, 4) : (year < 0 ? "-" : "+") + CivilTime.digits(abs(year), 6)
        return "\(years)-\(CivilTime.digits(month, 2))-\(CivilTime.digits(day, 2))"
    }

    /// The time of day as `09:03:00.412`, or as `09:03:00` without its milliseconds.
    public func timeText(milliseconds: Bool = true) -> String {
        let (seconds, fraction) = millisecondOfDay.quotientAndRemainder(dividingBy: 1000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { CivilTime.digits($0, 2) }
        return clock.joined(separator: ":") + (milliseconds ? "." + CivilTime.digits(fraction, 3) : "")
    }

    /// The milliseconds since midnight of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm`; `nil` for anything else.
    public static func millisecondOfDay(_ text: some StringProtocol) -> Int? {
        var reader = DigitReader(text.utf8)
        guard let time = reader.timeOfDay(secondsRequired: false), reader.isAtEnd else { return nil }
        return time
    }

    fileprivate static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

/// Reads the fixed-width numbers of which dates and times are made.
private struct DigitReader<Bytes: Collection<UInt8>> {
    private var rest: Bytes.SubSequence

    init(_ bytes: Bytes) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Milliseconds since midnight.
    mutating func timeOfDay(secondsRequired: Bool) -> Int? {
        guard let hour = number(digits: 2), hour < 24, take(":"),
            let minute = number(digits: 2), minute < 60
        else { return nil }
        let upToMinute = (hour * 60 + minute) * 60_000
        guard take(":") else { return secondsRequired ? nil : upToMinute }
        guard let second = number(digits: 2), second < 60 else { return nil }
        guard take(".") else { return upToMinute + second * 1000 }
        guard var fraction = number(digits: 1) else { return nil }
        for _ in 0..<2 { fraction = fraction * 10 + (nextDigit() ?? 0) }
        return upToMinute + second * 1000 + fraction
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+") else { return nil }
        guard let hours = number(digits: 2), hours < 24, take(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes) * 60
    }

    private mutating func nextDigit() -> Int? {
        guard let first = rest.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else { return nil }
        rest = rest.dropFirst()
        return Int(first - UInt8(ascii: "0"))
    }
}
