public import Exam
public import Primitives

/// What the platform answers to one request, and why: every guard with its standing, and what is to be recorded.
///
/// A pure function of the request, what is recorded before it, and the lots: `RequestDecision(on:in:)`.
public struct RequestDecision: Hashable, Sendable {
    /// One condition and how it stands.
    public struct Guard: Hashable, Sendable {
        /// The condition.
        public let name: GuardName
        /// Whether it holds.
        public let isMet: Bool
        /// Why it does or does not.
        public let why: Phrase
        /// The event that decides; `nil` where there is none.
        public let event: EventMark?
        /// The word by which a refusal names it; `nil` where the catalogue has none.
        public let reason: String?
    }

    /// The ways to answer.
    public enum Outcome: String, CaseIterable, Hashable, Sendable {
        /// All guards hold, and the platform says so.
        case granted
        /// All guards hold, and the answer is not the platform's flow to give: a face match, a password check.
        case allowed
        /// A guard does not hold, and the refusal names it.
        case refused
        /// A guard does not hold for which the catalogue has no word, so that nothing true can be recorded as a refusal;
        /// nothing is granted.
        case unanswered
        /// Nothing is asked; what follows from the event is recorded, if anything does.
        case noted

        /// The name for people.
        public var title: Phrase {
            switch self {
            case .granted: Phrase(en: "granted", zh: "准许")
            case .allowed: Phrase(en: "allowed; the answer comes from the platform's services", zh: "允许；结果由平台服务给出")
            case .refused: Phrase(en: "refused", zh: "拒绝")
            case .unanswered: Phrase(en: "not granted, and nothing recorded", zh: "未准许，且不作记录")
            case .noted: Phrase(en: "noted", zh: "已知悉")
            }
        }
    }

    /// The request.
    public let request: EventMark
    /// The stream that it stands in.
    public let stream: StreamName
    /// How it is answered.
    public let outcome: Outcome
    /// Every guard, in the order in which they are looked at.
    public let guards: [Guard]
    /// What is to be recorded, in this order.
    public let sayings: [Saying]

    /// The guards that do not hold.
    public var violated: [Guard] { guards.filter { !$0.isMet } }

    /// Why the request has no answer: every guard that does not hold; `nil` where it has one.
    public var hindrance: Phrase? {
        guard outcome == .unanswered else { return nil }
        return Phrase(
            en: violated.map(\.why.en).joined(separator: "; "), zh: violated.map(\.why.zh).joined(separator: "；"))
    }

    /// The decision on a request that is the last event noted in a situation; `nil` for an event that asks for nothing.
    public init?(on request: RecordedEvent, in situation: Situation) {
        switch request.payload {
        case .loginFaceAttempted, .loginFaceSucceeded, .loginPasswordSucceeded:
            self = .login(request, situation)
        case .loginPasswordAttempted(let data): self = .password(data, request, situation)
        case .sessionOpened(let data): self = .session(data, request, situation)
        case .evidenceQrScanned(let data): self = .binding(data, request, situation)
        case .drawRequested: self = .draw(request, situation)
        case .entryRequested(let data): self = .entry(data, request, situation)
        case .homeReturned(let data): self = .home(data, request, situation)
        case .evidenceUploadConfirmed: self = .confirmation(request, situation)
        case .erasureRequested: self = .erasure(request, situation)
        default: return nil
        }
    }

    /// The types of event that ask for something.
    public static let requests: Set<EventType> = [
        .loginFaceAttempted, .loginFaceSucceeded, .loginPasswordAttempted, .loginPasswordSucceeded, .sessionOpened,
        .evidenceQrScanned, .drawRequested, .entryRequested, .homeReturned, .evidenceUploadConfirmed,
        .erasureRequested,
    ]

    init(_ request: RecordedEvent, _ outcome: Outcome, _ guards: [Guard], _ sayings: [Saying]) {
        self.request = EventMark(request)
        stream = request.statement.stream
        self.outcome = outcome
        self.guards = guards
        self.sayings = sayings
    }
}

/// What a decision is taken from: everything recorded up to the request, and the lots.
public struct Situation: Sendable {
    /// The candidate's stream, the request included.
    public let session: SessionRecord
    /// The sitting.
    public let sitting: SittingRecord
    /// To whom else the phone of the request is or was bound.
    public let phoneUses: [PhoneRegister.Use]
    /// The lots.
    public let lots: any LotBook

    /// A situation from its parts.
    public init(
        session: SessionRecord, sitting: SittingRecord, phoneUses: [PhoneRegister.Use] = [],
        lots: any LotBook = NoLots()
    ) {
        self.session = session
        self.sitting = sitting
        self.phoneUses = phoneUses
        self.lots = lots
    }
}
