public import Primitives

/// How far a long task is, on one line of a terminal that is erased at the end; silent anywhere else.
///
/// It belongs to the thread that made it. A failed write of it is ignored: progress is no result.
public final class Progress {
    /// What is counted.
    public enum Unit: Hashable, Sendable {
        /// Things.
        case count
        /// Bytes, shown as megabytes of a million.
        case bytes
    }

    private static let interval: Int64 = 100

    private let label: String
    private let total: Int?
    private let unit: Unit
    private let output: Output
    private let isShown: Bool
    private let width: Int
    private let language: Language
    private let clock: @Sendable () -> Instant
    private let start: Instant
    private var drawn: Instant?
    private var done = 0

    /// Progress of a task on the standard error of a context.
    ///
    /// - Parameters:
    ///   - label: what is being done.
    ///   - total: how many there are, if that is known.
    ///   - unit: what is counted.
    ///   - context: where it is shown, in which language and by which clock.
    public init(_ label: Phrase, total: Int?, unit: Unit = .count, context: TerminalContext) {
        self.label = label[context.language]
        self.total = total
        self.unit = unit
        output = context.errors
        isShown = context.errorsIsTerminal
        width = context.width ?? 80
        language = context.language
        clock = context.clock
        start = isShown ? clock() : Instant(milliseconds: 0)
    }

    /// Counts some more as done, and redraws the line at most ten times a second.
    public func advance(by count: Int) {
        done += count
        guard isShown else { return }
        let now = clock()
        if now - (drawn ?? start) >= Progress.interval { draw(at: now) }
    }

    /// Erases the line; the next message or result begins where it stood.
    public func finish() {
        guard drawn != nil else { return }
        drawn = nil
        show("\r\u{1B}[K")
    }

    private func draw(at now: Instant) {
        drawn = now
        // One column stays free: a full line would wrap, and could then not be erased.
        show("\r\u{1B}[K" + DisplayWidth.truncate(line(at: now), to: width - 1))
    }

    private func show(_ text: String) {
        try? output.write(text)
        try? output.flush()
    }

    private func line(at now: Instant) -> String {
        let elapsed = max(1, now - start)
        let rate = Int64(done) * 1000 / elapsed
        let perSecond =
            switch unit {
            case .count: Phrase(en: "\(rate)/s", zh: "\(rate) 条/秒")[language]
            case .bytes: Phrase(en: "\(rate / 1_000_000) MB/s", zh: "\(rate / 1_000_000) MB/秒")[language]
            }
        guard let total, total > 0 else { return "\(label)  \(amount(done))  \(perSecond)" }
        let percent = min(100, done * 100 / total)
        let counts = "\(label)  \(amount(done))/\(amount(total))  \(percent)%  \(perSecond)"
        guard done > 0 else { return counts }
        // As fractions: bytes times milliseconds do not fit a word.
        let seconds = Int64(Double(max(0, total - done)) * Double(elapsed) / Double(done) / 1000)
        let left = Progress.clockText(seconds: seconds)
        return counts + "  " + Phrase(en: "\(left) left", zh: "剩余 \(left)")[language]
    }

    private func amount(_ number: Int) -> String {
        switch unit {
        case .count: "\(number)"
        case .bytes: "\(number / 1_000_000) MB"
        }
    }

    private static func clockText(seconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let hours = seconds / 3600
        return (hours > 0 ? "\(hours):\(two(seconds / 60 % 60))" : "\(seconds / 60)") + ":\(two(seconds % 60))"
    }
}
