import Primitives
import Testing

@Suite("Times in RFC 3339")
struct InstantTextTests {
    /// xorshift64*, so that a failing case can be run again.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 2_685_821_657_736_338_717
        }
    }

    @Test(
        "writes what a clock shows",
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000Z"), (1_795_222_980_412, 28_800, "2026-11-21T09:03:00.412+08:00"),
            (-1, 0, "1969-12-31T23:59:59.999Z"), (951_782_400_000, 0, "2000-02-29T00:00:00.000Z"),
            (0, -12_600, "1969-12-31T20:30:00.000-03:30"), (-62_135_596_800_000, 0, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, 0, "9999-12-31T23:59:59.999Z"),
            (253_402_300_800_000, 0, "+010000-01-01T00:00:00.000Z"),
        ] as [(Int64, Int, String)])
    func writes(milliseconds: Int64, offset: Int, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339(offset: offset) == text)
    }

    @Test("every moment can be written, the furthest included", arguments: [Int64.min, Int64.max])
    func extremes(milliseconds: Int64) {
        #expect(Instant(milliseconds: milliseconds).rfc3339(offset: 50_400).contains("T"))
    }

    @Test(
        "reads every form the standard allows",
        arguments: [
            ("2026-11-21T09:03:00.412+08:00", 1_795_222_980_412), ("2026-11-21T01:03:00Z", 1_795_222_980_000),
            ("2026-11-21t01:03:00z", 1_795_222_980_000), ("2026-11-21 09:03:00.4+08:00", 1_795_222_980_400),
            ("2026-11-20T22:03:00.04-03:00", 1_795_222_980_040), ("1970-01-01T00:00:00-00:00", 0),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text) == Instant(milliseconds: milliseconds))
    }

    @Test(
        "refuses everything else",
        arguments: [
            "", "2026-11-21", "2026-11-21T09:03:00", "2026-11-21T09:03Z", "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T23:59:60Z",
            "2026-11-21T09:03:00.Z", "2026-11-21T09:03:00.4123Z", "2026-11-21T09:03:00+0800",
            "2026-11-21T09:03:00+24:00", "2026-11-21T09:03:00Z ", "２026-11-21T09:03:00Z", "+2026-11-21T09:03:00Z",
        ])
    func refuses(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("what is written is read back, for random moments and offsets", arguments: [1, 2, 3] as [UInt64])
    func roundTrip(seed: UInt64) {
        var generator = Generator(state: seed)
        for _ in 0..<5000 {
            let instant = Instant(
                milliseconds: .random(in: -62_000_000_000_000...253_000_000_000_000, using: &generator))
            let offset = Int.random(in: -1439...1439, using: &generator) * 60
            let text = instant.rfc3339(offset: offset)
            #expect(Instant(rfc3339: text) == instant, "\(text)")
        }
    }

    @Test("the days of four centuries follow each other")
    func calendar() {
        var expected = CivilTime(year: 1899, month: 12, day: 31)?.daysSinceEpoch ?? 0
        for year in 1900..<2300 {
            for month in 1...12 {
                for day in 1...CivilTime.days(inMonth: month, of: year) {
                    expected += 1
                    let date = CivilTime(year: year, month: month, day: day)
                    #expect(date?.daysSinceEpoch == expected)
                    #expect(date?.instant(offset: 0).milliseconds == Int64(expected) * 86_400_000)
                    #expect(CivilTime(Instant(milliseconds: Int64(expected) * 86_400_000), offset: 0) == date)
                }
            }
        }
        #expect(CivilTime(year: 2026, month: 11, day: 21)?.weekday == 6)
        #expect(CivilTime(year: 1969, month: 12, day: 28)?.weekday == 0)
    }
}
