public import Exam
public import Primitives

/// A candidate's session as rules see it: indexed once, with the terms of the rules as properties.
public struct SessionView: Sendable {
    /// The candidate's stream and its surroundings.
    public let history: SessionHistory
    /// The sitting, the exam and the trust stream, indexed.
    public let surroundings: Surroundings
    /// What the log says of this stream's keys, phones and accounts.
    public let references: SessionReferences
    /// The candidate's stream, indexed.
    public let events: EventIndex
    /// o(x).
    public let clock: DeviceClock
    /// T, D', due, E.
    public let times: SessionTimes

    /// A session in its surroundings.
    public init(_ history: SessionHistory, in surroundings: Surroundings, references: SessionReferences) {
        self.history = history
        self.surroundings = surroundings
        self.references = references
        events = EventIndex(history.events)
        clock = DeviceClock(history.events)
        times = SessionTimes(history, clock: clock)
    }

    /// The received_at of the last entry of the audited prefix.
    public var now: Instant { history.context.now }
    /// The first `entry.granted`.
    public var entry: RecordedEvent? { times.entry }
    /// E.
    public var end: Instant? { times.end }

    /// T.
    public var start: Instant {
        get throws(MissingBasis) {
            guard let start = times.start else { throw .schedule }
            return start
        }
    }

    /// D'.
    public var duration: Int64 {
        get throws(MissingBasis) {
            guard let duration = times.duration else { throw .schedule }
            return duration
        }
    }

    /// The parameters in force.
    public var parameters: Parameters {
        get throws(MissingBasis) {
            guard let parameters = history.context.parameters else { throw .parameters }
            return parameters
        }
    }

    /// The `login.*.succeeded` of the stream.
    public var logins: [RecordedEvent] { events.all(.loginFaceSucceeded, .loginPasswordSucceeded) }

    /// Whether an act of two officers has its second signature.
    public func isApproved(_ act: RecordedEvent) -> Bool {
        surroundings.approvals.approval(of: act) != nil
            || Approvals(events.all(.approvalRecorded)).approval(of: act) != nil
    }

    /// A moment as people read it in a finding: its distance from T, the same on any machine.
    public func text(_ moment: Instant) -> String {
        RelativeTime.text(moment, from: times.start, called: "T")
    }
}
