import Exam
public import Primitives

/// Takes lines of input into a ledger: signatures are checked on all cores in front of the one writer, and the order
/// of the input is kept (architecture.md, the way of one event).
///
/// While one batch is written, the next is already being checked.
public final class Intake {
    /// How many lines go into one commit.
    public static let batchSize = 4_096

    private let writer: LedgerWriter
    private let clock: @Sendable () -> Instant
    private var directory: KeyDirectory
    private var lines: [InputLine] = []
    private var lineNumber = 0
    /// The answers of the batch that is being written, once it is.
    private var pending: Background<Result<[LineOutcome], LedgerError>>?
    private let answer: (LineOutcome) throws(LedgerError) -> Void

    private struct InputLine: Sendable {
        let number: Int
        let bytes: [UInt8]
    }

    /// An intake into a writer.
    ///
    /// - Parameters:
    ///   - writer: The one writer.
    ///   - clock: The machine's clock, read once for every batch.
    ///   - answer: Called with each line's outcome, in the order of the input, after it is durable.
    public init(
        _ writer: LedgerWriter, clock: @escaping @Sendable () -> Instant,
        answer: @escaping (LineOutcome) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        self.writer = writer
        self.clock = clock
        self.answer = answer
        directory = try writer.keyDirectory()
    }

    /// Takes in one line, without its line break; an empty line is passed over.
    public func take(_ line: Span<UInt8>) throws(LedgerError) {
        lineNumber += 1
        guard !line.isEmpty else { return }
        lines.append(InputLine(number: lineNumber, bytes: [UInt8](copying: line)))
        if lines.count == Intake.batchSize { try flush() }
    }

    /// Writes what was taken in so far; all answers were given when it returns.
    public func finish() throws(LedgerError) {
        try flush()
        try settle()
    }

    private func flush() throws(LedgerError) {
        guard !lines.isEmpty else { return }
        let prepared = prepare(lines)
        lines.removeAll(keepingCapacity: true)
        try settle()
        let (writer, clock) = (writer, clock)
        pending = Background {
            do throws(LedgerError) {
                return .success(try writer.append(Batch(lines: prepared, machineTime: clock())))
            } catch {
                return .failure(error)
            }
        }
    }

    private func settle() throws(LedgerError) {
        guard let batch = pending else { return }
        pending = nil
        for outcome in try batch.value().get() { try answer(outcome) }
    }

    private func prepare(_ lines: [InputLine]) -> [PreparedLine] {
        let read = Parallel.map(lines, makeWorker: { EnvelopePreparer() }) { preparer, line in
            preparer.read(line.bytes.span, number: line.number)
        }
        for line in read { line.statement.map { directory.note($0) } }
        let known = directory
        return Parallel.map(read, makeWorker: { EnvelopePreparer() }) { preparer, line in
            preparer.prepare(line, known)
        }
    }
}
