/// A date of the proleptic Gregorian calendar and a time of day, without saying where.
public struct CivilTime: Hashable, Sendable {
    /// The year; year 0 is 1 BC.
    public let year: Int
    /// The month from 1 to 12.
    public let month: Int
    /// The day of the month from 1.
    public let day: Int
    /// Milliseconds since midnight, less than a day.
    public let millisecondOfDay: Int

    /// The milliseconds of a day.
    public static let millisecondsPerDay = 86_400_000

    /// A date and a time of day; `nil` where the calendar has no such day or the day no such time.
    public init?(year: Int, month: Int, day: Int, millisecondOfDay: Int = 0) {
        guard 1...12 ~= month, 1...CivilTime.days(inMonth: month, of: year) ~= day else { return nil }
        guard 0..<CivilTime.millisecondsPerDay ~= millisecondOfDay else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.millisecondOfDay = millisecondOfDay
    }

    /// What calendar and clock show at a moment, so many seconds east of UTC.
    public init(_ instant: Instant, offset seconds: Int) {
        // The offset is added after the division, so that no moment can overflow.
        let (wholeSeconds, milliseconds) = CivilTime.floorDivide(Int(instant.milliseconds), by: 1000)
        let (days, secondOfDay) = CivilTime.floorDivide(wholeSeconds + seconds, by: 86_400)
        millisecondOfDay = secondOfDay * 1000 + milliseconds
        // The era arithmetic of H. Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so
        // that the leap day is the last of its year.
        let (era, dayOfEra) = CivilTime.floorDivide(days + CivilTime.daysFromMarchZero, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The moment at which calendar and clock show this, so many seconds east of UTC.
    public func instant(offset seconds: Int) -> Instant {
        Instant(milliseconds: Int64((daysSinceEpoch * 86_400 - seconds) * 1000 + millisecondOfDay))
    }

    /// Whole days from 1970-01-01 to this date.
    public var daysSinceEpoch: Int {
        let (era, yearOfEra) = CivilTime.floorDivide(month <= 2 ? year - 1 : year, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - CivilTime.daysFromMarchZero
    }

    /// The day of the week: 0 is Sunday.
    public var weekday: Int {
        CivilTime.floorDivide(daysSinceEpoch + 4, by: 7).remainder
    }

    /// How many days a month of a year has.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 0000-03-01 to 1970-01-01.
    private static let daysFromMarchZero = 719_468

    private static func floorDivide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
