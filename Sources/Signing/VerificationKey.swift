public import Primitives

/// A public key with its holder's name: the `vkey` line that Go's sumdb/note uses (formats.md §11).
///
///     a-01+4abc0b60+AQXpjJNbwnsauOfwKyaOqitbtSn8YcdRVkuR83/K+rrX
public struct VerificationKey: Hashable, Sendable {
    /// The holder's id.
    public let name: String
    /// What the key signs in a note.
    public let algorithm: NoteAlgorithm
    /// The key.
    public let publicKey: PublicKey
    /// The four bytes by which a signature line names it.
    public let noteKeyID: NoteKeyID

    /// A key under a name.
    ///
    /// - Throws: `key.name` for a name that a key cannot have.
    public init(
        name: String, publicKey: PublicKey, algorithm: NoteAlgorithm = .ed25519
    ) throws(LedgerError) {
        guard KeyText.isName(name) else { throw KeyText.wrongName }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        noteKeyID = NoteKeyID(name: name, algorithm: algorithm.rawValue, key: publicKey.bytes.bytes.span)
    }

    /// The key that a line states, in its only spelling.
    ///
    /// - Throws: `key.form`, `key.name`, `key.algorithm`, `key.hash`, `key.unsound`, and `key.secret-given` for the
    ///   line of a secret key.
    public init(text: String) throws(LedgerError) {
        guard !text.hasPrefix(KeyText.secretPrefix), !text.hasPrefix(ProtectedKeyText.version) else {
            throw KeyText.secretGiven
        }
        let parts = try KeyText.parts(of: text[...])
        guard NoteKeyID(name: parts.name, algorithm: parts.type, key: parts.key.span) == parts.statedID else {
            throw KeyText.wrongID
        }
        guard let algorithm = NoteAlgorithm(rawValue: parts.type) else { throw KeyText.unknownAlgorithm }
        guard let publicKey = PublicKey(parts.key.span) else { throw KeyText.wrongForm }
        guard publicKey.isSound else { throw KeyText.unsound }
        try self.init(name: parts.name, publicKey: publicKey, algorithm: algorithm)
    }

    /// The line, without a line break.
    public var text: String {
        "\(name)+\(noteKeyID.hex)+\(Base64.encode(([algorithm.rawValue] + publicKey.bytes.bytes).span))"
    }
}
