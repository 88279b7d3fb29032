public import Primitives

/// A session at one moment: its main state and why, its regions, its timers and what still bars entry.
///
/// A pure function of the candidate's state, the sitting's state at the same position of the log, and a moment.
public struct SessionStanding: Hashable, Sendable {
    /// What was folded from the candidate's stream; the regions are in it.
    public let session: SessionState
    /// The moment of which it speaks.
    public let now: Instant
    /// The main state and why it is that one.
    public let decision: StateDecision
    /// T, D' and due.
    public let times: GrantedTime
    /// TM-1 to TM-10.
    public let timers: [SessionTimer.Standing]
    /// The guards of entry; after it, as they would be asked again.
    public let guards: EntryGuards

    /// The standing of a session in its sitting at a moment.
    public init(_ session: SessionState, _ sitting: SittingState, now: Instant) {
        self.session = session
        self.now = now
        decision = StateDecision(session, sitting, now: now)
        times = sitting.grantedTime(of: session)
        timers = SessionTimer.all(session, sitting, now: now)
        guards = EntryGuards(session, sitting, displays: session.displays, now: now)
    }

    /// The standing that a history leaves at the moment of its context.
    public init(_ history: SessionHistory) {
        self.init(SessionState(history), SittingState(history.context), now: history.context.now)
    }

    /// The main state.
    public var state: MainState { decision.state }
}
