import Exam
import Primitives

/// Folds a history and notes what there is to show.
struct TimelineBuilder {
    private let inDetail: Bool
    private let firstLogin: UInt64?
    /// The exam's and the sitting's events, in the order of the log.
    private let surroundings: [RecordedEvent]
    private var nextSurrounding = 0
    private var session: SessionState
    private var sitting: SittingState
    private var items: [Timeline.Item] = []
    private var phase: Phase?
    private var state: MainState?
    private var lastOfSession: Instant?
    /// The latest moment of anything folded.
    private(set) var last: Instant?

    init(_ history: SessionHistory, inDetail: Bool) {
        let context = history.context
        self.inDetail = inDetail
        firstLogin = context.firstLogin
        surroundings = (context.examEvents + context.sittingEvents).sorted { $0.index < $1.index }
        session = SessionState(exam: context.exam, sitting: context.sitting, candidate: history.candidate)
        sitting = SittingState(exam: context.exam, sitting: context.sitting)
    }

    /// Types of which only the number and the span matter, unless detail is asked for.
    private static let windows: Set<EventType> = [
        .heartbeatWindow, .audioWindow, .uploadManifestRecorded, .evidenceSegmentClosed, .deviceKeyBound,
    ]

    mutating func take(_ event: RecordedEvent) {
        takeSurroundings { $0.index < event.index }
        learnFirstLogin(event.index)
        if let lastOfSession, event.receivedAt - lastOfSession > Timeline.gapLimit {
            items.append(.gap(Timeline.Gap(from: lastOfSession, until: event.receivedAt)))
        }
        lastOfSession = event.receivedAt
        last = max(last ?? event.receivedAt, event.receivedAt)
        noteChange(at: event.receivedAt, by: nil)
        let device = session.deviceTime(of: event)
        session.apply(event)
        let isWindow = TimelineBuilder.windows.contains(event.type) || isPassedCheck(event)
        if isWindow, !inDetail { return extendRun(event) }
        let reached = noteChange(at: event.receivedAt, by: event.index)
        if phase == nil, let state { begin(Phase(state)) }
        let difference = device - event.receivedAt
        items.append(
            .event(
                Timeline.Line(
                    event: event, deviceTime: abs(difference) > Timeline.clockDifference ? device : nil,
                    state: reached)))
    }

    /// Folds the sitting's and the exam's events that come next, while a condition holds.
    mutating func takeSurroundings(while condition: (RecordedEvent) -> Bool) {
        while nextSurrounding < surroundings.count, condition(surroundings[nextSurrounding]) {
            let event = surroundings[nextSurrounding]
            learnFirstLogin(event.index)
            sitting.apply(event)
            last = max(last ?? event.receivedAt, event.receivedAt)
            nextSurrounding += 1
        }
    }

    func standing(at now: Instant) -> SessionStanding { SessionStanding(session, sitting, now: now) }

    /// All items, with what the time up to a moment added.
    mutating func finish(at now: Instant) -> [Timeline.Item] {
        noteChange(at: now, by: nil)
        return items
    }

    private mutating func learnFirstLogin(_ index: UInt64) {
        if let firstLogin, index >= firstLogin { sitting.firstLogin = firstLogin }
    }

    private func isPassedCheck(_ event: RecordedEvent) -> Bool {
        if case .prepCheckRecorded(let data) = event.payload { data.result == .pass } else { false }
    }

    private mutating func extendRun(_ event: RecordedEvent) {
        if case .run(var run)? = items.last {
            run.events.append(event)
            items[items.count - 1] = .run(run)
        } else {
            if phase == nil { begin(Phase(state ?? .rostered)) }
            items.append(.run(Timeline.Run(events: [event])))
        }
    }

    private mutating func begin(_ phase: Phase) {
        guard phase != self.phase else { return }
        self.phase = phase
        items.append(.phase(phase))
    }

    /// Notes a change of the main state; what it led to, where this event brought it.
    @discardableResult
    private mutating func noteChange(at moment: Instant, by index: UInt64?) -> MainState? {
        let decision = StateDecision(session, sitting, now: moment)
        guard decision.state != state else { return nil }
        let isFirst = state == nil
        state = decision.state
        // The first state needs no line: nothing came before it.
        if isFirst, index == nil { return nil }
        begin(Phase(decision.state))
        if let index, decision.event?.index == index { return decision.state }
        items.append(.change(decision))
        return nil
    }
}
