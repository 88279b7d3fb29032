public import Exam
public import Primitives

/// A commitment of the log to a personal value, and whose value it is.
public struct PersonalCommitment: Hashable, Sendable {
    /// The event that commits.
    public let event: EventID
    /// Its position in the log.
    public let index: UInt64
    /// Whose value it is.
    public let owner: PersonalOwner
    /// The value's name.
    public let name: String
    /// The SHA-256 of its disclosure.
    public let digest: Digest

    /// The commitments of an event, in the order of its statement.
    public static func all(of event: RecordedEvent) -> [PersonalCommitment] {
        all(of: event.statement, at: event.index)
    }

    /// The commitments of a statement at its place in the log.
    static func all(of statement: Statement, at index: UInt64) -> [PersonalCommitment] {
        guard !statement.personal.isEmpty else { return [] }
        let owner = PersonalOwner(of: statement)
        return statement.personal.map {
            PersonalCommitment(event: statement.id, index: index, owner: owner, name: $0.name, digest: $0.digest)
        }
    }

    /// The key of the record that says that the value was kept: event id ‖ name.
    var givenKey: [UInt8] { event.bytes + Array(name.utf8) }
    /// The key of the sealed value: owner ‖ event id ‖ name.
    var valueKey: [UInt8] { owner.prefix + givenKey }
}
