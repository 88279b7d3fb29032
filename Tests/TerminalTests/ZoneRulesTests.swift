import Foundation
import Primitives
import Testing

@testable import Terminal

@Suite("Time zones")
struct ZoneRulesTests {
    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    @Test(
        "knows Shanghai, today and when it had summer time",
        arguments: [
            ("2026-11-21T01:03:00.412Z", "2026-11-21T09:03:00.412+08:00"),
            ("1988-07-01T00:00:00Z", "1988-07-01T09:00:00.000+09:00"),
            ("2126-07-01T00:00:00Z", "2126-07-01T08:00:00.000+08:00"),
        ])
    func shanghai(utc: String, local: String) throws {
        #expect(try ZoneRules.named("Asia/Shanghai").text(instant(utc)) == local)
    }

    @Test(
        "sets clocks at the right millisecond in Berlin, in the file's years and in those of its rule",
        arguments: [
            ("2026-03-29T00:59:59.999Z", "2026-03-29T01:59:59.999+01:00"),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00.000+02:00"),
            ("2026-10-25T00:59:59.999Z", "2026-10-25T02:59:59.999+02:00"),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00.000+01:00"),
            ("2050-03-27T00:59:59Z", "2050-03-27T01:59:59.000+01:00"),
            ("2050-03-27T01:00:00Z", "2050-03-27T03:00:00.000+02:00"),
            ("2050-10-30T00:59:59Z", "2050-10-30T02:59:59.000+02:00"),
            ("2050-10-30T01:00:00Z", "2050-10-30T02:00:00.000+01:00"),
            ("1969-12-31T23:59:59.999Z", "1970-01-01T00:59:59.999+01:00"),
        ])
    func berlin(utc: String, local: String) throws {
        #expect(try ZoneRules.named("Europe/Berlin").text(instant(utc)) == local)
    }

    @Test(
        "agrees with the system's own library over two centuries",
        arguments: [
            "Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Europe/Dublin",
            "Asia/Kolkata",
        ])
    func agrees(name: String) throws {
        let ours = try ZoneRules.named(name)
        let theirs = try #require(TimeZone(identifier: name))
        for day in stride(from: -2_000, to: 24_000, by: 1) {
            let seconds = day * 86_400 + 4_000
            let expected = theirs.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            #expect(ours.offset(at: Instant(milliseconds: Int64(seconds) * 1000)) == expected, "day \(day)")
        }
    }

    @Test("a local time that is skipped counts on, one that comes twice is the first")
    func localTimes() throws {
        let berlin = try ZoneRules.named("Europe/Berlin")
        let skipped = try #require(CivilTime(year: 2026, month: 3, day: 29, millisecondOfDay: 9_000_000))
        #expect(berlin.text(berlin.instant(of: skipped)) == "2026-03-29T03:30:00.000+02:00")
        let twice = try #require(CivilTime(year: 2026, month: 10, day: 25, millisecondOfDay: 9_000_000))
        #expect(berlin.text(berlin.instant(of: twice)) == "2026-10-25T02:30:00.000+02:00")
        let plain = try #require(CivilTime(year: 2026, month: 10, day: 25, millisecondOfDay: 43_200_000))
        #expect(berlin.text(berlin.instant(of: plain)) == "2026-10-25T12:00:00.000+01:00")
        #expect(berlin.timeOfDay(berlin.instant(of: plain)) == "12:00:00.000")
        #expect(berlin.timeOfDay(berlin.instant(of: plain), milliseconds: false) == "12:00:00")
    }

    @Test(
        "a name that leads elsewhere is refused before any file is opened",
        arguments: ["", "../../etc/passwd", "/etc/passwd", "Asia//Shanghai", "Asia/", "Asia/../UTC", "a\u{0}b", "时区"])
    func names(name: String) {
        let invalid = LedgerError(LedgerError.Code(rawValue: "zone.invalid"), Phrase(en: "", zh: ""))
        #expect(throws: invalid) { try ZoneRules.named(name) }
    }

    @Test("says that a zone is unknown, a folder or no zone file at all")
    func files() throws {
        let unknown = LedgerError(LedgerError.Code(rawValue: "zone.unknown"), Phrase(en: "", zh: ""))
        #expect(throws: unknown) { try ZoneRules.named("Asia/Nowhere") }
        #expect(throws: unknown) { try ZoneRules.named("Asia") }
        let damaged = LedgerError(LedgerError.Code(rawValue: "zone.damaged"), Phrase(en: "", zh: ""))
        #expect(throws: damaged) { try ZoneRules.named("hostname", in: "/etc") }
        #expect(try ZoneRules.named("UTC") == .utc)
        #expect(ZoneRules.utc.text(Instant(milliseconds: 0)) == "1970-01-01T00:00:00.000Z")
    }

    @Test("no cut and no changed byte of a file is a crash", arguments: ["Asia/Shanghai", "Europe/Berlin"])
    func damage(name: String) throws {
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
        #expect(ZoneRules(name: name, tzif: bytes) != nil)
        for count in 0..<bytes.count {
            #expect(ZoneRules(name: name, tzif: Array(bytes[..<count])) == nil)
            var changed = bytes
            changed[count] ^= 0xFF
            // Either refused or read as some other zone, of which any offset can be asked.
            let zone = ZoneRules(name: name, tzif: changed)
            for moment in [Int64.min, 0, Int64.max] { _ = zone?.offset(at: Instant(milliseconds: moment)) }
        }
    }

    @Test("the first version of the format has no rule")
    func firstVersion() throws {
        var bytes = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
        for count: UInt32 in [0, 0, 0, 1, 2, 4] { bytes.append(bigEndian: count) }
        bytes.append(bigEndian: UInt32(1000))
        bytes += [1]
        bytes += [0, 0, 0, 0, 0, 0] + [0xFF, 0xFF, 0xF1, 0xF0, 0, 0] + Array("UTC\u{0}".utf8)
        let zone = try #require(ZoneRules(name: "test", tzif: bytes))
        #expect(zone.offset(at: Instant(milliseconds: 999_999)) == 0)
        #expect(zone.offset(at: Instant(milliseconds: 1_000_000)) == -3600)
    }

    @Test(
        "reads every form of a recurring rule",
        arguments: [
            ("CST-8", 0, 28_800), ("<+0330>-3:30", 0, 12_600), ("EST5EDT,M3.2.0,M11.1.0", 1_773_000_000, -14_400),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_767_225_600, 39_600),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_782_864_000, 36_000), ("AAA0BBB,J60,J300", 1_772_326_800, 0),
            ("AAA0BBB,J60,J300", 1_772_330_400, 3600), ("AAA0BBB-2,59/0,300", 1_772_323_200, 7200),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_767_225_600, 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", 1_782_864_000, 3600),
        ] as [(String, Int64, Int)])
    func rules(text: String, seconds: Int64, offset: Int) throws {
        let rule = try #require(RecurringRule(posix: text.utf8))
        #expect(rule.offset(at: seconds) == offset)
    }

    @Test(
        "refuses what is no rule",
        arguments: ["", "CS-8", "CST", "<CST-8", "CST-8CDT", "CST-8CDT,M3.2.0", "CST-8CDT,M13.1.0,M11.1.0", "CST-8 "])
    func notRules(text: String) {
        #expect(RecurringRule(posix: text.utf8) == nil)
    }
}
