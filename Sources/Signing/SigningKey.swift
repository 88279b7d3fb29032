public import Primitives

/// A secret key with its holder's name, as a key file keeps it (formats.md §11).
public struct SigningKey: Sendable {
    /// The name and the public half.
    public let verificationKey: VerificationKey
    /// The secret half.
    public let secret: SecretKey

    /// The holder's id.
    public var name: String { verificationKey.name }
    /// The public key.
    public var publicKey: PublicKey { verificationKey.publicKey }

    /// A secret key under a name.
    ///
    /// - Throws: `key.name` for a name that a key cannot have.
    public init(
        name: String, secret: SecretKey, algorithm: NoteAlgorithm = .ed25519
    ) throws(LedgerError) {
        self.secret = secret
        verificationKey = try VerificationKey(name: name, publicKey: secret.publicKey, algorithm: algorithm)
    }

    /// A new key under a name.
    ///
    /// - Throws: `key.name`, `crypto.unavailable`.
    public static func generate(name: String) throws(LedgerError) -> SigningKey {
        try SigningKey(name: name, secret: .generate())
    }

    /// The key that the plain secret line `PRIVATE+KEY+…` states.
    ///
    /// - Throws: `key.form`, `key.name`, `key.algorithm`, `key.hash`, and `key.public-given` for a vkey.
    public init(text: String) throws(LedgerError) {
        guard text.hasPrefix(KeyText.secretPrefix) else {
            if (try? VerificationKey(text: text)) != nil { throw KeyText.publicGiven }
            throw KeyText.wrongForm
        }
        var parts = try KeyText.parts(of: text.dropFirst(KeyText.secretPrefix.count))
        defer { Sodium.wipe(&parts.key) }
        guard let algorithm = NoteAlgorithm(rawValue: parts.type) else { throw KeyText.unknownAlgorithm }
        let secret = try SecretKey(seed: parts.key.span)
        try self.init(name: parts.name, secret: secret, algorithm: algorithm)
        guard verificationKey.noteKeyID == parts.statedID else { throw KeyText.wrongID }
    }

    /// The plain secret line; the caller lets nobody else see it.
    var text: String {
        var blob = [verificationKey.algorithm.rawValue] + secret.copySeed()
        defer { Sodium.wipe(&blob) }
        return "\(KeyText.secretPrefix)\(name)+\(verificationKey.noteKeyID.hex)+\(Base64.encode(blob.span))"
    }
}
