public import Primitives

/// What the platform says to an entry.
public struct PlatformAnswer: Hashable, Sendable {
    /// What is to be recorded, in this order.
    public let sayings: [Saying]
    /// Why a request is neither granted nor refused in the log: nothing that the catalogue can say of it is true.
    public let unanswered: Phrase?

    /// An answer.
    public init(_ sayings: [Saying], unanswered: Phrase? = nil) {
        self.sayings = sayings
        self.unanswered = unanswered
    }

    /// Nothing to say, because nothing was asked.
    public static let none = PlatformAnswer([])
}
