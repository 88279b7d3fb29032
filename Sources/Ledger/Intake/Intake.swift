import Exam
public import Primitives

/// Takes lines of input into a ledger: signatures are checked on all cores in front of the one writer, and the order
/// of the input is kept (architecture.md, the way of one event).
///
/// While one batch is written, the lines of the next are being checked.
public final class Intake {
    /// How many lines go into one commit.
    public static let batchSize = 4_096
    /// How many lines a thread checks at a time.
    private static let sliceSize = 64
    /// How many slices are under way at a time: it bounds the memory.
    private static let ahead = 64

    private let writer: LedgerWriter
    private let clock: @Sendable () -> Instant
    private let check: LineCheck
    private let work: OrderedWork<[LineCheck.Line], [LineCheck.Checked]>
    private var preparer = EnvelopePreparer()
    private var slice: [LineCheck.Line] = []
    private var batch: [PreparedLine] = []
    private var lineNumber = 0
    /// The answers of the batch that is being written, once it is.
    private var pending: Background<Result<[LineOutcome], LedgerError>>?
    private let answer: (LineOutcome) throws(LedgerError) -> Void

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
        let check = LineCheck(try writer.keyDirectory())
        self.check = check
        work = OrderedWork(makeWorker: { EnvelopePreparer() }) { preparer, lines in
            lines.map { check.check($0, by: &preparer) }
        }
    }

    /// Takes in one line, without its line break; an empty line is passed over.
    public func take(_ line: Span<UInt8>) throws(LedgerError) {
        lineNumber += 1
        guard !line.isEmpty else { return }
        slice.append(LineCheck.Line(number: lineNumber, bytes: [UInt8](copying: line)))
        if slice.count == Intake.sliceSize { try putSlice() }
    }

    /// Writes what was taken in so far; all answers were given when it returns.
    public func finish() throws(LedgerError) {
        try putSlice()
        while try collect() {}
        try write()
        try settle()
    }

    private func putSlice() throws(LedgerError) {
        guard !slice.isEmpty else { return }
        work.put(slice)
        slice.removeAll(keepingCapacity: true)
        if work.count >= Intake.ahead { _ = try collect() }
    }

    /// Adds the oldest slice under way to the batch; `false` where there is none.
    private func collect() throws(LedgerError) -> Bool {
        guard let lines = work.take() else { return false }
        for line in lines { batch.append(check.settle(line, by: &preparer)) }
        if batch.count >= Intake.batchSize { try write() }
        return true
    }

    private func write() throws(LedgerError) {
        guard !batch.isEmpty else { return }
        try settle()
        let (lines, writer, clock) = (batch, writer, clock)
        batch = []
        batch.reserveCapacity(Intake.batchSize)
        pending = Background {
            do throws(LedgerError) {
                return .success(try writer.append(Batch(lines: lines, machineTime: clock())))
            } catch {
                return .failure(error)
            }
        }
    }

    private func settle() throws(LedgerError) {
        guard let written = pending else { return }
        pending = nil
        for outcome in try written.value().get() { try answer(outcome) }
    }
}
