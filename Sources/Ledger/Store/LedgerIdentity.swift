public import Exam
public import Primitives
public import Signing

/// What entry 0 says of a ledger: its name, its mode, its clock and its authority.
public struct LedgerIdentity: Hashable, Sendable {
    /// The origin: the ledger's name in every statement and checkpoint.
    public let origin: String
    /// Whether it is of an exam that counts.
    public let mode: Mode
    /// Where `received_at` comes from.
    public let clock: LedgerOpened.Clock
    /// The key id of the authority.
    public let authority: KeyID
    /// How many distinct approvers a two-person act needs.
    public let approvalsRequired: Int64

    init(
        origin: String, mode: Mode, clock: LedgerOpened.Clock, authority: KeyID, approvalsRequired: Int64
    ) {
        self.origin = origin
        self.mode = mode
        self.clock = clock
        self.authority = authority
        self.approvalsRequired = approvalsRequired
    }

    /// The identity that entry 0 states; `nil` for another type of statement.
    public init?(_ statement: Statement) {
        guard case .ledgerOpened(let data) = statement.payload, let mode = Mode(rawValue: data.mode.rawValue) else {
            return nil
        }
        origin = data.origin
        self.mode = mode
        clock = data.clock
        authority = data.authorityKeyID
        approvalsRequired = data.approvalsRequired
    }
}

extension LedgerIdentity {
    /// A trust policy for outsiders that names the log's key and the authority (formats.md §5).
    public func policyText(log: VerificationKey) -> String {
        """
        # Whom to trust about \(origin): give this file to whoever checks the ledger.
        log \(log.text)
        #examledger authority \(authority.hex)
        quorum none

        """
    }
}
