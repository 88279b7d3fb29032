import Exam
import Primitives

/// The stretches of a session in which things count.
extension SessionView {
    /// E, or up to now while the session has no end.
    var endOrNow: Instant { end ?? now }

    /// [t(entry.granted), E or now]; `nil` where no entry is recorded.
    var examTime: Interval? { entry.map { Interval(from: $0.receivedAt, until: endOrNow) } }

    /// [T, E or now].
    var answeringTime: Interval {
        get throws(MissingBasis) { Interval(from: try start, until: endOrNow) }
    }

    /// The events of some that lie in a window by o(x).
    func events(_ events: [RecordedEvent], in window: Interval) -> [RecordedEvent] {
        events.filter { window.contains(clock.time(of: $0)) }
    }
}
