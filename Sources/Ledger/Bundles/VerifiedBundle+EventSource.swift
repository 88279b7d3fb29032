public import Exam
public import Primitives

extension VerifiedBundle: EventSource {
    /// The name of the ledger.
    public var origin: String { identity.origin }

    /// The session whose history it is.
    public var subject: SessionName { bundle.subject }

    /// The events of a stream below a size, in the stream's order; empty for a stream without entries.
    public func events(of stream: StreamName, below size: UInt64) -> [RecordedEvent] {
        (events[stream] ?? []).filter { $0.index < size }
    }

    /// H(0x00 ‖ statement) of some events, by index.
    public func statementLeaves(of events: [RecordedEvent]) -> [UInt64: Digest] {
        Dictionary(
            events.compactMap { event in statementLeaves[event.index].map { (event.index, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The index of the first successful login of the exam that the bundle shows.
    public func firstLogin(exam: String, below size: UInt64) -> UInt64? {
        (events(of: subject.stream, below: size) + related).filter { event in
            event.index < size && event.statement.exam.map { $0.isSame(as: exam) } ?? false
                && (event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded)
        }.map(\.index).min()
    }
}
