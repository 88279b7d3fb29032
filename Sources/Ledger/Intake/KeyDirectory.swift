public import Exam
public import Primitives
public import Signing

/// The public keys by their ids: enough to check a signature, not to say that it counts.
///
/// It knows every key that the log or the input names, enrolled or not: the id follows from the key, so that an
/// entry here gives nobody a right.
public struct KeyDirectory: Sendable {
    private struct Known: Sendable {
        let key: PublicKey
        /// The first line of input that announces it; 0 for a key of the log.
        let line: Int
    }

    private var keys: [KeyID: Known] = [:]

    /// A directory without keys.
    public init() {}

    /// The keys of a registry.
    public init(_ registry: KeyRegistry) {
        for (keyID, records) in registry.unordered {
            keys[keyID] = records.first.map { Known(key: $0.publicKey, line: 0) }
        }
    }

    /// The key of an id.
    public subscript(_ keyID: KeyID) -> PublicKey? { keys[keyID]?.key }

    /// The key of an id, where the log or a line of input before this one names it.
    func key(_ keyID: KeyID, announcedBefore line: Int) -> PublicKey? {
        keys[keyID].flatMap { $0.line < line ? $0.key : nil }
    }

    /// Takes note of the key that a statement announces, in a line of input where it is not yet in the log.
    public mutating func note(_ statement: Statement, line: Int = 0) {
        let announced: Digest? =
            switch statement.payload {
            case .staffKeyEnrolled(let data): data.publicKey
            case .deviceKeyBound(let data): data.publicKey
            case .ledgerOpened(let data): data.authorityPublicKey
            default: nil
            }
        guard let announced else { return }
        let key = PublicKey(announced)
        if let known = keys[key.id], known.line <= line { return }
        keys[key.id] = Known(key: key, line: line)
    }
}
