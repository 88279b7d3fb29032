import Exam

extension Array where Element == RecordedEvent {
    /// Each of the events once, where a finding rests on one for two reasons.
    var distinct: [RecordedEvent] {
        var seen: Set<UInt64> = []
        return filter { seen.insert($0.index).inserted }
    }
}
