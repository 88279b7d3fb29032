import Exam
import Primitives

/// A time without network: from `network.lost` to the next `network.restored` of the stream.
struct Outage {
    let lost: RecordedEvent
    /// `nil` while it goes on.
    let restored: RecordedEvent?
    /// From o(lost) to o(restored).
    let interval: Interval
}

extension SessionView {
    /// The outages in the order of the stream; one that is not restored lasts until a moment.
    func outages(until end: Instant) -> [Outage] {
        var outages: [Outage] = []
        var open: RecordedEvent?
        func close(_ restored: RecordedEvent?) {
            guard let lost = open else { return }
            let interval = Interval(from: clock.time(of: lost), until: restored.map(clock.time) ?? end)
            outages.append(Outage(lost: lost, restored: restored, interval: interval))
            open = nil
        }
        for event in events.all(.networkLost, .networkRestored) {
            if event.type == .networkRestored {
                close(event)
            } else {
                open = open ?? event
            }
        }
        close(nil)
        return outages
    }
}
