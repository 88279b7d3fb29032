import Glibc
import Primitives
import Synchronization

@testable import Terminal

/// A pipe whose far end is read back, for what would go to a terminal.
///
/// What is written must fit into the pipe.
final class Capture {
    let output: Output
    private var ends: [Int32]
    /// The end that is written to.
    var descriptor: Int32 { ends[ends.count - 1] }

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0)
        self.ends = ends
        output = Output(descriptor: ends[1])
    }

    deinit {
        for end in ends { close(end) }
    }

    /// What has been flushed since the last look.
    func text() -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let count = bytes.withUnsafeMutableBytes { read(ends[0], $0.baseAddress, $0.count) }
        return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    }

    /// Ends the reading side, as `head` does when it has seen enough.
    func hangUp() {
        close(ends.removeFirst())
    }
}

/// A clock that stands still until it is moved.
final class ManualClock: Sendable {
    private let milliseconds = Atomic<Int64>(0)

    var now: Instant { Instant(milliseconds: milliseconds.load(ordering: .relaxed)) }

    func advance(_ count: Int64) {
        milliseconds.add(count, ordering: .relaxed)
    }
}

/// A context over two captures and a clock of the test's own.
func makeContext(
    output: Output = Output(descriptor: -1), errors: Output = Output(descriptor: -1), isTerminal: Bool = false,
    columns: Int? = nil, color: ColorChoice = .auto, language: Language? = nil, clock: ManualClock = ManualClock(),
    environment: [String: String] = [:]
) -> TerminalContext {
    TerminalContext(
        output: output, errors: errors, outputIsTerminal: isTerminal, errorsIsTerminal: isTerminal, columns: columns,
        color: color, language: language, environment: { environment[$0] }, clock: { clock.now },
        randomness: { [UInt8](repeating: 7, count: $0) })
}
