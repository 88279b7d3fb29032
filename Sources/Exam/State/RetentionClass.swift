import Primitives

/// How long a kind of personal value is kept: each kind has a parameter of its own (domain.md §7).
public enum RetentionClass: Hashable, Sendable {
    /// Who somebody is.
    case identity
    /// Addresses and processes.
    case technical
    /// What was written.
    case text
    /// Facts of a violation.
    case violation
    /// A score.
    case score

    /// The kind of the values that an event commits to.
    public init(of type: EventType) {
        switch type {
        case .sessionOpened, .displayExtraDetected, .operationUnrelatedDetected: self = .technical
        case .supportContacted, .supportTicketResolved, .infoErrorReported, .helpMessageSent, .specialReported,
            .invigilatorWarningIssued, .identityDisclosureFlagged, .speechFlagged, .disputeFiled:
            self = .text
        case .misconductFlagged, .misconductRecorded, .penaltyNoticeServed, .statementReceived, .decisionIssued,
            .reviewRequested:
            self = .violation
        case .scoreRecorded: self = .score
        default: self = .identity
        }
    }

    /// How many days it is kept by the parameters in force.
    public func days(_ parameters: Parameters) -> Int64 {
        switch self {
        case .identity: parameters.retentionIdentDays
        case .technical: parameters.retentionTechDays
        case .text: parameters.retentionTextDays
        case .violation: parameters.retentionViolDays
        case .score: parameters.retentionScoreDays
        }
    }
}
