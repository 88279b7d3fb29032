public import Primitives

/// Something that `verify` found to be otherwise than it must be: data, not an error.
public struct VerificationProblem: Hashable, Sendable {
    /// What kind of wrong it is; each kind has an exit status of its own (cli.md).
    public enum Category: Hashable, Sendable {
        /// Stored bytes, chains, counters, the tree or the tables contradict each other.
        case integrity
        /// A signature does not hold, or its key does not count at its place.
        case signature
        /// The log is not the one that a checkpoint was signed over: rewritten, or shorter.
        case history
    }

    /// A stable, dotted code for programs.
    public let code: String
    /// The kind.
    public let category: Category
    /// The entry it was found at or near, where there is one.
    public let index: UInt64?
    /// The name of that entry's stream, where it is known.
    public internal(set) var stream: String?
    /// The published file that it was found in, where there is one.
    public let file: String?
    /// What is wrong, in words.
    public let phrase: Phrase

    init(
        _ code: String, _ category: Category = .integrity, at index: UInt64? = nil, stream: String? = nil,
        file: String? = nil, _ phrase: Phrase
    ) {
        self.code = code
        self.category = category
        self.index = index
        self.stream = stream
        self.file = file
        self.phrase = phrase
    }
}
