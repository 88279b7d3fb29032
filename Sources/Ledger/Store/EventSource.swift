public import Exam
public import Primitives

/// Where the events of a log's prefix are read from: a store, or the entries of a bundle in memory.
///
/// What is judged follows from the events alone, wherever they come from.
public protocol EventSource: Sendable {
    /// The name of the ledger.
    var origin: String { get }

    /// The events of a stream below a size, in the stream's order; empty for a stream without entries.
    func events(of stream: StreamName, below size: UInt64) throws(LedgerError) -> [RecordedEvent]

    /// H(0x00 ‖ statement) of some events, by index.
    func statementLeaves(of events: [RecordedEvent]) throws(LedgerError) -> [UInt64: Digest]

    /// The index of the first successful login of an exam; `nil` where nobody has logged in.
    func firstLogin(exam: String, below size: UInt64) throws(LedgerError) -> UInt64?
}

extension EventSource {
    /// What surrounds the candidates of a sitting, as of a prefix.
    ///
    /// - Parameter firstLogin: the first login of the exam, where the caller has walked the log anyway. Without it the
    ///   log is searched, but only where more than one policy or schedule leaves room for doubt.
    public func context(
        exam: String, sitting: String, asOf prefix: Prefix, firstLogin: UInt64?? = nil
    ) throws(LedgerError) -> SittingContext {
        let examEvents = try events(of: .exam(exam), below: prefix.size)
        let sittingEvents = try events(of: .sitting(exam: exam, sitting: sitting), below: prefix.size)
        let first: UInt64?
        if let firstLogin {
            first = firstLogin
        } else if examEvents.count(where: { $0.type == .examPolicySet }) > 1
            || sittingEvents.count(where: { $0.type == .sittingScheduled }) > 1
        {
            first = try self.firstLogin(exam: exam, below: prefix.size)
        } else {
            first = nil
        }
        return SittingContext(
            exam: exam, sitting: sitting, examEvents: examEvents, sittingEvents: sittingEvents,
            trustEvents: try events(of: .trust, below: prefix.size), firstLogin: first, now: prefix.now)
    }

    /// A candidate's events in their surroundings.
    public func history(
        of candidate: String, in context: SittingContext, asOf prefix: Prefix
    ) throws(LedgerError) -> SessionHistory {
        let stream = StreamName.candidate(exam: context.exam, sitting: context.sitting, candidate: candidate)
        return try history(of: candidate, events: try events(of: stream, below: prefix.size), in: context)
    }

    /// A candidate's events, read before, in their surroundings.
    public func history(
        of candidate: String, events: [RecordedEvent], in context: SittingContext
    ) throws(LedgerError) -> SessionHistory {
        SessionHistory(
            candidate: candidate, events: events, context: context,
            batchLeaves: try statementLeaves(of: OfflineBatch.all(in: events).flatMap(\.entries)))
    }
}
