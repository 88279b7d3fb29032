/// What a rule says of the events before it; the first that holds, in this order (rules.json, terms, "outcomes").
public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// The rule's `applies` sentence is false.
    case notApplicable = "not_applicable"
    /// The recorded events break the rule.
    case fail
    /// Too little is recorded to tell.
    case insufficientEvidence = "insufficient_evidence"
    /// The recorded events satisfy the rule.
    case pass

    /// Whether a person has to see it: failures, and what could not be judged.
    public var isReported: Bool { self == .fail || self == .insufficientEvidence }
}
