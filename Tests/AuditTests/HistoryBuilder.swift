import Audit
import Exam
import Primitives
import Transparency

/// A candidate's day as one wants it: begun as a clean session by some parameters, then bent by a test.
///
/// Times are those of the ledger's clock. A device's clock is behind by `deviceLag`, which its heartbeats say, and what
/// it sends arrives `transit` later, so that a rule which takes one clock for the other is found out.
struct HistoryBuilder {
    /// Who speaks, and so the key, the device and the role.
    enum Voice: Hashable {
        case platform, support, examiner
        case administrator(String)
        case invigilator(String)
        case witness(String)
        case candidate, candidatePhone, computer, phone
    }

    /// An event to be.
    struct Draft {
        var id: EventID
        var candidate: String?
        var voice: Voice
        var key: KeyID
        /// When it happens: o(x) for devices, t(x) for others.
        var time: Instant
        var device: String?
        var cause: EventID?
        var payload: Payload
        /// How much later than usual it arrives.
        var delay: Int64 = 0
        var monoShift: Int64 = 0
        var n: Int64?
        var order: Int
    }

    static let deviceLag: Int64 = 250
    static let transit: Int64 = 40

    var parameters: Parameters
    var start = Instant(milliseconds: 1_795_222_800_000)
    var duration: Int64 = 600_000
    var candidate = "c-0001"
    var drafts: [Draft] = []
    var isScheduled = true
    var hasPolicy = true
    private var made: UInt64 = 0

    init(_ parameters: Parameters) { self.parameters = parameters }

    var opens: Instant { start + parameters.loginOpenMs }
    var closes: Instant { start + parameters.loginCloseMs }
    var due: Instant { start + duration }
    /// E of the clean session.
    var end: Instant { due + parameters.timerTolMs / 2 }
    var evidenceDue: Instant { end + parameters.evidenceDueMs }
    /// t(entry.granted) of the clean session.
    var entry: Instant { start + -598_000 }

    // MARK: bending

    @discardableResult
    mutating func add(
        _ payload: Payload, at time: Instant, by voice: Voice = .platform, to candidate: String? = "c-0001",
        cause: EventID? = nil
    ) -> EventID {
        made += 1
        let id = EventID(at: time, randomness: (0, made))
        let owner = candidate ?? self.candidate
        let isRoom = [.entryPermitted, .sittingScheduled, .paperSealed].contains(payload.type)
        drafts.append(
            Draft(
                id: id, candidate: isRoom ? nil : candidate, voice: voice, key: HistoryBuilder.key(voice, of: owner),
                time: time, device: HistoryBuilder.device(voice, of: owner), cause: cause, payload: payload,
                order: Int(made)))
        return id
    }

    mutating func remove(_ types: EventType...) {
        drafts.removeAll { types.contains($0.payload.type) && ($0.candidate ?? candidate) == candidate }
    }

    mutating func change(_ type: EventType, _ body: (inout Draft) -> Void) {
        for place in drafts.indices where drafts[place].payload.type == type { body(&drafts[place]) }
    }

    mutating func move(_ type: EventType, to time: Instant) { change(type) { $0.time = time } }

    mutating func say(_ payload: Payload) { change(payload.type) { $0.payload = payload } }

    func id(of type: EventType) -> EventID? { drafts.first { $0.payload.type == type }?.id }

    // MARK: building

    static func key(_ voice: Voice, of candidate: String) -> KeyID {
        KeyID(publicKey: publicKey(voice, of: candidate))
    }

    static func publicKey(_ voice: Voice, of candidate: String) -> Digest {
        SHA256.digest(of: Array("\(voice) \(isPersonal(voice) ? candidate : "")".utf8))
    }

    static func hash(_ text: String) -> Digest { SHA256.digest(of: Array(text.utf8)) }

    private static func isPersonal(_ voice: Voice) -> Bool {
        [.candidate, .candidatePhone, .computer, .phone].contains(voice)
    }

    private static func device(_ voice: Voice, of candidate: String) -> String? {
        switch voice {
        case .candidate, .computer: "pc-\(candidate.suffix(4))"
        case .candidatePhone, .phone: "ph-\(candidate.suffix(4))"
        default: nil
        }
    }

    private static func actor(_ voice: Voice, of candidate: String) -> Statement.Actor {
        switch voice {
        case .platform: .init(role: .platform, id: "platform-1")
        case .support: .init(role: .support, id: "t-01")
        case .examiner: .init(role: .examiner, id: "x-01")
        case .administrator(let id): .init(role: .administrator, id: id)
        case .invigilator(let id): .init(role: .invigilator, id: id)
        case .witness(let id): .init(role: .witness, id: id)
        case .candidate, .candidatePhone: .init(role: .candidate, id: candidate)
        case .computer: .init(role: .device, id: "pc-\(candidate.suffix(4))")
        case .phone: .init(role: .phone, id: "ph-\(candidate.suffix(4))")
        }
    }

    private func received(_ draft: Draft) -> Instant {
        draft.device == nil ? draft.time : draft.time + (HistoryBuilder.transit + draft.delay)
    }

    /// The log: entries 0 and 1 are the ledger's own.
    func log() -> AuditedLog {
        let ordered = drafts.sorted { (received($0), $0.order) < (received($1), $1.order) }
        var positions: [StreamName: UInt64] = [:]
        var counters: [KeyID: Int64] = [:]
        var entries: [RecordedEvent] = []
        for draft in ordered {
            let owner = draft.candidate ?? candidate
            let actor = HistoryBuilder.actor(draft.voice, of: owner)
            let scopes = draft.payload.type.scopes
            let hasExam = !scopes.contains(.trust) && !scopes.contains(.ledger)
            let hasSitting =
                hasExam && (draft.candidate != nil && scopes.contains(.candidate) || !scopes.contains(.exam))
            let isCounted = actor.role.isCounted
            if isCounted { counters[draft.key, default: 0] += 1 }
            let lag = draft.device == nil ? 0 : HistoryBuilder.deviceLag
            let statement = Statement(
                id: draft.id, ledger: "examledger.example/test/1", mode: .formal, exam: hasExam ? "ex-1" : nil,
                sitting: hasSitting ? "s-1" : nil,
                candidate: hasSitting && scopes.contains(.candidate) ? draft.candidate : nil, actor: actor,
                device: draft.device, at: draft.time + -lag,
                mono: isCounted ? draft.time.milliseconds - 1_790_000_000_000 + draft.monoShift : nil,
                n: isCounted ? draft.n ?? counters[draft.key] : nil, cause: draft.cause, payload: draft.payload)
            let position = positions[statement.stream, default: 0]
            positions[statement.stream] = position + 1
            entries.append(
                RecordedEvent(
                    index: UInt64(entries.count + 2), receivedAt: received(draft), position: position,
                    keyID: draft.key, statement: statement))
        }
        return AuditedLog(entries)
    }

    /// What one rule says, of the candidate or of what is wider.
    func judge(_ id: String, evidence: LedgerEvidence = .verified) -> Finding? {
        let log = log()
        guard let rule = Ruleset.rule(id) else { return nil }
        let run = AuditRun(prefix: log.prefix, rules: [rule], keepsAll: true)
        let sittings = log.sittings()
        let references = log.references
        if case .release = rule.judge {
            return log.audit(evidence: evidence).judged.first { $0.rule == id }
        }
        switch rule.scope {
        case .ledger: return run.judge(evidence).first
        case .exam: return run.judge(exam: "ex-1", sittings: sittings, references: references).first
        case .sitting: return sittings.first.flatMap { run.judge(sitting: $0, references: references).first }
        default:
            let history = log.histories(in: sittings).first { $0.0.candidate == candidate }
            return history.flatMap { history, surroundings in
                let named = SessionReferences(namedBy: history.events, in: references)
                return run.judge(history, in: surroundings, references: named).findings.first
            }
        }
    }
}
