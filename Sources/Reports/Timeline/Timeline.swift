public import Exam
public import Primitives

/// A session as it unfolded, up to an index or a moment, and where it stood then.
///
/// Made by folding the history again, event by event, with the sitting's own events at their places; the standing at
/// the end is therefore the one that `session` gives for the same position.
public struct Timeline: Sendable {
    /// How far to replay.
    public enum Limit: Hashable, Sendable {
        /// All of the history.
        case end
        /// Through an entry of the log.
        case index(UInt64)
        /// Through a moment of the ledger's clock.
        case moment(Instant)
    }

    /// One thing to show.
    public enum Item: Sendable {
        /// A chapter begins.
        case phase(Phase)
        /// The main state changed without an event of this session: by the clock, or by the sitting or the exam.
        case change(StateDecision)
        /// An event.
        case event(Line)
        /// Windows that only say that things went on.
        case run(Run)
        /// Nothing was recorded.
        case gap(Gap)
    }

    /// An event and what it did.
    public struct Line: Sendable {
        /// The event.
        public let event: RecordedEvent
        /// The device's corrected time, where it is more than a second away from the ledger's.
        public let deviceTime: Instant?
        /// The main state that it led to; `nil` where it changed nothing.
        public let state: MainState?

        /// Whether it is a refusal.
        public var isRefusal: Bool { EventDefinition.of(event.type)?.class == .refusal }
        /// Whether it is an incident.
        public var isIncident: Bool { EventDefinition.of(event.type)?.class == .incident }
    }

    /// Consecutive windows and manifests.
    public struct Run: Sendable {
        /// The events, in order; never empty.
        public internal(set) var events: [RecordedEvent]

        /// How many there are of each type, in the order of first appearance.
        public var counts: [(type: EventType, count: Int)] {
            var counts: [(type: EventType, count: Int)] = []
            for event in events {
                if let known = counts.firstIndex(where: { $0.type == event.type }) {
                    counts[known].count += 1
                } else {
                    counts.append((event.type, 1))
                }
            }
            return counts
        }
    }

    /// A time in which nothing was recorded of the session.
    public struct Gap: Hashable, Sendable {
        /// The last event before.
        public let from: Instant
        /// The first event after, or the moment of the standing.
        public let until: Instant

        /// How long it is, in milliseconds.
        public var milliseconds: Int64 { until - from }
    }

    /// Clients report once a minute; a band begins where that is overdue by more than jitter.
    public static let gapLimit: Int64 = 65_000
    /// The least difference of the clocks that is worth a second time in a line.
    public static let clockDifference: Int64 = 1000

    /// What happened, in order.
    public let items: [Item]
    /// The help threads that began in it.
    public let help: [HelpThread]
    /// Where the session stood at the end of it.
    public let standing: SessionStanding

    /// The timeline of a history.
    ///
    /// - Parameters:
    ///   - history: the candidate's events with their surroundings.
    ///   - limit: how far to go.
    ///   - inDetail: whether every window is a line of its own.
    public init(_ history: SessionHistory, until limit: Limit = .end, inDetail: Bool = false) {
        var builder = TimelineBuilder(history, inDetail: inDetail)
        let events = history.events.filter(limit.includes)
        for event in events { builder.take(event) }
        help = HelpThread.all(in: events)
        builder.takeSurroundings(while: limit.includes)
        let now =
            switch limit {
            case .end: history.context.now
            case .moment(let moment): moment
            case .index: builder.last ?? history.context.now
            }
        standing = builder.standing(at: now)
        items = builder.finish(at: now)
    }
}

extension Timeline.Limit {
    /// Whether an event lies within it.
    func includes(_ event: RecordedEvent) -> Bool {
        switch self {
        case .end: true
        case .index(let index): event.index <= index
        case .moment(let moment): event.receivedAt <= moment
        }
    }
}
