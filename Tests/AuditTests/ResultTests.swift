import Audit
import Exam
import Foundation
import Primitives
import Testing
import Transparency

@Suite("The result of an audit")
struct ResultTests {
    private func failing() -> HistoryBuilder {
        var day = HistoryBuilder.cleanSession(.usual)
        day.move(.loginFaceSucceeded, to: day.closes + 412)
        day.detectDisplay(at: day.start)
        return day
    }

    @Test("has the members that programs rely on")
    func shape() throws {
        let text = failing().log().audit().json().text
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "schema", "ledger", "size", "root", "ruleset", "parameters_hash", "findings_root", "findings",
            ])
        #expect(object["schema"] as? String == "examledger-audit/1")
        let findings = try #require(object["findings"] as? [[String: Any]])
        let login = try #require(findings.first { $0["rule"] as? String == "LOGIN-02" })
        #expect(login["candidate"] as? String == "c-0001")
        #expect(login["stream"] as? String == "candidate/ex-1/s-1/c-0001")
        #expect(login["severity"] as? String == "B" && login["outcome"] as? String == "fail")
        let values = try #require(login["values"] as? [String: Int64])
        #expect(values == ["closed_at": 1_795_222_980_000, "late_ms": 412])
        let events = try #require(login["events"] as? [[String: Any]])
        #expect(events.first?["type"] as? String == "login.face.succeeded" && events.count == 1)
        let message = try #require(login["message"] as? [String: String])
        #expect(message["en"] == "login at T+3:00.412, 412 ms after logins closed at T+3:00.000")
        #expect(message["zh"]?.contains("T+3:00.412") == true)
    }

    @Test("orders findings by stream, rule and first cited index, and roots them as an RFC 6962 tree")
    func root() {
        let result = failing().log().audit()
        let keys = result.findings.map { "\($0.stream.text) \($0.rule)" }
        #expect(keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } && keys.count >= 2)
        let leaves = result.findings.map { MerkleTree.leafHash($0.json.canonicalBytes.span) }
        #expect(result.findingsRoot == MerkleTree.root(of: leaves))
        #expect(HistoryBuilder.cleanSession(.usual).log().audit().findingsRoot == MerkleTree.emptyRoot)
    }

    @Test("is the same bytes from many threads")
    func threads() async {
        let log = failing().log()
        let run = AuditRun(prefix: log.prefix, keepsAll: true)
        let sittings = log.sittings()
        let references = log.references
        let histories = log.histories(in: sittings).map { history, surroundings in
            (history, surroundings, SessionReferences(namedBy: history.events, in: references))
        }
        let alone = histories.flatMap { run.judge($0.0, in: $0.1, references: $0.2).findings }
        let together = await withTaskGroup(of: [Finding].self) { group in
            for (history, surroundings, named) in histories {
                group.addTask { run.judge(history, in: surroundings, references: named).findings }
            }
            return await group.reduce(into: []) { $0 = $1 + $0 }
        }
        #expect(run.result(alone, sittings: sittings) == run.result(together, sittings: sittings))
    }

    @Test("of an exam with a release is the same bytes in any order of its candidates", arguments: 0..<5)
    func release(_ turn: Int) {
        var day = HistoryBuilder.cleanSession(.usual)
        for number in 2...9 { day.enrol("c-000\(number)") }
        for number in 2...9 {
            let (candidate, time) = ("c-000\(number)", day.later + Int64(number))
            day.add(.disputeFiled(DisputeFiled(disputeID: "d", kind: "k")), at: time, by: .support, to: candidate)
            day.refuse(candidate, at: day.start + Int64(number))
        }
        day.release(withheld: ["c-000\(turn + 2)"], approvers: ["a-02"])
        day.detectDisplay(at: day.start)
        let log = day.log()
        let result = log.audit()
        let failed = Set(result.findings.filter { $0.rule.hasPrefix("REL") }.map(\.rule))
        #expect(failed == ["REL-03", "REL-05", "REL-06"])
        let other = log.audit(shuffled: true)
        #expect(other.json(all: true).canonicalBytes == result.json(all: true).canonicalBytes)
        #expect(other.findingsRoot == result.findingsRoot)
    }

    @Test("names the parameters of several sittings, in any order")
    func parameters() {
        let log = HistoryBuilder.cleanSession(.usual).log()
        let run = AuditRun(prefix: log.prefix)
        func sitting(_ name: String, _ overrides: ParameterOverrides?) -> Surroundings {
            let context = log.sittings()[0].context
            let events = context.sittingEvents.map { event -> RecordedEvent in
                guard case .sittingScheduled(var data) = event.payload else { return event }
                data.params = overrides
                let statement = Statement(
                    id: event.id, ledger: event.statement.ledger, mode: .formal, exam: "ex-1", sitting: name,
                    actor: event.statement.actor, at: event.statement.at, payload: .sittingScheduled(data))
                return RecordedEvent(
                    index: event.index, receivedAt: event.receivedAt, position: event.position, keyID: event.keyID,
                    statement: statement)
            }
            return Surroundings(
                SittingContext(
                    exam: "ex-1", sitting: name, examEvents: context.examEvents, sittingEvents: events, trustEvents: [],
                    firstLogin: nil, now: context.now))
        }
        var longer = ParameterOverrides()
        longer.readMinMs = 9000
        let same = [sitting("s-1", nil), sitting("s-2", nil)]
        let different = [sitting("s-1", nil), sitting("s-2", longer)]
        let usual = Parameters.usual.policyHash
        #expect(run.result([], sittings: same).parametersHash == usual)
        let hash = run.result([], sittings: different).parametersHash
        #expect(hash != usual)
        #expect(run.result([], sittings: different.reversed()).parametersHash == hash)
        #expect(run.result([], sittings: [different[1]]).parametersHash == Parameters.usual.applying(longer).policyHash)
    }

    @Test("cites no more than a limit, and says how many there were")
    func citations() throws {
        var day = HistoryBuilder.cleanSession(.usual)
        for number in 0..<30 { day.detectDisplay(at: day.start + Int64(number)) }
        let finding = try #require(day.judge("ENTRY-03"))
        #expect(finding.judgement.events.count == Judgement.citationLimit)
        #expect(finding.judgement.values.contains { $0 == JSONValue.Member("cited_of", 30) })
        #expect(finding.judgement.events.map(\.index) == finding.judgement.events.map(\.index).sorted())
    }
}

extension HistoryBuilder {
    /// A refusal that replay does not bear out, LOGIN-08.
    fileprivate mutating func refuse(_ candidate: String, at time: Instant) {
        add(
            .loginRefused(LoginRefused(reason: .finished, deltaMs: 0, hadPriorSession: false)), at: time, to: candidate)
    }
}
