import Primitives
import Terminal

/// The progress of a check, from the totals that it tells.
final class ProgressSteps {
    private let progress: Progress
    private var shown: UInt64 = 0

    init(_ label: Phrase, _ context: TerminalContext) {
        progress = Progress(label, total: nil, context: context)
    }

    /// Shows how many are done; `false` where somebody asked to stop.
    func advance(_ done: UInt64, _ total: UInt64) -> Bool {
        progress.advance(by: Int(done - min(done, shown)))
        shown = done
        return Interrupt.requested == nil
    }

    func finish() { progress.finish() }
}
