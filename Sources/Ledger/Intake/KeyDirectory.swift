public import Exam
public import Primitives
public import Signing

/// The public keys by their ids: enough to check a signature, not to say that it counts.
///
/// It knows every key that the log or the input names, enrolled or not: the id follows from the key, so that an
/// entry here gives nobody a right.
public struct KeyDirectory: Sendable {
    private var keys: [KeyID: PublicKey] = [:]

    /// A directory without keys.
    public init() {}

    /// The keys of a registry.
    public init(_ registry: KeyRegistry) {
        for (keyID, records) in registry.all { keys[keyID] = records.first?.publicKey }
    }

    /// The key of an id.
    public subscript(_ keyID: KeyID) -> PublicKey? { keys[keyID] }

    /// Takes note of the key that a statement announces.
    public mutating func note(_ statement: Statement) {
        let announced: Digest? =
            switch statement.payload {
            case .staffKeyEnrolled(let data): data.publicKey
            case .deviceKeyBound(let data): data.publicKey
            case .ledgerOpened(let data): data.authorityPublicKey
            default: nil
            }
        guard let announced else { return }
        let key = PublicKey(announced)
        keys[key.id] = key
    }
}
