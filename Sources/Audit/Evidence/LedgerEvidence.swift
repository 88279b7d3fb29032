public import Primitives

/// What the verification of a ledger found, as the rules over the ledger itself take it.
///
/// The room that reads the store fills it; a rule only says what it means.
public struct LedgerEvidence: Hashable, Sendable {
    /// A defect and the entry it was found at.
    public struct Problem: Hashable, Sendable {
        /// The stable code, such as `signature.invalid`.
        public let code: String
        /// The entry, where there is one.
        public let event: Citation?
        /// What is wrong.
        public let reason: Phrase

        /// A defect with its code, its place and a sentence.
        public init(code: String, event: Citation? = nil, reason: Phrase) {
            self.code = code
            self.event = event
            self.reason = reason
        }
    }

    /// How the stored state compares with the one rebuilt from the log.
    public enum Projection: Hashable, Sendable {
        /// No projection is stored.
        case absent
        /// They are equal.
        case equal
        /// They differ, at this position of the log.
        case differs(at: UInt64)
    }

    /// Whose turn it is to be kept elsewhere: the checkpoint and its witnesses.
    public enum Witnessing: Hashable, Sendable {
        /// No trust policy with witnesses is given.
        case notAsked
        /// A policy is given and the ledger has no checkpoint.
        case withoutCheckpoint
        /// A policy is given and no checkpoint has its quorum.
        case withoutQuorum
        /// A checkpoint has the quorum.
        case quorum
    }

    /// Signatures that fail, and keys that may not sign (INT-01).
    public var signatureProblems: [Problem] = []
    /// Positions, previous hashes and lengths that do not fit (INT-02).
    public var chainProblems: [Problem] = []
    /// Checkpoints that the tree does not extend (INT-03).
    public var checkpointProblems: [Problem] = []
    /// Entries of the other mode (INT-06).
    public var modeProblems: [Problem] = []
    /// Entries by roles that may not say them (INT-09).
    public var roleProblems: [Problem] = []
    /// Statements with a personal value in clear, or a commitment that is no digest (PRIV-01).
    public var personalProblems: [Problem] = []
    /// Personal values that were opened without an `access.viewed` (PRIV-03); `nil` where the store gives no record of
    /// its openings.
    public var accessProblems: [Problem]?
    /// What is known of witnesses (INT-03).
    public var witnessing: Witnessing = .notAsked
    /// What is known of stored state (INT-04).
    public var projection: Projection = .absent

    /// Evidence without a problem: what a complete verification that found nothing says.
    public static let verified = LedgerEvidence()

    /// Evidence to be filled.
    public init() {}
}
