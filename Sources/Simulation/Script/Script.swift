import Exam
import Primitives

/// What is said about one subject: drafts in the order in which they were thought of.
///
/// Times are milliseconds from `origin`, for a session from T. True time is the ledger's clock; what a machine's own
/// clock shows is worked out when the script is finished.
struct Script: Sendable {
    let subject: Subject
    let origin: Instant
    /// How long an event of a machine takes to the ledger.
    var latency: [Machine: Int64] = [:]
    /// By how much the ledger's clock is ahead of a machine's.
    var offsets: [Machine: Int64] = [:]
    /// What a machine's monotonic clock shows at `origin`.
    var monoBases: [Machine: Int64] = [:]
    var random: SeededRandom
    var drafts: [Draft] = []

    init(_ subject: Subject, origin: Instant, random: SeededRandom) {
        self.subject = subject
        self.origin = origin
        self.random = random
    }

    /// How long an event of a speaker takes to the ledger.
    func delay(of speaker: Speaker) -> Int64 {
        switch speaker {
        case .staff(let staff): staff == .platform ? 2 : 120
        case .candidate(let machine), .client(let machine): latency[machine, default: 80]
        case .borrowed: latency[.pc, default: 80]
        }
    }

    /// Something that happens at a moment; its id is answered, for those that refer to it.
    @discardableResult mutating func say(
        _ speaker: Speaker, at time: Int64, _ payload: Payload, cause: EventID? = nil, personal: [String] = []
    ) -> EventID {
        let instant = origin + time
        let id = random.eventID(at: instant)
        drafts.append(
            Draft(
                id: id, speaker: speaker, time: instant, received: instant + delay(of: speaker), cause: cause,
                payload: payload, personal: personal))
        return id
    }

    /// Something that the ledger receives at a moment.
    @discardableResult mutating func say(
        _ speaker: Speaker, receivedAt time: Int64, _ payload: Payload, cause: EventID? = nil,
        personal: [String] = []
    ) -> EventID {
        say(speaker, at: time - delay(of: speaker), payload, cause: cause, personal: personal)
    }

    /// A moment as the statements name it.
    func absolute(_ time: Int64) -> Int64 { (origin + time).milliseconds }
}

// What a fault does to a script that stands.
extension Script {
    /// The places of a type's drafts, in the order of time.
    func places(of type: EventType) -> [Int] {
        drafts.indices.filter { drafts[$0].payload.type == type }.sorted { drafts[$0].time < drafts[$1].time }
    }

    /// The number of the lot that is given first.
    var lot: Int64? {
        for place in drafts.indices.sorted(by: { drafts[$0].received < drafts[$1].received }) {
            switch drafts[place].payload {
            case .drawAssigned(let data): return data.number
            case .drawAutoAssigned(let data): return data.number
            default: continue
            }
        }
        return nil
    }

    /// The first draft of a type.
    func first(_ type: EventType) -> Draft? { places(of: type).first.map { drafts[$0] } }

    /// The last draft of a type.
    func last(_ type: EventType) -> Draft? { places(of: type).last.map { drafts[$0] } }

    /// When a draft happens, from `origin`.
    func time(of draft: Draft?) -> Int64? { draft.map { $0.time - origin } }

    /// Takes all drafts of some types out.
    mutating func remove(_ types: EventType..., where isMeant: (Draft) -> Bool = { _ in true }) {
        drafts.removeAll { types.contains($0.payload.type) && isMeant($0) }
    }

    /// Changes the drafts of a type.
    mutating func change(_ type: EventType, _ change: (inout Draft) -> Void) {
        for place in places(of: type) { change(&drafts[place]) }
    }

    /// Changes the first draft of a type.
    mutating func changeFirst(_ type: EventType, _ change: (inout Draft) -> Void) {
        if let place = places(of: type).first { change(&drafts[place]) }
    }

    /// Changes the last draft of a type.
    mutating func changeLast(_ type: EventType, _ change: (inout Draft) -> Void) {
        if let place = places(of: type).last { change(&drafts[place]) }
    }

    /// Moves a draft so that it happens at another moment.
    mutating func move(_ type: EventType, to time: Int64) {
        let moment = origin + time
        changeFirst(type) { draft in
            draft.received = moment + (draft.received - draft.time)
            draft.time = moment
        }
    }

    /// Moves a draft so that the ledger receives it at another moment.
    mutating func move(_ type: EventType, receivedAt time: Int64) {
        guard let draft = first(type) else { return }
        move(type, to: time - (draft.received - draft.time))
    }
}
