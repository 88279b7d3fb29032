public import Exam
public import Primitives
public import Signing

/// A key in the registry: for which role, for whom, and from where to where in the log it counts.
public struct Enrolment: Hashable, Sendable {
    /// The public key.
    public let publicKey: PublicKey
    /// The role in which its holder may speak.
    public let role: Role
    /// Who holds it.
    public let holder: String
    /// The moment from which it is valid, where one was given.
    public let validFrom: Instant?
    /// The moment until which it is valid (exclusive), where one was given.
    public let validUntil: Instant?
    /// The entry that enrolled it; it counts from the next one on.
    public let enrolledAt: UInt64
    /// The entry that revoked it; it counts no longer from the next one on.
    public var revokedAt: UInt64?

    /// A key as an entry enrolled it.
    public init(
        publicKey: PublicKey, role: Role, holder: String, validFrom: Instant? = nil, validUntil: Instant? = nil,
        enrolledAt: UInt64, revokedAt: UInt64? = nil
    ) {
        self.publicKey = publicKey
        self.role = role
        self.holder = holder
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.enrolledAt = enrolledAt
        self.revokedAt = revokedAt
    }

    /// Whether an entry from an index on made this record or revoked it.
    func changed(from index: UInt64) -> Bool { enrolledAt >= index || (revokedAt ?? 0) >= index }

    /// Whether the key's own dates allow a moment.
    public func isValid(at instant: Instant) -> Bool {
        (validFrom.map { $0 <= instant } ?? true) && (validUntil.map { instant < $0 } ?? true)
    }
}

extension Enrolment {
    /// What an event does to the registry.
    public enum Change: Hashable, Sendable {
        /// A key enters.
        case enrol(KeyID, Enrolment)
        /// A key leaves, in its staff roles or in those of a candidate's devices.
        case revoke(KeyID, isStaff: Bool)
    }

    /// What a statement at a position does to the registry; `nil` for a type that does nothing to it.
    public static func change(by statement: Statement, at index: UInt64) -> Change? {
        switch statement.payload {
        case .ledgerOpened(let data):
            .enrol(
                data.authorityKeyID,
                Enrolment(
                    publicKey: PublicKey(data.authorityPublicKey), role: .administrator, holder: statement.actor.id,
                    enrolledAt: index))
        case .staffKeyEnrolled(let data):
            Role(rawValue: data.role.rawValue).map {
                .enrol(
                    data.keyID,
                    Enrolment(
                        publicKey: PublicKey(data.publicKey), role: $0, holder: data.holder,
                        validFrom: data.validFromMs.map(Instant.init(milliseconds:)),
                        validUntil: data.validUntilMs.map(Instant.init(milliseconds:)), enrolledAt: index))
            }
        case .deviceKeyBound(let data):
            Role(rawValue: data.role.rawValue).map {
                .enrol(
                    data.keyID,
                    Enrolment(
                        publicKey: PublicKey(data.publicKey), role: $0, holder: data.holder,
                        validFrom: data.validFromMs.map(Instant.init(milliseconds:)),
                        validUntil: data.validUntilMs.map(Instant.init(milliseconds:)), enrolledAt: index))
            }
        case .staffKeyRevoked(let data): .revoke(data.keyID, isStaff: true)
        case .deviceKeyRevoked(let data): .revoke(data.keyID, isStaff: false)
        default: nil
        }
    }
}
