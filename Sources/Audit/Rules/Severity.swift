/// What a failure of a rule means for the release of scores.
public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// Nothing is released before it is resolved or waived.
    case blocking = "B"
    /// A person decides before the candidate's score is released.
    case adjudication = "J"
    /// Worth knowing; decides nothing.
    case notice = "N"
}
