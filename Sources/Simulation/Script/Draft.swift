import Exam
import Primitives

/// An event that is not signed yet: its counter, its clocks and its bytes come when the script is finished.
struct Draft: Sendable {
    /// The name of the event.
    let id: EventID
    /// Who says it.
    let speaker: Speaker
    /// When it happens, in true time.
    var time: Instant
    /// When the ledger receives it.
    var received: Instant
    /// The event that it answers.
    var cause: EventID?
    /// What it says.
    var payload: Payload
    /// The names of the personal values that it commits to.
    var personal: [String] = []
    /// How far the machine's monotonic clock is off here.
    var monoShift: Int64 = 0
    /// Whether an event of the same key was lost just before it.
    var followsLoss = false
    /// The events whose statements a batch holds: those of a speaker between two moments.
    var batch: Batch?

    /// What an offline batch is made of.
    struct Batch: Sendable {
        let speaker: Speaker
        let from: Instant
        let until: Instant
    }
}
