public import Exam
import Primitives

/// Whose key a personal value is sealed under (formats.md §4): what is erased together.
public enum PersonalOwner: Hashable, Sendable {
    /// A candidate in a sitting.
    case candidate(SessionName)
    /// A lot: scores belong to it, and not to a person by name.
    case lot(exam: String, sitting: String, number: Int64)
    /// The holder of a key, of staff.
    case holder(String)

    /// The owner of the values that a statement commits to.
    public init(of statement: Statement) {
        switch (statement.stream, statement.payload) {
        case (.candidate(let exam, let sitting, let candidate), _):
            self = .candidate(SessionName(exam: exam, sitting: sitting, candidate: candidate))
        case (.sitting(let exam, let sitting), .scoreRecorded(let data)):
            self = .lot(exam: exam, sitting: sitting, number: data.lotNumber)
        case (_, .staffKeyEnrolled(let data)): self = .holder(data.holder)
        default: self = .holder(statement.actor.id)
        }
    }

    /// The owner as the store names it.
    public var text: String {
        switch self {
        case .candidate(let session): session.stream.text
        case .lot(let exam, let sitting, let number): "lot/\(exam)/\(sitting)/\(number)"
        case .holder(let holder): "holder/\(holder)"
        }
    }

    /// The first bytes of the key under which each of its values is kept.
    var prefix: [UInt8] { Array(SHA256.digest(of: Array(text.utf8)).bytes.prefix(16)) }
}
