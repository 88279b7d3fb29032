public import Primitives

/// The moments that a session's rules and its state speak of: T, D', due, E (rules.json, terms).
public struct SessionTimes: Sendable {
    /// T: the start of the sitting.
    public let start: Instant?
    /// D': the duration with all approved extensions, in milliseconds.
    public let duration: Int64?
    /// The moment at which answering ends for this candidate.
    public let due: Instant?
    /// The event that ended the session; the first of the three kinds in the stream.
    public let finish: RecordedEvent?
    /// E: the moment the session ended.
    public let end: Instant?
    /// The first `entry.granted`.
    public let entry: RecordedEvent?

    /// The moments of a history.
    public init(_ history: SessionHistory, clock: DeviceClock) {
        let context = history.context
        let own = history.events.compactMap { event -> (act: RecordedEvent, addedMs: Int64)? in
            if case .timeExtensionGranted(let data) = event.payload { (event, data.addedMs) } else { nil }
        }
        let granted = own + context.extensions
        // Approvals are looked for only where there is something to approve.
        let approvals = granted.isEmpty ? Approvals() : Approvals(history.events)
        let extensions = granted.compactMap { act, addedMs in
            (approvals.approval(of: act) ?? context.approvals.approval(of: act)).map {
                GrantedTime.Extension(approvedAt: $0.index, addedMs: addedMs)
            }
        }
        let timer = history.events.last { $0.type == .answerTimerStarted }
        let dueAt: Int64? = if case .answerTimerStarted(let data)? = timer?.payload { data.dueAt } else { nil }
        let times = GrantedTime(
            schedule: context.schedule, extensions: extensions,
            timer: timer.flatMap { timer in dueAt.map { (timer.index, $0) } })
        start = times.start
        duration = times.duration
        due = times.due
        finish = history.events.first { [.finishConfirmed, .finishTimedOut, .finishForced].contains($0.type) }
        end = finish.map { $0.type == .finishConfirmed ? clock.time(of: $0) : $0.receivedAt }
        entry = history.events.first { $0.type == .entryGranted }
    }
}
