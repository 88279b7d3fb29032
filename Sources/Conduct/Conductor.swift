public import Exam
public import Primitives

/// The platform's part of the flow over a whole log: answers requests, runs timers, assigns lots.
///
/// What it holds in memory is only kept from one question to the next; it can be forgotten at any moment and is read
/// again from the log. Of sittings and sessions it keeps so many and no more; of phones, every binding once the first
/// code is scanned.
public struct Conductor: Answerer {
    /// How many sessions are kept ready before they are forgotten.
    static let sessionLimit = 4_096
    /// How many sittings are.
    static let sittingLimit = 256

    private let lots: any LotBook
    private var sittings: [StreamName: SittingRecord] = [:]
    private var sessions: [StreamName: SessionRecord] = [:]
    private var phones: PhoneRegister?

    /// A conductor with the lots of the draws.
    public init(lots: any LotBook = NoLots()) {
        self.lots = lots
    }

    /// Takes note of the entry that was appended last.
    public mutating func note(_ event: RecordedEvent) {
        let stream = event.statement.stream
        phones?.note(event)
        switch stream {
        case .exam(let exam):
            for name in sittings.keys where isSitting(name, of: exam) { note(event, inSitting: name) }
        case .sitting: note(event, inSitting: stream)
        case .candidate(let exam, _, _):
            sessions[stream]?.note(event)
            guard event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded else { return }
            for name in sittings.keys where isSitting(name, of: exam) {
                sittings[name]?.noteLogin(at: event.index)
            }
        case .trust, .ledger: break
        }
    }

    private mutating func note(_ event: RecordedEvent, inSitting name: StreamName) {
        sittings[name]?.note(event)
        // Which of several policies counts depends on the first login, which is looked for when it is read anew.
        if event.type == .examPolicySet || event.type == .sittingScheduled { sittings[name] = nil }
    }

    private func isSitting(_ name: StreamName, of exam: String) -> Bool {
        if case .sitting(exam, _) = name { true } else { false }
    }

    /// What the platform says to the entry that was noted last.
    public mutating func answer(
        to event: RecordedEvent, from log: LogReading
    ) throws(LedgerError) -> PlatformAnswer {
        guard RequestDecision.requests.contains(event.type) else { return .none }
        try load(event, from: log)
        guard let decision = decision(on: event) else { return .none }
        return PlatformAnswer(decision.sayings, unanswered: decision.hindrance)
    }

    /// What would be answered to an event that is not in the log as it is read, and why; `nil` for one that asks for
    /// nothing.
    public mutating func decision(
        onNext event: RecordedEvent, from log: LogReading
    ) throws(LedgerError) -> RequestDecision? {
        guard RequestDecision.requests.contains(event.type) else { return nil }
        try load(event, from: log)
        note(event)
        return decision(on: event)
    }

    /// What the clock brings in the stream of a sitting or of a candidate.
    public mutating func due(
        in stream: StreamName, at now: Instant, from log: LogReading
    ) throws(LedgerError) -> [Saying] {
        switch stream {
        case .sitting:
            return Timers.due(in: try sitting(stream, from: log), at: now)
        case .candidate(let exam, let name, _):
            let sitting = try sitting(.sitting(exam: exam, sitting: name), from: log)
            return Timers.due(in: try session(stream, from: log), of: sitting, lots: lots, at: now)
        case .trust, .ledger, .exam: return []
        }
    }

    /// Why nothing is granted and no timer runs in a sitting; `nil` where its terms can be followed.
    public mutating func hindrance(
        in stream: StreamName, from log: LogReading
    ) throws(LedgerError) -> Phrase? {
        Timers.hindrance(in: try sitting(stream, from: log))
    }

    /// Whether the clock may bring something to a session whose state is at hand: a quick question before `due`.
    public mutating func mayBeDue(
        in state: SessionState, at now: Instant, from log: LogReading
    ) throws(LedgerError) -> Bool {
        let sitting = try sitting(.sitting(exam: state.exam, sitting: state.sitting), from: log)
        return Timers.mayBeDue(in: state, of: sitting, at: now)
    }

    private mutating func load(_ event: RecordedEvent, from log: LogReading) throws(LedgerError) {
        let stream = event.statement.stream
        guard case .candidate(let exam, let sitting, _) = stream else { return }
        _ = try self.sitting(.sitting(exam: exam, sitting: sitting), from: log)
        _ = try session(stream, from: log)
        guard event.type == .evidenceQrScanned, phones == nil else { return }
        var register = PhoneRegister()
        for use in try log(.types(PhoneRegister.types, below: .max)) { register.note(use) }
        phones = register
    }

    private func decision(on event: RecordedEvent) -> RequestDecision? {
        let stream = event.statement.stream
        guard case .candidate(let exam, let name, _) = stream, let session = sessions[stream],
            let sitting = sittings[.sitting(exam: exam, sitting: name)]
        else { return nil }
        let uses = event.statement.device.flatMap { phones?.uses(of: $0, beside: stream) } ?? []
        return RequestDecision(
            on: event, in: Situation(session: session, sitting: sitting, phoneUses: uses, lots: lots))
    }

    private mutating func session(_ stream: StreamName, from log: LogReading) throws(LedgerError) -> SessionRecord {
        if let known = sessions[stream] { return known }
        guard case .candidate(let exam, let sitting, let candidate) = stream else {
            return SessionRecord(exam: "", sitting: "", candidate: "")
        }
        var record = SessionRecord(exam: exam, sitting: sitting, candidate: candidate)
        for event in try log(.stream(stream)) { record.note(event) }
        if sessions.count >= Conductor.sessionLimit { sessions.removeAll(keepingCapacity: true) }
        sessions[stream] = record
        return record
    }

    private mutating func sitting(_ stream: StreamName, from log: LogReading) throws(LedgerError) -> SittingRecord {
        if let known = sittings[stream] { return known }
        guard case .sitting(let exam, let name) = stream else { return SittingRecord(exam: "", sitting: "") }
        var record = SittingRecord(exam: exam, sitting: name)
        for event in try log(.stream(.exam(exam))) { record.note(event) }
        for event in try log(.stream(stream)) { record.note(event) }
        if record.needsFirstLogin {
            let logins: Set<EventType> = [.loginFaceSucceeded, .loginPasswordSucceeded]
            for login in try log(.types(logins, below: record.lastPolicy))
            where login.statement.exam?.isSame(as: exam) == true {
                record.noteLogin(at: login.index)
            }
        }
        if sittings.count >= Conductor.sittingLimit { sittings.removeAll(keepingCapacity: true) }
        sittings[stream] = record
        return record
    }
}
