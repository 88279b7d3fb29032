public import Primitives

/// T, D' and due, from a schedule, the approved extensions and a candidate's timer (rules.json, terms).
public struct GrantedTime: Hashable, Sendable {
    /// An extension of time that a second administrator approved.
    public struct Extension: Hashable, Sendable {
        /// Where the approval stands.
        public let approvedAt: UInt64
        /// What it adds.
        public let addedMs: Int64

        /// An approved extension.
        public init(approvedAt: UInt64, addedMs: Int64) {
            self.approvedAt = approvedAt
            self.addedMs = addedMs
        }
    }

    /// T: the start of the sitting.
    public let start: Instant?
    /// D': the duration with all approved extensions, in milliseconds.
    public let duration: Int64?
    /// The moment at which answering ends for this candidate.
    public let due: Instant?

    /// The times of a session; `timer` is its last `answer.timer.started`.
    public init(
        schedule: SittingScheduled?, extensions: [Extension], timer: (index: UInt64, dueAt: Int64)?
    ) {
        let added = extensions.reduce(0) { Milliseconds.sum($0, $1.addedMs) }
        start = schedule.map { Instant(milliseconds: $0.startAt) }
        duration = schedule.map { Milliseconds.sum($0.durationMs, added) }
        if let timer {
            let later = extensions.filter { $0.approvedAt > timer.index }
            due = Instant(milliseconds: later.reduce(timer.dueAt) { Milliseconds.sum($0, $1.addedMs) })
        } else if let start, let duration {
            due = start + duration
        } else {
            due = nil
        }
    }
}
