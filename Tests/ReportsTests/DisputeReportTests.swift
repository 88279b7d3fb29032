import Audit
import Exam
import Foundation
import Primitives
import Reports
import TestSupport
import Testing

@Suite("The report of a dispute")
struct DisputeReportTests {
    private let day = Result { try RecordedDay.load() }

    private func instant(_ moment: Instant) -> String { String(moment.milliseconds) }

    /// The history of a candidate with some steps of a dispute after it.
    private func history(_ steps: [(Payload, Role, String)]) throws -> SessionHistory {
        let history = try day.get().history(of: "c-0003")
        var events = history.events
        let now = history.context.now
        for (payload, role, actor) in steps {
            let index = now.milliseconds + Int64(events.count)
            let statement = Statement(
                id: EventID(at: now, randomness: (8, UInt64(events.count))), ledger: "example.test", mode: .formal,
                exam: history.context.exam, sitting: history.context.sitting, candidate: "c-0003",
                actor: Statement.Actor(role: role, id: actor), at: now, payload: payload)
            events.append(
                RecordedEvent(
                    index: UInt64(index), receivedAt: now, position: UInt64(events.count), keyID: events[0].keyID,
                    statement: statement))
        }
        return SessionHistory(candidate: "c-0003", events: events, context: history.context)
    }

    private func report(_ steps: [(Payload, Role, String)]) throws -> DisputeReport {
        let history = try history(steps)
        var references = CrossReferences()
        for event in try day.get().events { references.take(event) }
        let run = AuditRun(prefix: AuditedPrefix(ledger: "example.test", size: 1, root: .zero))
        let findings = run.judge(
            history, in: Surroundings(history.context),
            references: SessionReferences(namedBy: history.events, in: references)
        ).findings
        let dispute = try #require(Disputes(history.events)["d-1"])
        let evidence = history.events.filter { dispute.evidence.contains($0.id) }
        return DisputeReport(dispute, history, findings, evidence: evidence)
    }

    private static let filed = (
        Payload.disputeFiled(DisputeFiled(disputeID: "d-1", kind: "login")), Role.candidate, "c-0003"
    )
    private static let decided = (
        Payload.disputeDecided(DisputeDecided(disputeID: "d-1", outcome: .upheld)), Role.administrator, "a-03"
    )

    @Test("says what is claimed, what happened, what the rules found, what is open and what is held")
    func open() throws {
        let crash = try #require(try day.get().history(of: "c-0003").events.first { $0.type == .clientCrashed })
        let attached = Payload.disputeEvidenceAttached(DisputeEvidenceAttached(disputeID: "d-1", refs: [crash.id]))
        let report = try report([Self.filed, (attached, .candidate, "c-0003")])
        let lines = report.lines(.en, instant: instant)
        #expect(lines[0] == "d-1  c-0003  login  filed")
        #expect(lines.contains { $0.contains("held until every dispute") })
        #expect(lines.contains { $0.contains("REFUSED: Login refused") })
        #expect(lines.contains { $0.contains("#\(crash.index)  Client crashed  candidate/") })
        #expect(lines.contains { $0.contains("LOGIN-07") && $0.contains("[open]") })
        #expect(lines.contains("  the dispute is not acknowledged"))
        #expect(
            lines.filter { $0.contains("no event recorded") }.count <= 3, "silences outside the session are left out")
        #expect(report.lines(.zhHans, instant: instant).contains("  异议尚未受理"))
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(report.json.text.utf8)) as? [String: Any])
        #expect(object["release_held"] as? Bool == true)
        #expect(object["schema"] as? String == "examledger-dispute/1")
    }

    @Test("says when nothing is held any more, and who settled a finding")
    func ended() throws {
        let resolved = Payload.findingResolved(FindingResolved(ruleID: "LOGIN-07", reason: "time given back"))
        let lines = try report([Self.filed, Self.decided, (resolved, .administrator, "a-01")]).lines(
            .en, instant: instant)
        #expect(lines[0].hasSuffix("decided"))
        #expect(lines.contains { $0.contains("no open dispute holds") })
        #expect(lines.contains { $0.contains("LOGIN-07") && $0.contains("[settled by finding.resolved") })
        #expect(!lines.contains { $0.contains("neither resolved") && $0.contains("LOGIN-07") })
    }
}
