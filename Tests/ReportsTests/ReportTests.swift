import Audit
import Exam
import Foundation
import Primitives
import Reports
import TestSupport
import Testing

@Suite("Reports")
struct ReportTests {
    private let day: RecordedDay

    init() throws { day = try RecordedDay.load() }

    private func instant(_ moment: Instant) -> String { String(moment.milliseconds) }

    private func findings(of candidate: String) -> [Finding] {
        var references = CrossReferences()
        for event in day.events { references.take(event) }
        let run = AuditRun(prefix: AuditedPrefix(ledger: "example.test", size: 1, root: .zero))
        let history = day.history(of: candidate)
        return run.judge(
            history, in: Surroundings(history.context),
            references: SessionReferences(namedBy: history.events, in: references)
        ).findings
    }

    private func object(_ json: JSONValue) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String: Any])
    }

    @Test("of a session has the members that programs rely on")
    func sessionJSON() throws {
        let report = SessionReport(SessionStanding(day.history(of: "c-0003")), findings: findings(of: "c-0003"))
        let json = try object(report.json)
        #expect(json["schema"] as? String == "examledger-session/1")
        #expect(json["exam"] as? String == "ex-2026-001")
        #expect(json["sitting"] as? String == "s-01-a")
        #expect(json["candidate"] as? String == "c-0003")
        #expect(json["state"] as? String == "EvidenceConfirmed")
        #expect(json["lot"] as? Int == 3)
        #expect(json["last_index"] as? UInt64 == report.standing.session.last?.index)
        #expect(json["since_index"] as? UInt64 == report.standing.decision.event?.index)
        #expect(json["at"] as? Int64 == report.standing.now.milliseconds)
        #expect((json["timers"] as? [Any])?.count == 10)
        #expect((json["regions"] as? [String: Any])?["evidence_recording"] as? String == "stopped")
        #expect((json["findings"] as? [String: Any])?["J"] as? Int == 2)
    }

    @Test("of all sessions gives each its state and lot")
    func sessionsJSON() throws {
        let report = SessionsReport(day.candidates.map { SessionReport(SessionStanding(day.history(of: $0))) })
        let json = try object(report.json)
        #expect(json["schema"] as? String == "examledger-sessions/1")
        let sessions = try #require(json["sessions"] as? [[String: Any]])
        for session in sessions {
            let candidate = try #require(session["candidate"] as? String)
            #expect(session["state"] as? String == day.truth.state[candidate])
            #expect(session["lot"] as? Int64 == day.truth.lots[candidate])
            #expect(session["findings"] == nil)
        }
        #expect(sessions.count == 12)
        for language in Language.allCases {
            #expect(report.rows(language).allSatisfy { $0.count == report.headings(language).count })
        }
        #expect(report.states.map(\.count).reduce(0, +) == 12)
    }

    @Test("of a session for people says why, and what is missing before entry")
    func sessionText() {
        let absent = SessionReport(SessionStanding(day.history(of: "c-0001")))
        let lines = absent.lines(.en, instant: instant)
        #expect(lines[0] == "c-0001  absent (Absent)")
        #expect(lines[1].contains("no login succeeded before the login window closed"))
        #expect(lines.contains { $0.contains("missing: the current pledge is signed") })
        #expect(absent.lines(.zhHans, instant: instant)[0] == "c-0001  缺考 (Absent)")
        let entered = SessionReport(SessionStanding(day.history(of: "c-0002")))
        #expect(!entered.lines(.en, instant: instant).contains("What entry needs"))
    }

    @Test("of a finding names rule, severity in words, events and values in both languages")
    func findingText() throws {
        let finding = try #require(findings(of: "c-0003").first { $0.rule == "LOGIN-07" })
        let english = FindingReport(finding).lines(.en)
        #expect(english[0].contains("LOGIN-07  Re-login refused after a crash  J (needs adjudication)  fails"))
        #expect(english.contains { $0.contains("login.refused") && $0.contains("#") })
        #expect(FindingReport(finding).lines(.zhHans)[0].contains("J (须裁定)  不通过"))
        let counts = SeverityCounts(findings(of: "c-0003"))
        #expect(counts.adjudication == 2)
        #expect(counts.blocking == 0)
    }

    @Test("of an event is the log's line, and shows both clocks and the signer")
    func event() throws {
        let event = try #require(day.history(of: "c-0003").events.first { $0.type == .loginRefused })
        let json = try object(EventReport(event).json)
        #expect(
            Set(json.keys) == [
                "index", "stream", "position", "received_at", "at", "type", "id", "candidate", "actor", "key_id",
            ])
        #expect(json["stream"] as? String == "candidate/ex-2026-001/s-01-a/c-0003")
        let lines = EventReport(event).lines(.en, instant: instant)
        #expect(lines[0] == "Login refused (login.refused)")
        #expect(lines.contains("  ledger's clock: \(event.receivedAt.milliseconds)"))
        #expect(lines.contains("  key: \(event.keyID.hex)"))
        #expect(lines.contains("  answers: \(event.statement.cause?.text ?? "-")"))
        let full = try object(EventReport(event).fullJSON)
        #expect((full["statement"] as? [String: Any])?["type"] as? String == "login.refused")
        #expect(EventReport(event).row(.en, instant: instant).count == EventReport.headings(.en).count)
    }

    @Test("of rules and types say everything in both languages")
    func references() throws {
        for language in Language.allCases {
            for rule in Ruleset.rules {
                #expect(RulesReport.row(rule, language).count == RulesReport.headings(language).count)
                #expect(RulesReport.lines(rule, language).count >= 7)
            }
            for definition in EventDefinition.all {
                #expect(CatalogueReport.row(definition, language).count == CatalogueReport.headings(language).count)
                #expect(CatalogueReport.lines(definition, language)[0].contains(definition.title[language]))
            }
        }
        #expect(
            (try object(CatalogueReport.json(EventDefinition.all))["types"] as? [Any])?.count
                == EventType.allCases.count)
        #expect((try object(RulesReport.json(rules: Ruleset.rules))["rules"] as? [Any])?.count == Ruleset.rules.count)
    }

    @Test(
        "give spans of time in their two greatest units",
        arguments: [
            (0, "0 s", "0 秒"), (200_000, "3 min 20 s", "3 分 20 秒"), (999, "999 ms", "999 毫秒"),
            (1500, "1 s", "1 秒"), (-61_000, "−1 min 1 s", "−1 分 1 秒"), (90_000_000, "1 d 1 h", "1 天 1 小时"),
            (3_600_000, "1 h", "1 小时"),
        ] as [(Int64, String, String)])
    func durations(milliseconds: Int64, en: String, zh: String) {
        #expect(DurationText.phrase(milliseconds) == Phrase(en: en, zh: zh))
    }
}
