import Conduct
import Exam
import Primitives
import TestSupport
import Testing

@Suite("Decisions")
struct DecisionTests {
    @Test("name every violated guard, by any parameters", arguments: GuardCase.all, Parameters.sets)
    func guards(_ guardCase: GuardCase, _ parameters: Parameters) throws {
        var stage = try Stage.ready(parameters)
        try guardCase.bend(&stage)
        let decision = try #require(try stage.decision(guardCase.request, by: guardCase.voice))
        #expect(decision.violated.map(\.name) == guardCase.violated)
        #expect(decision.outcome == guardCase.outcome)
        #expect(decision.sayings.map(\.payload.words) == guardCase.says)
        for entry in decision.guards {
            #expect(!entry.why.en.isEmpty && entry.why.zh.unicodeScalars.contains { $0.value > 0x4E00 })
        }
        // The conductor that saw the log grow says what one says that reads it anew.
        let answers = try stage.ask(guardCase.request, by: guardCase.voice)
        #expect(answers.map(\.payload) == decision.sayings.map(\.payload))
    }

    @Test("are asked for each kind of refusal and for every guard")
    func coverage() {
        let violated = Set(GuardCase.all.flatMap(\.violated))
        #expect(violated.union([.rostered]) == Set(GuardName.allCases))
        let reasons = Set(GuardCase.all.flatMap(\.says))
        for reason in LoginRefused.Reason.allCases where reason != .notRostered {
            #expect(reasons.contains("login.refused \(reason.rawValue)"))
        }
        for reason in EvidenceBindRefused.Reason.allCases {
            #expect(reasons.contains("evidence.bind.refused \(reason.rawValue)"))
        }
        for reason in DrawRequestRefused.Reason.allCases {
            #expect(reasons.contains("draw.request.refused \(reason.rawValue)"))
        }
    }

    @Test("refuse whoever is not on the roster, policy or not", arguments: [true, false])
    func strangers(hasPolicy: Bool) throws {
        var stage = hasPolicy ? Stage.prepared() : Stage(.catalogueDefaults, lots: StageLots())
        stage.now = stage.opens
        let said = try stage.ask(.attempt, for: "c-9")
        #expect(said.map(\.payload.words) == ["login.refused not_rostered"])
        #expect(stage.failures(of: ["LOGIN-08"]).isEmpty)
    }

    @Test("tell how far a refused login was from the window, and whether there was a session", arguments: [-1, 0, 7])
    func distance(milliseconds: Int64) throws {
        var stage = try Stage.ready()
        stage.now = milliseconds < 0 ? stage.opens + milliseconds : stage.closes + milliseconds
        let said = try stage.ask(.attempt)
        guard case .loginRefused(let refusal)? = said.first?.payload else {
            Issue.record("no refusal")
            return
        }
        #expect(refusal.deltaMs == milliseconds)
        #expect(refusal.hadPriorSession)
    }

    @Test("refuse to let a crashed candidate log in again once logins are closed")
    func crash() throws {
        var stage = try Stage.ready()
        stage.enter()
        stage.now = Stage.start + 360_000
        stage.record(.clientCrashed(ClientCrashed(uptimeMs: 1, exitCode: 1)), by: .client(device: "pc-1"))
        let said = try stage.ask(.attempt)
        #expect(said.map(\.payload.words) == ["login.refused window_closed"])
        #expect(stage.failures(of: ["LOGIN-08"]).isEmpty)
        #expect(stage.failures(of: ["LOGIN-07"]).count == 1)
    }

    @Test("answer with the request as their cause, at its moment, in its stream")
    func causes() throws {
        var stage = try Stage.ready()
        let said = try stage.ask(.entering)
        let request = try #require(stage.events.last { $0.type == .entryRequested })
        #expect(said.map(\.type) == [.drawAutoAssigned, .entryGranted])
        for answer in said {
            #expect(answer.statement.cause == request.id)
            #expect(answer.receivedAt == request.receivedAt)
            #expect(answer.statement.stream == request.statement.stream)
            #expect(EventDefinition.of(answer.type)?.type.roles.contains(.platform) == true)
        }
    }

    @Test("say of a second session that it replaces the first on the same device, and is an incident on another")
    func sessions() throws {
        var stage = try Stage.ready()
        func opened(_ number: Int64, _ device: String) -> Payload {
            .sessionOpened(
                SessionOpened(
                    sessionNo: number, deviceID: device, method: .face, clientVersion: "3", displayCount: 1))
        }
        let same = try stage.ask(opened(2, "pc-1"), by: .platform)
        #expect(same.map(\.payload) == [.sessionSuperseded(SessionSuperseded(sessionNo: 1, bySessionNo: 2))])
        let other = try stage.ask(opened(3, "pc-3"), by: .platform)
        #expect(
            other.map(\.payload) == [
                .sessionConcurrentDetected(
                    SessionConcurrentDetected(sessionNo: 3, otherSessionNo: 2, otherDeviceID: "pc-1"))
            ])
    }

    @Test("take what was scheduled before the first login, whatever is set after it")
    func policyFixed() throws {
        var stage = try Stage.ready()
        let closes = stage.closes
        stage.setPolicy { $0.loginCloseMs += 600_000 }
        stage.schedule(at: Stage.start + 600_000)
        stage.now = closes
        #expect(try stage.ask(.attempt).map(\.payload.words) == ["login.refused window_closed"])
        stage.now = closes + -1
        #expect(try stage.decision(.attempt)?.outcome == .allowed)
    }
}
