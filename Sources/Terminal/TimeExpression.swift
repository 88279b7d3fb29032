public import Primitives

/// A time as a person writes it on the command line (cli.md, Conventions).
public enum TimeExpression: Hashable, Sendable {
    /// A full RFC 3339 time, which needs nothing else.
    case instant(Instant)
    /// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm` of the exam day, in milliseconds since midnight.
    case timeOfDay(Int)
    /// `T-30m`: milliseconds from the planned start of the sitting.
    case fromStart(Int64)
    /// `E+60m`: milliseconds from the candidate's own end.
    case fromEnd(Int64)

    /// What a text says.
    ///
    /// A distance is written in `h`, `m`, `s` and `ms`, largest first and each at most once: `T`, `T+3m`, `E-1h30m`.
    ///
    /// - Throws: `time.invalid`, with the forms that are taken.
    public init(_ text: String) throws(LedgerError) {
        if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
        } else if let time = CivilTime.millisecondOfDay(text) {
            self = .timeOfDay(time)
        } else if text.hasPrefix("T"), let distance = TimeExpression.distance(text.utf8.dropFirst()) {
            self = .fromStart(distance)
        } else if text.hasPrefix("E"), let distance = TimeExpression.distance(text.utf8.dropFirst()) {
            self = .fromEnd(distance)
        } else {
            throw LedgerError(
                LedgerError.Code(rawValue: "time.invalid"),
                Phrase(en: "“\(text.printable)” is not a time.", zh: "“\(text.printable)”不是时间。"),
                hint: Phrase(
                    en: "Write 2026-11-21T09:03:00+08:00, 09:03 or 09:03:00 of the exam day, T-30m, T+3m or E+60m.",
                    zh: "可写 2026-11-21T09:03:00+08:00、考试当日的 09:03 或 09:03:00，以及 T-30m、T+3m、E+60m。"))
        }
    }

    /// The moment it means, given what is known of the exam.
    ///
    /// - Parameters:
    ///   - zone: the exam's time zone.
    ///   - day: any moment of the exam day, for a time of day.
    ///   - start: the planned start T.
    ///   - end: the candidate's end E.
    /// - Throws: `time.unresolved` where what it needs is not known.
    public func resolve(
        zone: ZoneRules, day: Instant? = nil, start: Instant? = nil, end: Instant? = nil
    ) throws(LedgerError) -> Instant {
        switch self {
        case .instant(let instant):
            return instant
        case .timeOfDay(let time):
            guard let date = day.map(zone.civil),
                let civil = CivilTime(year: date.year, month: date.month, day: date.day, millisecondOfDay: time)
            else { throw TimeExpression.unresolved(Phrase(en: "the exam day", zh: "考试日期")) }
            return zone.instant(of: civil)
        case .fromStart(let distance):
            guard let start else { throw TimeExpression.unresolved(Phrase(en: "the planned start T", zh: "开考时间 T")) }
            return start + distance
        case .fromEnd(let distance):
            guard let end else {
                throw TimeExpression.unresolved(Phrase(en: "the candidate's end E", zh: "考生的结束时间 E"))
            }
            return end + distance
        }
    }

    private static func unresolved(_ missing: Phrase) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "time.unresolved"),
            Phrase(
                en: "This time counts from \(missing.en), which the ledger does not say yet.",
                zh: "该时间以\(missing.zh)为准，而账本中尚无此信息。"),
            hint: Phrase(
                en: "Give the full time, such as 2026-11-21T09:03:00+08:00.",
                zh: "请写出完整时间，例如 2026-11-21T09:03:00+08:00。"))
    }

    /// `[+-](N(h|m|s|ms))+` in milliseconds; nothing at all is no distance.
    private static func distance(_ text: Substring.UTF8View) -> Int64? {
        guard let sign = text.first else { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        var rest = text.dropFirst()
        var total: Int64 = 0
        var largest = Int64.max
        repeat {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest = rest.dropFirst(digits.count)
            let letters = rest.prefix { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
            rest = rest.dropFirst(letters.count)
            guard 1...9 ~= digits.count, let count = Int64(Substring(digits)),
                let unit = unit(Substring(letters)), unit < largest
            else { return nil }
            total += count * unit
            largest = unit
        } while !rest.isEmpty
        return sign == UInt8(ascii: "-") ? -total : total
    }

    private static func unit(_ letters: Substring) -> Int64? {
        switch letters {
        case "h": 3_600_000
        case "m": 60_000
        case "s": 1000
        case "ms": 1
        default: nil
        }
    }
}
