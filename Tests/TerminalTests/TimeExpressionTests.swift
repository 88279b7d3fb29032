import Primitives
import Testing

@testable import Terminal

@Suite("Times on the command line")
struct TimeExpressionTests {
    @Test(
        "reads every form",
        arguments: [
            ("2026-11-21T09:03:00+08:00", TimeExpression.instant(Instant(milliseconds: 1_795_222_980_000))),
            ("09:03", .timeOfDay(32_580_000)), ("09:03:05", .timeOfDay(32_585_000)),
            ("09:03:05.412", .timeOfDay(32_585_412)), ("T", .fromStart(0)), ("T-30m", .fromStart(-1_800_000)),
            ("T+3m", .fromStart(180_000)), ("T+1h2m3s4ms", .fromStart(3_723_004)), ("E+60m", .fromEnd(3_600_000)),
            ("E-500ms", .fromEnd(-500)),
        ])
    func reads(text: String, expected: TimeExpression) throws {
        #expect(try TimeExpression(text) == expected)
    }

    @Test(
        "refuses everything else, and says what it takes",
        arguments: [
            "", "9:03", "24:00", "09:60", "09:03:60", "T30m", "T+", "T+3", "T+3x", "T+3m3m", "T+3s3m", "X+3m",
            "T+3m ", "T+9999999999h", "T+٣m", "t+3m",
        ])
    func refuses(text: String) throws {
        let error = try #require(throws: LedgerError.self) { try TimeExpression(text) }
        #expect(error.code.rawValue == "time.invalid")
        #expect(error.hint?.en.contains("T-30m") == true && error.hint?.zh.contains("T-30m") == true)
    }

    @Test(
        "means a moment once the exam is known",
        arguments: [
            ("09:03", "2026-11-21T09:03:00.000+08:00"), ("T-30m", "2026-11-21T08:30:00.000+08:00"),
            ("E+60m", "2026-11-21T10:12:30.000+08:00"), ("2026-11-21T01:00:00Z", "2026-11-21T09:00:00.000+08:00"),
        ])
    func resolves(text: String, expected: String) throws {
        let zone = try ZoneRules.named("Asia/Shanghai")
        let start = try #require(Instant(rfc3339: "2026-11-21T09:00:00+08:00"))
        let end = try #require(Instant(rfc3339: "2026-11-21T09:12:30+08:00"))
        // A moment that is still the day before in UTC: the day is the exam's own.
        let day = try #require(Instant(rfc3339: "2026-11-20T17:00:00Z"))
        let instant = try TimeExpression(text).resolve(zone: zone, day: day, start: start, end: end)
        #expect(zone.text(instant) == expected)
    }

    @Test("says what is not known yet", arguments: ["09:03", "T+3m", "E+60m"])
    func unresolved(text: String) throws {
        let expression = try TimeExpression(text)
        let error = try #require(throws: LedgerError.self) { try expression.resolve(zone: .utc) }
        #expect(error.code.rawValue == "time.unresolved")
    }
}
