public import Exam
public import Primitives

/// Where an event stands in the log: what its sender may hold against the ledger.
public struct Receipt: Hashable, Sendable {
    /// The event.
    public let id: EventID
    /// Its position in the log.
    public let index: UInt64
    /// The name of its stream.
    public let stream: String
    /// Its position in its stream.
    public let position: UInt64
    /// Its leaf hash.
    public let leaf: Digest
    /// The number of entries of the log when the receipt was given.
    public let size: UInt64
}

/// What became of one line.
public struct LineOutcome: Hashable, Sendable {
    /// The answers to a line.
    public enum Answer: Hashable, Sendable {
        /// It was appended now.
        case appended(Receipt)
        /// The same bytes are in the log already; this is where.
        case duplicate(Receipt)
        /// It was not taken; `recordedAt` is the entry that records the refusal, where there is one.
        case refused(Rejection, recordedAt: UInt64?)
    }

    /// The line's number in its input, from 1.
    public let line: Int
    /// The answer.
    public let answer: Answer
    /// What the platform said to it, in the order of the log; empty where nobody answers for the platform.
    public let said: [Said]
    /// Why the platform neither granted nor refused what the line asks for.
    public let unanswered: Phrase?
}

/// An entry that the ledger appended for the platform.
public struct Said: Hashable, Sendable {
    /// Where it stands.
    public let receipt: Receipt
    /// What was said.
    public let saying: Saying
}
