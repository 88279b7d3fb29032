import Exam

/// A sitting as rules see it.
public struct SittingView: Sendable {
    /// The sitting, the exam and the trust stream, indexed.
    public let surroundings: Surroundings
    /// What the whole log says of keys, phones and accounts.
    public let references: CrossReferences
}

/// An exam as rules see it: its own stream, and those of its sittings.
public struct ExamView: Sendable {
    /// The exam's id.
    public let exam: String
    /// The exam's own stream.
    let events: EventIndex
    /// The sittings, in the byte order of their names.
    public let sittings: [Surroundings]
    /// What the whole log says of keys, phones and accounts.
    public let references: CrossReferences
}
