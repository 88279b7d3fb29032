public import Exam
public import Primitives

/// A line of input after everything that can be decided without the log.
public struct PreparedLine: Sendable {
    /// What became of it so far.
    public enum Content: Sendable {
        /// A statement whose signature holds.
        case statement(VerifiedStatement)
        /// A line that no ledger would take.
        case rejection(Rejection)
    }

    /// The line's number in its input, from 1.
    public let number: Int
    /// What became of it so far.
    public let content: Content

    /// A line with what became of it.
    public init(number: Int, content: Content) {
        self.number = number
        self.content = content
    }
}

/// A line that is refused, with what can be said of it without keeping its bytes.
public struct Rejection: Error, Hashable, Sendable {
    /// Why.
    public let refusal: Refusal
    /// The event id that it carries, where one could be read.
    public var id: EventID?
    /// The type that it attempts, where one could be read.
    public var attemptedType: String?
    /// The SHA-256 of the statement's bytes, where the envelope could be read.
    public var digest: Digest?
    /// The key by which the signature over those bytes holds; strangers cannot fill the log with refusals.
    public var signedBy: KeyID?
    /// The time that the line brought.
    public var receivedAt: Instant?

    /// A refusal with nothing else known.
    public init(_ refusal: Refusal) {
        self.refusal = refusal
    }
}
