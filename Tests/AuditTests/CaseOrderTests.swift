import Audit
import Exam
import Primitives
import TestSupport
import Testing

@Suite("The order of disputes and cases")
struct CaseOrderTests {
    private func history(_ bend: (inout HistoryBuilder) -> Void) throws -> SessionHistory {
        var day = HistoryBuilder.cleanSession(.usual)
        bend(&day)
        let log = day.log()
        return try #require(log.histories(in: log.sittings()).first?.0)
    }

    /// Why a step may not be taken after what a test records; `nil` where it may.
    private func obstacle(
        to payload: Payload, by actor: String = "a-05", late: Int64 = 0,
        after bend: (inout HistoryBuilder) -> Void
    ) throws -> String? {
        let later = HistoryBuilder.cleanSession(.usual).later
        return try CaseOrder(history(bend)).obstacle(to: payload, by: actor, at: later + late)?.en
    }

    private static let warning = Payload.decisionIssued(
        DecisionIssued(caseID: "k-1", outcome: .warn, basis: "b", ruleIDs: []))

    @Test("lets a penalty be decided as the time for a statement ends, and not a millisecond before")
    func window() throws {
        let window = Parameters.usual.statementWindowMs
        let due = try obstacle(to: Self.warning, late: window) { $0.charge() }
        #expect(due == nil)
        let early = try obstacle(to: Self.warning, late: window - 1) { $0.charge() }
        #expect(early?.contains("ends in 1 ms") == true)
    }

    @Test("asks for a notice, a re-examination after the last statement, and another officer than the recorder")
    func hearing() throws {
        let bare = try obstacle(to: Self.warning) { _ in }
        #expect(bare?.contains("penalty.notice.served") == true)
        let told = try obstacle(to: Self.warning) { $0.notify("k-1", at: $0.later) }
        #expect(told?.contains("evidence.reexamined") == true)
        let stale = try obstacle(to: Self.warning) {
            $0.charge()
            $0.state("k-1", at: $0.later + 10)
        }
        #expect(stale?.contains("not examined again") == true)
        let fresh: (inout HistoryBuilder) -> Void = {
            $0.record(by: .administrator("a-06"))
            $0.charge()
            $0.state("k-1", at: $0.later + 10)
            $0.reexamine("k-1", at: $0.later + 20)
        }
        #expect(try obstacle(to: Self.warning, after: fresh) == nil)
        #expect(try obstacle(to: Self.warning, by: "a-06", after: fresh)?.contains("may not decide") == true)
    }

    @Test("asks no hearing for a decision that imposes nothing")
    func nothing() throws {
        let nothing = Payload.decisionIssued(DecisionIssued(caseID: "k-1", outcome: .none, basis: "b", ruleIDs: []))
        let found = try obstacle(to: nothing) { _ in }
        #expect(found == nil)
    }

    @Test("keeps whoever reviewed or decided from judging a dispute")
    func independence() throws {
        let assigned = Payload.disputeAssigned(DisputeAssigned(disputeID: "d-1", assignee: "x-01"))
        let filed: (inout HistoryBuilder) -> Void = {
            $0.file(at: $0.later)
            $0.add(
                .disputeAcknowledged(DisputeAcknowledged(disputeID: "d-1")), at: $0.later + 1,
                by: .administrator("a-08"))
        }
        #expect(try obstacle(to: assigned, after: filed) == nil)
        let reviewed = try obstacle(to: assigned) {
            filed(&$0)
            $0.reviewRoom(.pass, at: $0.later)
        }
        #expect(reviewed?.contains("x-01") == true)
    }

    @Test("agrees with the rules: what it lets happen, MIS-01, MIS-02 and MIS-04 do not find")
    func agreement() throws {
        // Every order of these steps, each taken only where it is due: whatever came to pass is in order.
        let steps: [(String, Payload, HistoryBuilder.Voice)] = [
            (
                "a-01",
                .penaltyNoticeServed(
                    PenaltyNoticeServed(
                        caseID: "k-1", basis: "b", servedAt: HistoryBuilder.cleanSession(.usual).later.milliseconds,
                        channel: .app)), .administrator("a-01")
            ),
            (
                "a-02", .evidenceReexamined(EvidenceReexamined(caseID: "k-1", refs: [], result: .upheld)),
                .administrator("a-02")
            ),
            ("a-03", .statementReceived(StatementReceived(caseID: "k-1")), .administrator("a-03")),
            ("a-04", Self.warning, .administrator("a-04")),
        ]
        var decided = 0
        for seed in 0..<25 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var day = HistoryBuilder.cleanSession(.usual)
            for turn in 0..<16 as Range<Int64> {
                let (actor, payload, voice) = steps[Int.random(in: 0..<steps.count, using: &random)]
                let time = day.later + 1000 * turn
                let log = day.log()
                let history = try #require(log.histories(in: log.sittings()).first?.0)
                guard CaseOrder(history).obstacle(to: payload, by: actor, at: time) == nil else { continue }
                day.add(payload, at: time, by: voice)
                if payload.type == .decisionIssued { decided += 1 }
            }
            for rule in ["MIS-01", "MIS-02", "MIS-04"] {
                #expect(day.judge(rule)?.outcome != .fail, "\(rule), seed \(seed)")
            }
        }
        #expect(decided > 5)
    }
}

@Suite("Disputes")
struct DisputesTests {
    private func disputes(_ bend: (inout HistoryBuilder) -> Void) throws -> Disputes {
        var day = HistoryBuilder.cleanSession(.usual)
        bend(&day)
        let log = day.log()
        return Disputes(try #require(log.histories(in: log.sittings()).first?.0).events)
    }

    @Test("go from filed to decided, and hold the release until then")
    func steps() throws {
        let filed = try disputes { $0.file(at: $0.later) }
        #expect(filed["d-1"]?.status == .filed && filed.open.count == 1)
        let assigned = try disputes {
            $0.file(at: $0.later)
            $0.assign("a-03", at: $0.later + 1)
            $0.assign("a-04", at: $0.later + 2)
        }
        #expect(assigned["d-1"]?.assignee == "a-04" && assigned["d-1"]?.status == .assigned)
        let decided = try disputes {
            $0.file(at: $0.later)
            $0.settle(by: .administrator("a-03"), at: $0.later + 1)
        }
        #expect(decided["d-1"]?.end == .decided(.rejected) && decided.open.isEmpty)
    }

    @Test("of ids that Unicode calls equivalent are two")
    func bytes() throws {
        let found = try disputes {
            $0.file("e\u{301}", at: $0.later)
            $0.file("\u{E9}", at: $0.later + 1)
            $0.settle("e\u{301}", by: .administrator("a-03"), at: $0.later + 2)
        }
        #expect(found.all.count == 2 && found.open.count == 1)
    }
}

@Suite("Approvals")
struct ApprovalOrderTests {
    @Test("are for another holder with another key, once, in a role that may")
    func order() throws {
        var day = HistoryBuilder.cleanSession(.usual)
        day.waive("EVID-01", approvedBy: "a-02", at: day.later)
        let events = try #require(day.log().histories(in: day.log().sittings()).first?.0.events)
        let waiver = try #require(events.first { $0.type == .findingWaived })
        let login = try #require(events.first { $0.type == .loginFaceSucceeded })
        let fresh = HistoryBuilder.key(.administrator("a-03"), of: "")
        func obstacle(
            _ act: RecordedEvent, _ actor: String, _ key: KeyID, _ role: Role = .administrator
        ) -> Phrase? {
            ApprovalOrder.obstacle(to: act, by: actor, key: key, role: role, in: events)
        }
        #expect(obstacle(waiver, "a-03", fresh) == nil)
        #expect(obstacle(waiver, "a-01", fresh) != nil)
        #expect(obstacle(waiver, "a-03", waiver.keyID) != nil)
        #expect(obstacle(waiver, "a-02", fresh) != nil)
        #expect(obstacle(waiver, "a-03", fresh, .invigilator) != nil)
        #expect(obstacle(login, "a-03", fresh) != nil)
    }
}
