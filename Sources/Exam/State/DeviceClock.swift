public import Primitives

/// o(x): the device's time of an event, corrected by what its last heartbeat said (rules.json, terms).
///
/// Built once for a history, so that each question costs a search and not a walk.
public struct DeviceClock: Sendable {
    private struct Correction {
        let position: UInt64
        let offset: Int64
    }

    private var corrections: [String: [Correction]] = [:]

    /// The corrections that a stream's heartbeats give.
    public init(_ events: [RecordedEvent]) {
        for event in events {
            guard case .heartbeatWindow(let window) = event.payload, let device = event.statement.device else {
                continue
            }
            corrections[device, default: []].append(
                Correction(position: event.position, offset: window.clockOffsetMs))
        }
    }

    /// Ledger clock minus device clock, as known at an event; 0 where no heartbeat came before.
    public func offset(at event: RecordedEvent) -> Int64 {
        guard let device = event.statement.device, let known = corrections[device] else { return 0 }
        var low = 0
        var high = known.count
        while low < high {
            let middle = (low + high) / 2
            if known[middle].position <= event.position { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : known[low - 1].offset
    }

    /// o(x): corrected device time; t(x) for an event without a device.
    public func time(of event: RecordedEvent) -> Instant {
        event.statement.device == nil ? event.receivedAt : event.statement.at + offset(at: event)
    }
}
