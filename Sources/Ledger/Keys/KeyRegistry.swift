public import Exam
public import Primitives
public import Signing

/// The keys that the log itself enrolled and revoked: who may speak in which role, at which position.
///
/// A pure fold of the log: the same entries in the same order give the same registry.
public struct KeyRegistry: Hashable, Sendable {
    private var enrolments: [KeyID: [Enrolment]] = [:]

    /// A registry without keys.
    public init() {}

    /// The number of keys.
    public var count: Int { enrolments.count }

    /// All keys with their enrolments, ordered by id.
    public var all: [(KeyID, [Enrolment])] {
        enrolments.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// All keys with their enrolments, in no order.
    var unordered: some Sequence<(key: KeyID, value: [Enrolment])> { enrolments }

    /// What the registry says of a key; empty for a key it has never seen.
    public func enrolments(of keyID: KeyID) -> [Enrolment] { enrolments[keyID] ?? [] }

    /// Puts back what was stored of a key.
    public mutating func restore(_ keyID: KeyID, _ records: [Enrolment]) {
        enrolments[keyID] = records
    }

    /// Takes in an entry and returns the key whose records changed, if one did.
    @discardableResult
    public mutating func apply(_ statement: Statement, at index: UInt64) -> KeyID? {
        switch Enrolment.change(by: statement, at: index) {
        case nil: return nil
        case .enrol(let keyID, let enrolment)?:
            enrolments[keyID, default: []].append(enrolment)
            return keyID
        case .revoke(let keyID, let isStaff)?:
            guard var records = enrolments[keyID] else { return nil }
            for place in records.indices
            where records[place].revokedAt == nil && records[place].role.isCounted != isStaff {
                records[place].revokedAt = index
            }
            enrolments[keyID] = records
            return keyID
        }
    }

    /// The public key by which a statement's signature counts at this position, or why it does not count.
    public func key(
        for statement: Statement, signedBy keyID: KeyID, at received: Instant
    ) throws(Refusal) -> PublicKey {
        guard let records = enrolments[keyID], let first = records.first else { throw .unknownKey(keyID) }
        let role = statement.actor.role
        let holder = statement.actor.id.utf8
        for record in records
        where record.revokedAt == nil && record.role == role && record.isValid(at: received)
            && record.holder.utf8.elementsEqual(holder)
        {
            return record.publicKey
        }
        let standing = records.filter { $0.revokedAt == nil }
        guard !standing.isEmpty else { throw .revokedKey(keyID, holder: first.holder) }
        let forRole = standing.filter { $0.role == role }
        guard !forRole.isEmpty else { throw .otherRole(keyID, enrolled: standing.map(\.role), claimed: role) }
        let valid = forRole.filter { $0.isValid(at: received) }
        guard !valid.isEmpty else { throw .outsideValidity(keyID, holder: first.holder) }
        throw .otherHolder(keyID, holder: valid[0].holder, claimed: statement.actor.id)
    }

    /// Whether the registry may take in what a statement says of keys.
    public func checkChange(by statement: Statement, at index: UInt64) throws(Refusal) {
        switch Enrolment.change(by: statement, at: index) {
        case nil: return
        case .enrol(let keyID, let enrolment)?:
            guard enrolment.publicKey.id == keyID, enrolment.publicKey.isSound else {
                throw .unacceptableKey(keyID)
            }
            if let record = enrolments[keyID]?.first(where: { $0.revokedAt != nil }) {
                throw .revokedKey(keyID, holder: record.holder)
            }
        case .revoke(let keyID, let isStaff)?:
            guard let records = enrolments[keyID] else { throw .unknownKey(keyID) }
            // Who may only revoke devices cannot silence an officer through a device's statement.
            guard records.contains(where: { $0.role.isCounted != isStaff }) else { throw .otherRevocation(keyID) }
        }
    }
}
