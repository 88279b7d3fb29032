public import Primitives

/// Why a line was not taken into the ledger: a stable code for programs, a sentence for people.
///
/// A refusal is an answer, not a failure of the program; the other lines of a batch are not affected by it.
public struct Refusal: Error, Hashable, Sendable {
    /// The stable codes.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The envelope line is not the DSSE form of formats.md §2.
        case envelopeInvalid = "envelope.invalid"
        /// The line brings its own time though the ledger's clock is its own.
        case receivedAtUnexpected = "envelope.received_at.unexpected"
        /// The line brings no time though the ledger's clock is imported.
        case receivedAtMissing = "envelope.received_at.missing"
        /// The line's time is before that of the line in front of it.
        case clockBackwards = "clock.backwards"
        /// The statement is not strict JSON (formats.md §1).
        case statementInvalid = "statement.json"
        /// The statement has more than 32,768 bytes.
        case statementTooLarge = "statement.too_large"
        /// A member that must be there is missing.
        case memberMissing = "statement.member.missing"
        /// A member that formats.md and the catalogue do not know.
        case memberUnknown = "statement.member.unknown"
        /// A member has a value that its kind does not allow.
        case memberInvalid = "statement.member.invalid"
        /// The catalogue has no such type.
        case typeUnknown = "type.unknown"
        /// The catalogue has no such version of the type.
        case versionUnknown = "type.version"
        /// The ids are not those that the type's scope asks for.
        case scope = "scope.invalid"
        /// The role may not say this type.
        case role = "role.not_permitted"
        /// The statement is meant for another ledger.
        case otherLedger = "ledger.other"
        /// A mock event for a formal ledger, or the other way round.
        case mode = "mode.other"
        /// The signature does not verify.
        case signature = "signature.invalid"
        /// The registry has no such key.
        case keyUnknown = "key.unknown"
        /// The key is enrolled for other roles.
        case keyRole = "key.role"
        /// The key was revoked before.
        case keyRevoked = "key.revoked"
        /// The key is not valid at this time.
        case keyValidity = "key.validity"
        /// The enrolled key is not acceptable, or is not the one its id names.
        case keyUnacceptable = "key.unacceptable"
        /// The key's holder is another than the actor.
        case keyHolder = "key.holder"
        /// The signer may not enrol or revoke such a key.
        case keyAuthority = "key.authority"
        /// The counter was used before, with other bytes.
        case counter = "counter.repeated"
        /// The event id was used before, with other bytes.
        case identifier = "id.reused"
        /// A disclosure does not match the statement's commitments.
        case disclosure = "disclosure.mismatch"
        /// There is a disclosure of a value whose owner was erased.
        case erased = "disclosure.erased"
        /// An act that a ledger with its own clock performs itself.
        case performedByLedger = "act.of_the_ledger"
        /// The exam is sealed for events of this type.
        case sealed = "exam.sealed"
    }

    /// The stable code.
    public let code: Code
    /// What is wrong, and where.
    public let reason: Phrase

    /// A refusal with its code and its reason.
    public init(_ code: Code, _ reason: Phrase) {
        self.code = code
        self.reason = reason
    }
}
