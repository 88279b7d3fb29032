/// What an audit must say of one rule.
struct Expectation: Hashable, Sendable {
    /// Outcomes that an audit must name.
    enum Outcome: String, Sendable {
        case fail
        case insufficient = "insufficient_evidence"
    }

    let rule: String
    var outcome = Outcome.fail
    /// The severity, where it is not the rule's own.
    var severity: Severity?
    /// The rule's own severity.
    let usual: Severity

    /// How much a failure weighs.
    enum Severity: String, Sendable {
        case blocking = "B"
        case adjudicate = "J"
        case note = "N"
    }

    /// The severity that a failure has here.
    var effective: Severity { severity ?? usual }

    static func blocks(_ rule: String) -> Expectation { Expectation(rule: rule, usual: .blocking) }
    static func adjudicate(_ rule: String) -> Expectation { Expectation(rule: rule, usual: .adjudicate) }
    static func note(_ rule: String) -> Expectation { Expectation(rule: rule, usual: .note) }

    /// The same, undecided.
    var insufficient: Expectation {
        var other = self
        other.outcome = .insufficient
        return other
    }

    /// The same, of another severity.
    func weighing(_ severity: Severity) -> Expectation {
        var other = self
        other.severity = severity == usual ? nil : severity
        return other
    }
}
