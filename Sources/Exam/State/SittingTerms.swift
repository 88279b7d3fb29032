/// The schedule and the parameters in force for a sitting (rules.json, terms).
public struct SittingTerms: Hashable, Sendable {
    /// T and D, from the last `sitting.scheduled` before the first login (the last one where there is none).
    public let schedule: SittingScheduled?
    /// The exam's parameters, with what the schedule puts over them.
    public let parameters: Parameters?

    init(schedule: SittingScheduled?, policy: Parameters?) {
        self.schedule = schedule
        parameters = schedule?.params.map { policy?.applying($0) } ?? policy
    }

    /// The last of some acts before the first login of the exam; the last one where there is none.
    static func inForce<Act>(_ acts: [Act], before first: UInt64?, index: (Act) -> UInt64) -> Act? {
        acts.last { act in first.map { index(act) < $0 } ?? true } ?? acts.last
    }
}
