import Audit
import Conduct
import Exam
import Primitives
import TestSupport

/// A log in memory with a conductor beside it, driven as the sequencer drives it: append, note, ask, append the answers.
struct Stage {
    /// Who speaks.
    enum Voice: Hashable {
        case platform, support
        case officer(String)
        case candidate(device: String)
        case client(device: String)
        case phone(device: String)
    }

    static let exam = "e"
    static let sitting = "s"
    static let draw = SHA256.digest(of: Array("draw".utf8))
    static let root = SHA256.digest(of: Array("root".utf8))
    static let start = Instant(milliseconds: 1_795_222_800_000)
    static let duration: Int64 = 600_000

    var parameters: Parameters
    var now: Instant
    private(set) var events: [RecordedEvent] = []
    /// What the platform said by itself.
    private(set) var said: [RecordedEvent] = []
    private var conductor: Conductor
    private let lots: any LotBook
    private var positions: [StreamName: UInt64] = [:]
    private var counters: [String: Int64] = [:]

    init(_ parameters: Parameters, lots: any LotBook) {
        self.parameters = parameters
        self.lots = lots
        conductor = Conductor(lots: lots)
        now = Stage.start + -864_000_000
    }

    var opens: Instant { Stage.start + parameters.loginOpenMs }
    var closes: Instant { Stage.start + parameters.loginCloseMs }
    var due: Instant { Stage.start + Stage.duration }

    // MARK: recording

    static func stream(_ payload: Payload, candidate: String?) -> StreamName {
        let scopes = payload.type.scopes
        if scopes.contains(.exam), candidate == nil, !scopes.contains(.sitting) { return .exam(exam) }
        if let candidate, scopes.contains(.candidate) {
            return .candidate(exam: exam, sitting: sitting, candidate: candidate)
        }
        return scopes.contains(.sitting) ? .sitting(exam: exam, sitting: sitting) : .exam(exam)
    }

    /// Appends an event that nobody answers.
    @discardableResult
    mutating func record(
        _ payload: Payload, by voice: Voice = .platform, for candidate: String? = "c-1", cause: EventID? = nil
    ) -> RecordedEvent {
        append(payload, in: Stage.stream(payload, candidate: candidate), by: voice, cause: cause)
    }

    /// Appends an event and what the platform answers to it.
    @discardableResult
    mutating func ask(
        _ payload: Payload, by voice: Voice = .candidate(device: "pc-1"), for candidate: String? = "c-1"
    ) throws -> [RecordedEvent] {
        let event = record(payload, by: voice, for: candidate)
        let log = events
        return say(try conductor.answer(to: event) { query in Stage.read(query, from: log) }.sayings)
    }

    /// Appends what the clock brings at a moment: in the sitting, then in every candidate's stream.
    @discardableResult
    mutating func tick(at moment: Instant) throws -> [RecordedEvent] {
        now = max(now, moment)
        let candidates = Set(events.map(\.statement.stream)).filter {
            if case .candidate = $0 { true } else { false }
        }.sorted { $0.text < $1.text }
        var all: [RecordedEvent] = []
        for stream in [.sitting(exam: Stage.exam, sitting: Stage.sitting)] + candidates {
            let log = events
            let now = now
            all += say(try conductor.due(in: stream, at: now) { query in Stage.read(query, from: log) })
        }
        return all
    }

    /// What would be answered, by a conductor that has seen nothing before.
    func decision(
        _ payload: Payload, by voice: Voice = .candidate(device: "pc-1"), for candidate: String? = "c-1"
    ) throws -> RequestDecision? {
        var copy = self
        let event = copy.record(payload, by: voice, for: candidate)
        var fresh = Conductor(lots: lots)
        let log = events
        return try fresh.decision(onNext: event) { query in Stage.read(query, from: log) }
    }

    private mutating func say(_ sayings: [Saying]) -> [RecordedEvent] {
        let appended = sayings.map { append($0.payload, in: $0.stream, by: .platform, cause: $0.cause) }
        said += appended
        return appended
    }

    private mutating func append(
        _ payload: Payload, in stream: StreamName, by voice: Voice, cause: EventID?
    ) -> RecordedEvent {
        let (exam, sitting, candidate) = stream.ids
        let (actor, device) = Stage.speaker(voice, candidate ?? "")
        let key = "\(actor.role) \(actor.id) \(device ?? "")"
        if actor.role.isCounted { counters[key, default: 0] += 1 }
        let statement = Statement(
            id: EventID(at: now, randomness: (3, UInt64(events.count))), ledger: "stage.example", mode: .formal,
            exam: exam, sitting: sitting, candidate: candidate, actor: actor, device: device, at: now,
            mono: actor.role.isCounted ? now.milliseconds - 1_790_000_000_000 : nil,
            n: actor.role.isCounted ? counters[key] : nil, cause: cause, payload: payload)
        let event = RecordedEvent(
            index: UInt64(events.count), receivedAt: now, position: positions[stream, default: 0],
            keyID: KeyID(publicKey: SHA256.digest(of: Array(key.utf8))), statement: statement)
        positions[stream, default: 0] += 1
        events.append(event)
        conductor.note(event)
        return event
    }

    private static func speaker(_ voice: Voice, _ candidate: String) -> (Statement.Actor, String?) {
        switch voice {
        case .platform: (.init(role: .platform, id: "platform"), nil)
        case .support: (.init(role: .support, id: "t-1"), nil)
        case .officer(let id): (.init(role: .administrator, id: id), nil)
        case .candidate(let device): (.init(role: .candidate, id: candidate), device)
        case .client(let device): (.init(role: .device, id: device), device)
        case .phone(let device): (.init(role: .phone, id: device), device)
        }
    }

    static func read(_ query: LogQuestion, from log: [RecordedEvent]) -> [RecordedEvent] {
        switch query {
        case .stream(let name): log.filter { $0.statement.stream == name }
        case .types(let types, let size): log.filter { $0.index < size && types.contains($0.type) }
        }
    }

    // MARK: judging

    /// The failures of some rules, over all that is recorded.
    func failures(of rules: [String]) -> [Finding] {
        StageAudit(events).failures(of: rules)
    }
}

/// The audit of a log in memory.
struct StageAudit {
    private let events: [RecordedEvent]

    init(_ events: [RecordedEvent]) { self.events = events }

    func failures(of ids: [String]) -> [Finding] {
        let rules = ids.compactMap { Ruleset.rule($0) }
        var references = CrossReferences()
        for event in events { references.take(event) }
        let run = AuditRun(
            prefix: AuditedPrefix(ledger: "stage.example", size: UInt64(events.count), root: .zero),
            rules: rules, keepsAll: true)
        let streams = Dictionary(grouping: events, by: \.statement.stream)
        let logins: Set<EventType> = [.loginFaceSucceeded, .loginPasswordSucceeded]
        let surroundings = Surroundings(
            SittingContext(
                exam: Stage.exam, sitting: Stage.sitting, examEvents: streams[.exam(Stage.exam)] ?? [],
                sittingEvents: streams[.sitting(exam: Stage.exam, sitting: Stage.sitting)] ?? [], trustEvents: [],
                firstLogin: events.first { logins.contains($0.type) }?.index,
                now: events.last?.receivedAt ?? Stage.start))
        var findings: [Finding] = []
        for case .candidate(let exam, let sitting, let candidate) in streams.keys {
            let stream = StreamName.candidate(exam: exam, sitting: sitting, candidate: candidate)
            let history = SessionHistory(
                candidate: candidate, events: streams[stream] ?? [], context: surroundings.context)
            let named = SessionReferences(namedBy: history.events, in: references)
            findings += run.judge(history, in: surroundings, references: named).findings
        }
        return findings.filter { $0.outcome == .fail }
    }
}
