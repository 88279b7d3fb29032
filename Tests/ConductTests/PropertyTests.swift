import Audit
import Conduct
import Exam
import Primitives
import TestSupport
import Testing

/// The rules that no grant may break, and by which every refusal has to be justified.
private let rules = [
    "LOGIN-01", "LOGIN-02", "LOGIN-05", "LOGIN-08", "EVID-02", "DRAW-01", "DRAW-03", "PLEDGE-02", "NOTICE-01",
    "ENTRY-01", "ENTRY-02", "ENTRY-06",
]

@Suite("What the platform says")
struct PropertyTests {
    @Test("breaks no rule, whatever three candidates with two phones ask for", arguments: 0..<60 as Range<UInt64>)
    func randomDay(seed: UInt64) throws {
        var day = RandomDay(seed: seed)
        try day.run(steps: 160)
        for failure in day.stage.failures(of: rules) {
            Issue.record("seed \(seed): \(failure.rule) \(failure.judgement.message.en)")
        }
        // DRAW-01 and DRAW-03 by hand: whoever entered held a lot, and nobody was given one in place of asking.
        for name in day.candidates {
            let stream = day.stage.events.filter { $0.statement.candidate == name }
            let lots = stream.filter { $0.type == .drawAssigned || $0.type == .drawAutoAssigned }
            #expect(lots.count <= 1)
            if let entry = stream.first(where: { $0.type == .entryGranted }) {
                #expect(lots.contains { $0.index < entry.index })
            }
            let open = stream.prefix { $0.type != .drawAutoAssigned }.last {
                $0.type == .drawRequested || $0.type == .drawRequestRefused
            }
            if lots.first?.type == .drawAutoAssigned { #expect(open?.type != .drawRequested) }
        }
        #expect(Set(day.stage.said.compactMap(\.statement.cause)).isSubset(of: day.stage.events.map(\.id)))
    }

    @Test("is not all one way: those days see grants and refusals of every kind")
    func variety() throws {
        var types: Set<EventType> = []
        for seed in 0..<60 as Range<UInt64> {
            var day = RandomDay(seed: seed)
            try day.run(steps: 160)
            types.formUnion(day.stage.said.map(\.type))
        }
        #expect(
            types == [
                .loginRefused, .loginPasswordFailed, .sessionSuperseded, .evidenceBound, .evidenceBindRefused,
                .drawAssigned, .drawAutoAssigned, .drawRequestRefused, .entryGranted, .entryRefused,
                .homeReturnRefused, .evidenceConfirmRefused, .loginWindowOpened, .loginWindowClosed,
                .countdownStarted, .countdownEnded, .examStarted, .answerTimerStarted, .finishTimedOut,
                .evidenceDeadlinePassed,
            ])
    }

    @Test("is cited by no rule, in a log of any events in any order", arguments: 0..<40 as Range<UInt64>)
    func randomState(seed: UInt64) throws {
        let history = try RandomHistory(seed: seed, count: 240)
        var reader = StatementReader()
        for cut in stride(from: 20, through: history.events.count, by: 44) {
            let before = Array(history.events[..<cut])
            for payload in [Payload.attempt, .drawing, .entering, .scanning, .confirming, .goingHome, .password()] {
                let request = next(payload, in: before)
                var conductor = Conductor(lots: StageLots())
                let decision = try #require(
                    try conductor.decision(onNext: request) { Stage.read($0, from: before) })
                var log = before + [request]
                for saying in decision.sayings { log.append(next(saying.payload, in: log, cause: request.id)) }
                let said = Set(log[(cut + 1)...].map(\.index))
                for failure in StageAudit(log).failures(of: rules) {
                    #expect(
                        said.isDisjoint(with: failure.judgement.events.map(\.index)),
                        "seed \(seed), \(payload.type.rawValue) after \(cut): \(failure.judgement.message.en)")
                }
                // Whatever is said can be written down and read again.
                for event in log[(cut + 1)...] {
                    #expect(try reader.read(event.statement.bytes.span).payload == event.payload)
                }
            }
        }
    }

    /// The platform's or the candidate's next event in the stream of `c-1`.
    private func next(_ payload: Payload, in log: [RecordedEvent], cause: EventID? = nil) -> RecordedEvent {
        let isCandidate = payload.type.roles.contains(.candidate)
        let last = log.last?.receivedAt ?? Stage.start
        return RecordedEvent(
            index: UInt64(log.count), receivedAt: last, position: UInt64(log.count),
            keyID: KeyID(publicKey: Stage.root),
            statement: Statement(
                id: EventID(at: last, randomness: (9, UInt64(log.count))), ledger: "example.test", mode: .formal,
                exam: "e", sitting: "s", candidate: "c-1",
                actor: .init(role: isCandidate ? .candidate : .platform, id: "x"),
                device: isCandidate ? "phone" : nil, at: last, mono: isCandidate ? 1 : nil, n: isCandidate ? 1 : nil,
                cause: cause, payload: payload))
    }
}

/// Three candidates and two phones, who ask for anything at any time, on one sitting's day.
private struct RandomDay {
    let candidates = ["c-1", "c-2", "c-3"]
    private(set) var stage: Stage
    private var generator: SeededGenerator
    private var sessions: [String: Int64] = [:]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        stage = Stage.prepared(seed.isMultiple(of: 2) ? .catalogueDefaults : .other)
        if seed.isMultiple(of: 5) { stage.openDraw(root: Stage.hash("again")) }
        for candidate in candidates where !generator.chance(oneIn: 8) { stage.register(candidate) }
        stage.now = stage.opens + -20_000
    }

    mutating func run(steps: Int) throws {
        let end = stage.due + stage.parameters.evidenceDueMs + 20_000
        for step in 0..<steps {
            // Half of the steps lie around a boundary, where a millisecond decides.
            let boundaries = [stage.opens, stage.closes, Stage.start, stage.due, end]
            let nextBoundary = boundaries.first { $0 > stage.now }
            if step.isMultiple(of: 24), let nextBoundary, !generator.chance(oneIn: 3) {
                stage.now = max(stage.now, nextBoundary + Int64.random(in: -2...2, using: &generator))
            } else {
                stage.now = stage.now + Int64.random(in: 0...4000, using: &generator)
            }
            if generator.chance(oneIn: 9) { try stage.tick(at: stage.now) }
            try act(generator.pick(candidates))
        }
        try stage.tick(at: max(stage.now, end))
    }

    private mutating func act(_ candidate: String) throws {
        let computer = "pc-" + candidate.suffix(1) + (generator.chance(oneIn: 12) ? "x" : "")
        let phone = generator.pick(["ph-1", "ph-2"])
        let client = Stage.Voice.candidate(device: computer)
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1: try logIn(candidate, computer)
        case 2: try stage.ask(.password(generator.pick(["acc-1", "acc-2"])), by: client, for: candidate)
        case 3: stage.issue("acc-1", until: stage.now + 60_000, for: candidate)
        case 4:
            let project = generator.chance(oneIn: 6) ? "other" : Stage.exam
            stage.show("qr-\(candidate)", project: project, until: stage.now + 30_000, for: candidate)
        case 5, 6, 7:
            let code = "qr-" + (generator.chance(oneIn: 6) ? "c-1" : candidate)
            try stage.ask(
                .evidenceQrScanned(EvidenceQrScanned(qrID: code)), by: .candidate(device: phone), for: candidate)
        case 8: stage.startEvidence(for: candidate, device: phone)
        case 9:
            if generator.chance(oneIn: 4) { stage.stopEvidence(for: candidate, device: phone) }
        case 10: try stage.ask(.drawing, by: client, for: candidate)
        case 11, 12: stage.sign(generator.chance(oneIn: 6) ? "pledge 0" : "pledge 1", for: candidate)
        case 13: stage.acknowledge(generator.chance(oneIn: 6) ? "notice 0" : "notice 1", for: candidate)
        case 14, 15, 16:
            let displays = generator.chance(oneIn: 8) ? 2 : 1 as Int64
            try stage.ask(
                .entryRequested(
                    EntryRequested(displayCount: displays, virtualDisplay: generator.chance(oneIn: 12))),
                by: client, for: candidate)
        case 17: try stage.ask(.goingHome, by: client, for: candidate)
        case 18: try stage.ask(.confirming, by: .candidate(device: phone), for: candidate)
        default:
            if generator.chance(oneIn: 12) { stage.publish(.pledge, "1") }
            if generator.chance(oneIn: 4), let number = sessions[candidate] {
                stage.record(.sessionEnded(SessionEnded(sessionNo: number, reason: .network)), for: candidate)
            }
        }
    }

    /// The face service matches only where the platform lets the attempt go on, and opens a session then.
    private mutating func logIn(_ candidate: String, _ computer: String) throws {
        let client = Stage.Voice.candidate(device: computer)
        try stage.ask(.attempt, by: client, for: candidate)
        guard stage.events.last?.type == .loginFaceAttempted,
            try stage.decision(.match, by: .platform, for: candidate)?.outcome == .allowed
        else { return }
        try stage.ask(.match, by: .platform, for: candidate)
        sessions[candidate, default: 0] += 1
        try stage.ask(
            .sessionOpened(
                SessionOpened(
                    sessionNo: sessions[candidate] ?? 1, deviceID: computer, method: .face, clientVersion: "3",
                    displayCount: 1)),
            by: .platform, for: candidate)
    }
}
