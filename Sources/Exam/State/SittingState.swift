public import Primitives

/// What surrounds the candidates of a sitting, as facts: schedule, parameters, gates, draws, scores, release.
///
/// Folded from the sitting's and the exam's stream in the order of the log. `SittingContext` holds the events
/// themselves for the rules; this is what a standing needs of them.
public struct SittingState: Hashable, Sendable {
    /// An `entry.permitted`.
    public struct Permission: Hashable, Sendable {
        /// The room.
        public let room: String
        /// From when, inclusive.
        public let from: Instant
        /// Until when, inclusive.
        public let until: Instant
        /// The event.
        public let mark: EventMark

        /// The permission that an event gives.
        public init(_ data: EntryPermitted, mark: EventMark) {
            room = data.roomID
            from = Instant(milliseconds: data.fromMs)
            until = Instant(milliseconds: data.untilMs)
            self.mark = mark
        }
    }

    struct Schedule: Hashable, Sendable {
        let index: UInt64
        let data: SittingScheduled
    }

    struct LotScore: Hashable, Sendable {
        let scope: String
        let lot: Int64
    }

    /// The sitting.
    public let sitting: String
    /// The exam's own stream.
    public private(set) var examState: ExamState
    /// The index of the first `login.*.succeeded` of the exam, before which the policy has to stand.
    public var firstLogin: UInt64?
    /// The permissions to enter, in the order of the stream.
    public private(set) var permissions: [Permission] = []
    /// The first `login.window.closed`.
    public private(set) var loginClosed: EventMark?
    /// The first `exam.started`.
    public private(set) var examStarted: EventMark?
    private var schedules: [Schedule] = []
    private var drawScopes: [Digest: String] = [:]
    private var scores: [LotScore: EventMark] = [:]
    private(set) var extensions: [OfficerAct] = []
    private(set) var approvals: [Approval] = []

    /// The state of a sitting before the first event.
    public init(exam: String, sitting: String) {
        self.sitting = sitting
        examState = ExamState(exam: exam)
    }

    /// The state that a context's events leave.
    public init(_ context: SittingContext) {
        self.init(exam: context.exam, sitting: context.sitting)
        firstLogin = context.firstLogin
        for event in context.examEvents { examState.apply(event) }
        for event in context.sittingEvents { apply(event) }
    }

    /// Takes the next event of the exam's or the sitting's stream; of other streams, nothing.
    public mutating func apply(_ event: RecordedEvent) {
        switch event.statement.stream {
        case .exam(examState.exam): examState.apply(event)
        case .sitting(examState.exam, sitting): applyOwn(event, EventMark(event))
        default: break
        }
    }

    private mutating func applyOwn(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .sittingScheduled(let data): schedules.append(Schedule(index: event.index, data: data))
        case .entryPermitted(let data): permissions.append(Permission(data, mark: mark))
        case .loginWindowClosed: loginClosed = loginClosed ?? mark
        case .examStarted: examStarted = examStarted ?? mark
        case .drawKeyCommitted(let data): drawScopes[data.drawID] = data.scopeID
        case .scoreRecorded(let data):
            let score = LotScore(scope: data.scopeID, lot: data.lotNumber)
            scores[score] = scores[score] ?? mark
        case .timeExtensionGranted(let data): extensions.append(OfficerAct(event, addedMs: data.addedMs))
        case .approvalRecorded(let data):
            if data.decision == .approve { approvals.append(Approval(event, subject: data.subject)) }
        default: break
        }
    }
}

extension SittingState {
    /// The schedule and the parameters in force.
    public var terms: SittingTerms {
        SittingTerms(
            schedule: schedule,
            policy: SittingTerms.inForce(examState.policies, before: firstLogin, index: \.index)?.parameters)
    }

    /// T and D.
    public var schedule: SittingScheduled? {
        SittingTerms.inForce(schedules, before: firstLogin, index: \.index)?.data
    }

    /// The parameters in force (rules.json, terms).
    public var parameters: Parameters? { terms.parameters }

    /// T: the moment the exam starts.
    public var start: Instant? { schedule.map { Instant(milliseconds: $0.startAt) } }

    /// The first `score.recorded` for a lot, in the scope of its draw.
    public func score(for lot: Lot, room: String?) -> EventMark? {
        let scopes = drawScopes[lot.drawID].map { [$0] } ?? [sitting, room].compactMap(\.self)
        return scopes.compactMap { scores[LotScore(scope: $0, lot: lot.number)] }.min { $0.index < $1.index }
    }

    /// The permissions for a room.
    public func permissions(for room: String) -> [Permission] {
        permissions.filter { $0.room.isSame(as: room) }
    }

    /// D', T and due of a session.
    public func grantedTime(of session: SessionState) -> GrantedTime {
        let approvals = session.approvals + approvals + examState.approvals
        let granted = (session.extensions + extensions).compactMap { act in
            approvals.first { $0.completes(act) }.map {
                GrantedTime.Extension(approvedAt: $0.index, addedMs: act.addedMs)
            }
        }
        return GrantedTime(
            schedule: schedule, extensions: granted,
            timer: session.timer.map { ($0.mark.index, $0.at.milliseconds) })
    }
}
