/// The name of a stream: every event belongs to exactly one (formats.md §1).
public enum StreamName: Hashable, Sendable {
    /// What trust in all other entries rests on.
    case trust
    /// The ledger itself.
    case ledger
    /// An exam.
    case exam(String)
    /// A sitting of an exam.
    case sitting(exam: String, sitting: String)
    /// A candidate in a sitting.
    case candidate(exam: String, sitting: String, candidate: String)

    /// The name as it is kept and printed.
    public var text: String {
        switch self {
        case .trust: "trust"
        case .ledger: "ledger"
        case .exam(let exam): "exam/\(exam)"
        case .sitting(let exam, let sitting): "sitting/\(exam)/\(sitting)"
        case .candidate(let exam, let sitting, let candidate): "candidate/\(exam)/\(sitting)/\(candidate)"
        }
    }

    /// The ids that a statement of this stream carries.
    public var ids: (exam: String?, sitting: String?, candidate: String?) {
        switch self {
        case .trust, .ledger: (nil, nil, nil)
        case .exam(let exam): (exam, nil, nil)
        case .sitting(let exam, let sitting): (exam, sitting, nil)
        case .candidate(let exam, let sitting, let candidate): (exam, sitting, candidate)
        }
    }

    /// The stream that a name stands for; `nil` for a name of another form.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("trust", 1): self = .trust
        case ("ledger", 1): self = .ledger
        case ("exam", 2): self = .exam(parts[1])
        case ("sitting", 3): self = .sitting(exam: parts[1], sitting: parts[2])
        case ("candidate", 4): self = .candidate(exam: parts[1], sitting: parts[2], candidate: parts[3])
        default: return nil
        }
    }
}

extension Statement {
    /// The stream that this statement belongs to.
    public var stream: StreamName {
        if type.scopes.contains(.trust) { return .trust }
        guard let exam else { return .ledger }
        guard let sitting else { return .exam(exam) }
        guard let candidate else { return .sitting(exam: exam, sitting: sitting) }
        return .candidate(exam: exam, sitting: sitting, candidate: candidate)
    }
}
