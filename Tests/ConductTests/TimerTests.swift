import Conduct
import Exam
import Primitives
import TestSupport
import Testing

@Suite("Timers")
struct TimerTests {
    /// A candidate who entered when logins had opened.
    private func entered(_ parameters: Parameters) throws -> Stage {
        var stage = try Stage.ready(parameters)
        try stage.ask(.entering)
        return stage
    }

    @Test("fire at the millisecond and not one before", arguments: Parameters.sets)
    func boundaries(_ parameters: Parameters) throws {
        let moments: [(Instant, [EventType])] = [
            (Stage.start + parameters.loginOpenMs, [.loginWindowOpened, .countdownStarted]),
            (Stage.start + parameters.loginCloseMs, [.loginWindowClosed]),
            (Stage.start, [.countdownEnded, .examStarted, .answerTimerStarted]),
            (Stage.start + Stage.duration, [.finishTimedOut]),
            // The evidence counts as in time at its last millisecond, so that the deadline has passed only after it.
            (Stage.start + Stage.duration + parameters.evidenceDueMs + 1, [.evidenceDeadlinePassed]),
        ]
        var stage = try entered(parameters)
        for (moment, types) in moments.sorted(by: { $0.0 < $1.0 }) where moment > stage.now {
            try stage.tick(at: moment + -1)
            #expect(try stage.tick(at: moment + -1).isEmpty)
            #expect(try stage.tick(at: moment).map(\.type) == types, "\(moment - Stage.start)")
        }
    }

    @Test("open and count down at the millisecond", arguments: Parameters.sets)
    func opening(_ parameters: Parameters) throws {
        var stage = Stage.prepared(parameters)
        #expect(try stage.tick(at: stage.opens + -1).isEmpty)
        let opened = try stage.tick(at: stage.opens)
        #expect(
            opened.map(\.payload) == [
                .loginWindowOpened(LoginWindowOpened(atMs: stage.opens.milliseconds)),
                .countdownStarted(CountdownStarted(remainingMs: -parameters.loginOpenMs)),
            ])
    }

    @Test("say each thing once, however often they are run", arguments: Parameters.sets)
    func idempotent(_ parameters: Parameters) throws {
        var stage = try entered(parameters)
        stage.register("c-2")
        for moment in [stage.opens, stage.closes, Stage.start, stage.due, stage.due + 90_000_000]
        where moment >= stage.now {
            try stage.tick(at: moment)
            #expect(try stage.tick(at: moment).isEmpty)
        }
        let types = stage.said.map(\.type)
        for type in Set(types) where type != .drawAutoAssigned {
            #expect(types.count { $0 == type } == 1, "\(type.rawValue)")
        }
    }

    @Test("run late, say what was due and by how much", arguments: [1, 1_234_567] as [Int64])
    func late(milliseconds: Int64) throws {
        var stage = try entered(.catalogueDefaults)
        let now = stage.due + 3_600_000 + milliseconds
        let said = try stage.tick(at: now).map(\.payload)
        let (opens, start, closes) = (
            stage.opens.milliseconds, Stage.start.milliseconds, stage.closes.milliseconds
        )
        #expect(
            said == [
                .loginWindowOpened(LoginWindowOpened(atMs: opens)),
                .countdownEnded(CountdownEnded(atMs: start)), .examStarted(ExamStarted(atMs: start)),
                .loginWindowClosed(LoginWindowClosed(atMs: closes)),
                .finishTimedOut(
                    FinishTimedOut(dueAt: stage.due.milliseconds, lateMs: 3_600_000 + milliseconds)),
            ])
        // The end is when it was recorded; the evidence is due an hour after that.
        #expect(try stage.tick(at: now + 3_600_000).isEmpty)
        #expect(
            try stage.tick(at: now + 3_600_001).map(\.payload) == [
                .evidenceDeadlinePassed(
                    EvidenceDeadlinePassed(
                        dueAt: now.milliseconds + 3_600_000, confirmed: false, uploaded: false))
            ])
    }

    @Test("give the lots that nobody drew when logins close, to the absent and the withdrawn too")
    func lots() throws {
        var stage = try Stage.ready()
        for candidate in ["c-2", "c-3", "c-4", "c-5"] { stage.register(candidate) }
        stage.record(.candidateWithdrawn(CandidateWithdrawn(reason: "r")), by: .officer("a-1"), for: "c-3")
        stage.record(.drawing, by: .candidate(device: "pc-4"), for: "c-4")
        try stage.ask(.drawing)
        #expect(try stage.tick(at: stage.closes + -1).contains { $0.type == .drawAutoAssigned } == false)
        let lots = try stage.tick(at: stage.closes).filter { $0.statement.candidate != nil }
        // c-4 had asked, so that the lot is the one drawn and not one assigned by the system.
        #expect(
            lots.map(\.payload.words) == [
                "draw.auto_assigned login_closed 103", "draw.auto_assigned login_closed 104", "draw.assigned 105",
                "draw.auto_assigned login_closed 106",
            ])
        #expect(lots.compactMap(\.statement.candidate) == ["c-2", "c-3", "c-4", "c-5"])
        #expect(stage.failures(of: ["DRAW-03"]).isEmpty)
    }

    @Test("end a session later by the approved extensions alone", arguments: Parameters.sets)
    func extensions(_ parameters: Parameters) throws {
        var stage = try entered(parameters)
        try stage.tick(at: Stage.start)
        func extend(_ milliseconds: Int64, approvedBy officer: String, for candidate: String?) {
            // "a-1" grants: its own approval is none.
            let grant = stage.record(
                .timeExtensionGranted(TimeExtensionGranted(addedMs: milliseconds, reason: "r")), by: .officer("a-1"),
                for: candidate)
            stage.record(
                .approvalRecorded(ApprovalRecorded(subject: grant.id, decision: .approve)), by: .officer(officer),
                for: candidate)
        }
        extend(60_000, approvedBy: "a-2", for: "c-1")
        extend(30_000, approvedBy: "a-2", for: nil)
        extend(999_000, approvedBy: "a-1", for: "c-1")
        let end = stage.due + 90_000
        try stage.tick(at: end + -1)
        #expect(!stage.said.contains { $0.type == .finishTimedOut })
        #expect(
            try stage.tick(at: end).map(\.payload) == [
                .finishTimedOut(FinishTimedOut(dueAt: end.milliseconds, lateMs: 0))
            ])
    }

    @Test("give whoever comes in late the clock of all, and nobody a clock who is not in")
    func lateEntry() throws {
        var stage = try Stage.ready()
        stage.register("c-2")
        try stage.tick(at: Stage.start + 1)
        #expect(!stage.said.contains { $0.type == .answerTimerStarted })
        stage.now = Stage.start + 60_000
        let said = try stage.ask(.entering)
        #expect(
            said.last?.payload
                == .answerTimerStarted(
                    AnswerTimerStarted(limitMs: Stage.duration, dueAt: stage.due.milliseconds)))
        #expect(try stage.tick(at: Stage.start + 60_001).isEmpty)
        let ends = try stage.tick(at: stage.due).filter { $0.type == .finishTimedOut }
        #expect(ends.map(\.statement.candidate) == ["c-1"])
    }

    @Test(
        "tell at the evidence deadline what was there in time", arguments: [0, 1] as [Int64], [0, 1] as [Int64])
    func evidence(uploadLate: Int64, confirmLate: Int64) throws {
        var stage = try entered(.catalogueDefaults)
        stage.now = stage.due
        stage.record(.finishTimedOut(FinishTimedOut(dueAt: stage.due.milliseconds, lateMs: 0)))
        let deadline = stage.due + stage.parameters.evidenceDueMs
        let acts: [(Int64, (inout Stage) -> Void)] = [
            (uploadLate, { $0.completeEvidence(segments: 0) }),
            (confirmLate, { $0.record(.confirming, by: .candidate(device: "ph-1")) }),
        ]
        for (late, act) in acts.sorted(by: { $0.0 < $1.0 }) {
            stage.now = deadline + late
            act(&stage)
        }
        let passed = try stage.tick(at: deadline + 1).last?.payload
        #expect(
            passed
                == .evidenceDeadlinePassed(
                    EvidenceDeadlinePassed(
                        dueAt: deadline.milliseconds, confirmed: confirmLate == 0, uploaded: uploadLate == 0)))
    }

    @Test("do nothing without a policy, without a schedule, or by absurd ones")
    func nothing() throws {
        let bends: [(inout Stage) -> Void] = [
            { _ in }, { $0.setPolicy() }, { $0.schedule() },
            {
                $0.setPolicy { $0.loginCloseMs = $0.loginOpenMs - 1 }
                $0.schedule()
            },
            {
                $0.setPolicy { $0.evidenceDueMs = -1 }
                $0.schedule()
            },
            {
                $0.setPolicy()
                $0.schedule(for: 0)
            },
            {
                $0.setPolicy()
                $0.schedule(at: Instant(milliseconds: -1))
            },
        ]
        for bend in bends {
            var stage = Stage(.catalogueDefaults, lots: StageLots())
            bend(&stage)
            stage.register()
            stage.enter()
            #expect(try stage.tick(at: Stage.start + 90_000_000).isEmpty)
        }
    }

    @Test("say everything again of a sitting that was moved before anybody logged in")
    func moved() throws {
        var stage = Stage.prepared()
        try stage.tick(at: stage.opens)
        stage.schedule(at: Stage.start + 7_200_000)
        #expect(try stage.tick(at: stage.opens + 1).isEmpty)
        #expect(
            try stage.tick(at: stage.opens + 7_200_000).map(\.payload) == [
                .loginWindowOpened(LoginWindowOpened(atMs: stage.opens.milliseconds + 7_200_000))
            ])
    }
}
