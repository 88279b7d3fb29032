public import Exam
import Primitives

/// A random but valid log of one exam: any type of the catalogue, in any order, with plausible and absurd values.
public struct RandomHistory: Sendable {
    /// The events, in the order of the log.
    public private(set) var events: [RecordedEvent] = []

    private static let start: Int64 = 1_795_222_800_000
    private var generator: SeededGenerator
    private var reader = StatementReader()
    private var positions: [String: UInt64] = [:]
    private var clock: Int64 = RandomHistory.start - 3_600_000
    private let candidates: [String]
    private var types: [EventType] = EventType.allCases.filter { $0 != .sittingScheduled && $0 != .examPolicySet }

    /// A log of a seed, of one candidate or several; every third seed favours the types that make a session go on.
    public init(seed: UInt64, count: Int, candidates: [String] = ["c-1"]) throws {
        self.candidates = candidates
        generator = SeededGenerator(seed: seed)
        if !seed.isMultiple(of: 3) {
            let usual: [EventType] = [
                .candidateRegistered, .loginFaceSucceeded, .sessionOpened, .procedureAcknowledged, .evidenceBound,
                .drawAssigned, .pledgeSigned, .noticeAcknowledged, .entryGranted, .finishConfirmed, .uploadCompleted,
                .evidenceUploadCompleted, .evidenceUploadConfirmed, .heartbeatWindow, .timeExtensionGranted,
                .approvalRecorded, .answerTimerStarted,
            ]
            for _ in 0..<12 { types += usual }
        }
        if !generator.chance(oneIn: 5) {
            try append(.examPolicySet)
            try append(.sittingScheduled)
        }
        for _ in 0..<count { try append(generator.pick(types)) }
    }

    /// The stream of the candidate `c-1`.
    public var candidateEvents: [RecordedEvent] { stream(.candidate(exam: "e", sitting: "s", candidate: "c-1")) }

    /// What surrounds the candidate through an index.
    public func context(through index: UInt64 = .max) -> SittingContext {
        let prefix = events.filter { $0.index <= index }
        return SittingContext(
            exam: "e", sitting: "s", examEvents: prefix.filter { $0.statement.stream == .exam("e") },
            sittingEvents: prefix.filter { $0.statement.stream == .sitting(exam: "e", sitting: "s") },
            trustEvents: prefix.filter { $0.statement.stream == .trust },
            firstLogin: prefix.first { $0.type == .loginFaceSucceeded || $0.type == .loginPasswordSucceeded }?.index,
            now: prefix.last?.receivedAt ?? Instant(milliseconds: 0))
    }

    private func stream(_ name: StreamName) -> [RecordedEvent] { events.filter { $0.statement.stream == name } }

    private mutating func append(_ type: EventType) throws {
        clock += Int64.random(in: 0...90_000, using: &generator)
        let role = generator.pick(type.roles.roles)
        let scope = generator.pick(type.scopes.scopes)
        let data = (EventDefinition.of(type)?.members ?? []).compactMap { member -> JSONValue.Member? in
            if !member.isRequired, generator.chance(oneIn: 2) { return nil }
            return value(member.name, member.kind).map { JSONValue.Member(member.name, $0) }
        }
        let json = JSONValue.members([
            "id": .string(eventID(UInt64(events.count)).text), "type": .string(type.rawValue), "v": 1,
            "ledger": "example.test", "mode": "formal",
            "exam": scope >= .exam ? "e" : nil, "sitting": scope >= .sitting ? "s" : nil,
            "candidate": scope == .candidate ? .string(candidate()) : nil,
            "actor": .members(["role": .string(role.rawValue), "id": .string(generator.pick(["a-1", "a-2", "a-3"]))]),
            "device": role.isCounted ? .string(generator.pick(["pc", "phone"])) : nil,
            "at": .integer(generator.chance(oneIn: 20) ? integer() : clock),
            "mono": role.isCounted ? 1 : nil, "n": role.isCounted ? .number(events.count + 1) : nil,
            "data": .object(data),
        ])
        var bytes: [UInt8] = []
        json.write(to: &bytes, canonically: false)
        let statement = try reader.read(bytes.span)
        let name = statement.stream.text
        events.append(
            RecordedEvent(
                index: UInt64(events.count), receivedAt: Instant(milliseconds: clock),
                position: positions[name, default: 0],
                keyID: KeyID(publicKey: SHA256.digest(of: [UInt8.random(in: 0...3, using: &generator)])),
                statement: statement))
        positions[name, default: 0] += 1
    }

    private mutating func candidate() -> String {
        candidates.count == 1 ? candidates[0] : generator.pick(candidates)
    }

    private func eventID(_ number: UInt64) -> EventID {
        EventID(at: Instant(milliseconds: RandomHistory.start), randomness: (7, number))
    }

    private mutating func integer() -> Int64 {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: generator.pick([9_007_199_254_740_991, -9_007_199_254_740_991])
        case 1: 0
        case 2, 3: RandomHistory.start + Int64.random(in: -2_000_000...4_000_000, using: &generator)
        default: Int64.random(in: -3...600_000, using: &generator)
        }
    }

    private mutating func value(_ name: String, _ kind: String) -> JSONValue? {
        if kind.hasPrefix("list<") {
            let element = String(kind.dropFirst(5).dropLast())
            let count = Int.random(in: 0...3, using: &generator)
            return .array((0..<count).compactMap { _ in value(name, element) })
        }
        if kind.hasPrefix("{") {
            let values = kind.dropFirst().dropLast().split(separator: ",").map(String.init)
            return .string(generator.pick(values))
        }
        switch kind {
        case "int": return .integer(name == "start_at" ? RandomHistory.start : integer())
        case "bool": return .bool(generator.chance(oneIn: 2))
        case "hex32": return .string(SHA256.digest(of: [UInt8.random(in: 0...2, using: &generator)]).hex)
        case "hex":
            let count = name == "pi" ? 80 : 16
            return .string(Hex.encode([UInt8](repeating: 7, count: count).span))
        case "uuid":
            return .string(eventID(UInt64.random(in: 0...UInt64(max(events.count, 1)), using: &generator)).text)
        case "object": return name == "params" ? parameters : nil
        default: return .string(generator.pick(["s", "c-1", "r-1", "e\u{301}", "\u{E9}", "a much longer text"]))
        }
    }

    private var parameters: JSONValue {
        Parameters(
            loginOpenMs: -1_800_000, loginCloseMs: 180_000, evidenceDueMs: 3_600_000, recGapMs: 5000,
            evidGapMs: 10_000, evidUntil: .examEnd, startGraceMs: 10_000, questionSkewMs: 2000, timerTolMs: 1000,
            panMinDeg: 330, panMinMs: 15_000, selfVisibleBp: 8000, readMinMs: 5000, focusIgnoreMs: 500,
            focusAdjudicateMs: 3000, focusAdjudicateN: 2, silenceMs: 60_000, lostTimeMs: 15_000,
            outageAdjudicateMs: 60_000, clockTolMs: 5000, helpSlaMs: 60_000, faceFailMax: 3, credTtlMs: 1_800_000,
            batteryMinBp: 5000, netMinKbps: 4000, contactDueMs: 3_600_000, statementWindowMs: 259_200_000,
            objectionWindowMs: 604_800_000, liveGapMs: 120_000, drawAnswerMs: 10_000, mockContactMs: 600_000,
            qrFailMax: 3, abandonGraceMs: 900_000, mockMandatory: false, approvalsRequired: 2,
            retentionIdentDays: 9_007_199_254_740_991, retentionTechDays: 180, retentionTextDays: 365,
            retentionScoreDays: 1095, retentionViolDays: 1825
        ).json
    }
}

private func >= (lhs: Scope, rhs: Scope) -> Bool {
    (Scope.allCases.firstIndex(of: lhs) ?? 0) >= (Scope.allCases.firstIndex(of: rhs) ?? 0)
}
