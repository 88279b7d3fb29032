import Primitives

/// The rule for every year to come at the end of a TZif file, in the form of the POSIX variable `TZ`.
///
/// For example `CET-1CEST,M3.5.0,M10.5.0/3`: an hour east of UTC, two from the last Sunday of March at 02:00 until the
/// last Sunday of October at 03:00. Hours of a switch may be negative or beyond a day (RFC 8536 §3.3.1).
struct RecurringRule: Hashable, Sendable {
    private let standardOffset: Int
    private let daylight: Daylight?

    private struct Daylight: Hashable, Sendable {
        let offset: Int
        let start, end: Switch
    }

    /// A day of the year and the local time, in seconds from its midnight, at which clocks are set.
    private struct Switch: Hashable, Sendable {
        let day: Day
        let time: Int
    }

    private enum Day: Hashable, Sendable {
        /// `Jn`: the day 1…365, on which 29 February is not counted.
        case julian(Int)
        /// `n`: the day 0…365.
        case ordinal(Int)
        /// `Mm.w.d`: the w-th weekday d of a month; the fifth is the last.
        case weekday(month: Int, week: Int, day: Int)
    }

    /// The rule in a text; `nil` where it is none.
    init?(posix text: some Collection<UInt8>) {
        var reader = Reader(rest: Array(text)[...])
        guard reader.takeName(), let west = reader.time() else { return nil }
        standardOffset = -west
        guard !reader.rest.isEmpty else {
            daylight = nil
            return
        }
        guard reader.takeName() else { return nil }
        var offset = standardOffset + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard let start = reader.switchTime(), let end = reader.switchTime(), reader.rest.isEmpty else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// Seconds east of UTC at a moment in seconds since the epoch.
    func offset(at seconds: Int64) -> Int {
        guard let daylight else { return standardOffset }
        let year = CivilTime(Instant(milliseconds: 0) + clamped(seconds) * 1000, offset: standardOffset).year
        let start = moment(daylight.start, in: year) - Int64(standardOffset)
        let end = moment(daylight.end, in: year) - Int64(daylight.offset)
        // South of the equator the summer spans the new year.
        let isDaylight = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
        return isDaylight ? daylight.offset : standardOffset
    }

    /// Far beyond the year 9999 no switch matters, but arithmetic must not overflow.
    private func clamped(_ seconds: Int64) -> Int64 {
        min(max(seconds, Int64.min / 1000), Int64.max / 1000)
    }

    /// The local moment of a switch as if the clock stood in UTC.
    private func moment(_ change: Switch, in year: Int) -> Int64 {
        let isLeap = CivilTime.days(inMonth: 2, of: year) == 29
        let newYear = CivilTime(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0
        let day =
            switch change.day {
            case .julian(let day): newYear + day - 1 + (isLeap && day >= 60 ? 1 : 0)
            case .ordinal(let day): newYear + day
            case .weekday(let month, let week, let day):
                RecurringRule.day(ofWeekday: day, week: week, month: month, year: year)
            }
        return Int64(day) * 86_400 + Int64(change.time)
    }

    private static func day(ofWeekday weekday: Int, week: Int, month: Int, year: Int) -> Int {
        guard let first = CivilTime(year: year, month: month, day: 1) else { return 0 }
        let length = CivilTime.days(inMonth: month, of: year)
        var day = (weekday - first.weekday + 7) % 7 + 7 * (week - 1)
        if day >= length { day -= 7 }
        return first.daysSinceEpoch + day
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == character.value else { return false }
            rest.removeFirst()
            return true
        }

        /// An abbreviation: three letters or more, or anything in angle brackets.
        mutating func takeName() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let name = rest.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 }
            rest = rest.dropFirst(name.count)
            return name.count >= 3
        }

        mutating func number(upTo limit: Int) -> Int? {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard 1...3 ~= digits.count else { return nil }
            rest = rest.dropFirst(digits.count)
            let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            return value <= limit ? value : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard var seconds = number(upTo: 167).map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where take(":") {
                guard let value = number(upTo: 59) else { return nil }
                seconds += value * unit
            }
            return sign * seconds
        }

        /// `,date[/time]`; clocks are set at 02:00 unless it says otherwise.
        mutating func switchTime() -> Switch? {
            guard take(","), let day = day() else { return nil }
            guard take("/") else { return Switch(day: day, time: 7200) }
            return time().map { Switch(day: day, time: $0) }
        }

        private mutating func day() -> Day? {
            if take("M") {
                guard let month = number(upTo: 12), month > 0, take("."), let week = number(upTo: 5), week > 0,
                    take("."), let day = number(upTo: 6)
                else { return nil }
                return .weekday(month: month, week: week, day: day)
            }
            if take("J") { return number(upTo: 365).flatMap { $0 > 0 ? .julian($0) : nil } }
            return number(upTo: 365).map { .ordinal($0) }
        }
    }
}
