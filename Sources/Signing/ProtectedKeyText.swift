internal import CSodium
internal import Primitives

/// The line of a secret key under a passphrase (formats.md §11).
///
///     examledger-secret-key/1 argon2id <opslimit> <memlimit> <B64 salt> <B64 nonce> <B64 ciphertext>
///
/// The ciphertext is XChaCha20-Poly1305 over the plain line; all that stands before the last space is the header
/// and is authenticated with it.
struct ProtectedKeyText {
    static let version = "examledger-secret-key/1"
    private static let keyWidth = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    private static let nonceWidth = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagWidth = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
    private static let saltWidth = Int(crypto_pwhash_SALTBYTES)

    private let header: String
    private let cost: PassphraseCost
    private let salt, nonce, ciphertext: [UInt8]

    var text: String { "\(header) \(Base64.encode(ciphertext.span))" }

    init(text: String) throws(LedgerError) {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 7, fields[0] == ProtectedKeyText.version, fields[1] == "argon2id",
            let operations = UInt64(fields[2]), String(operations) == fields[2],
            let memory = Int(fields[3]), String(memory) == fields[3],
            let salt = Base64.decode(fields[4]), salt.count == ProtectedKeyText.saltWidth,
            let nonce = Base64.decode(fields[5]), nonce.count == ProtectedKeyText.nonceWidth,
            let ciphertext = Base64.decode(fields[6]), ciphertext.count > ProtectedKeyText.tagWidth
        else { throw KeyText.wrongForm }
        cost = PassphraseCost(operations: operations, memory: memory)
        guard cost.isBearable else { throw ProtectedKeyText.costRefused }
        header = fields[0..<6].joined(separator: " ")
        (self.salt, self.nonce, self.ciphertext) = (salt, nonce, ciphertext)
    }

    init(protecting plain: String, passphrase: Span<UInt8>, cost: PassphraseCost) throws(LedgerError) {
        self.cost = cost
        let salt = try Sodium.randomBytes(ProtectedKeyText.saltWidth)
        let nonce = try Sodium.randomBytes(ProtectedKeyText.nonceWidth)
        (self.salt, self.nonce) = (salt, nonce)
        let header =
            "\(ProtectedKeyText.version) argon2id \(cost.operations) \(cost.memory) "
            + "\(Base64.encode(salt.span)) \(Base64.encode(nonce.span))"
        self.header = header
        var key = try ProtectedKeyText.key(from: passphrase, salt: salt, cost: cost)
        defer { Sodium.wipe(&key) }
        var message = Array(plain.utf8)
        defer { Sodium.wipe(&message) }
        var sealed = [UInt8](repeating: 0, count: message.count + ProtectedKeyText.tagWidth)
        let associated = Array(header.utf8)
        let status = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, message, UInt64(message.count), associated, UInt64(associated.count), nil, nonce, key)
        guard status == 0 else { throw .cryptoUnavailable }
        ciphertext = sealed
    }

    /// The plain line; the caller overwrites it.
    func open(passphrase: Span<UInt8>) throws(LedgerError) -> [UInt8] {
        var key = try ProtectedKeyText.key(from: passphrase, salt: salt, cost: cost)
        defer { Sodium.wipe(&key) }
        var plain = [UInt8](repeating: 0, count: ciphertext.count - ProtectedKeyText.tagWidth)
        let associated = Array(header.utf8)
        let status = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, ciphertext, UInt64(ciphertext.count), associated, UInt64(associated.count), nonce, key)
        guard status == 0 else { throw ProtectedKeyText.passphraseWrong }
        return plain
    }

    private static func key(
        from passphrase: Span<UInt8>, salt: [UInt8], cost: PassphraseCost
    ) throws(LedgerError) -> [UInt8] {
        try Sodium.prepare()
        var key = [UInt8](repeating: 0, count: keyWidth)
        let status: CInt? = unsafe passphrase.withUnsafeBufferPointer { passphrase in
            unsafe passphrase.withMemoryRebound(to: CChar.self) { passphrase in
                guard let base = passphrase.baseAddress, !passphrase.isEmpty else { return nil }
                return unsafe crypto_pwhash(
                    &key, UInt64(keyWidth), base, UInt64(passphrase.count), salt, cost.operations, cost.memory,
                    crypto_pwhash_ALG_ARGON2ID13)
            }
        }
        guard let status else { throw passphraseEmpty }
        guard status == 0 else { throw memoryMissing(cost.memory) }
        return key
    }

    static var passphraseWrong: LedgerError {
        LedgerError(
            "key.passphrase-wrong",
            Phrase(
                en: "The passphrase does not open this key, or the file was changed.",
                zh: "口令无法打开该密钥，或文件已被改动。"))
    }

    static var passphraseNeeded: LedgerError {
        LedgerError(
            "key.passphrase-needed",
            Phrase(en: "The key is protected by a passphrase.", zh: "该密钥受口令保护，需要输入口令。"))
    }

    private static var passphraseEmpty: LedgerError {
        LedgerError(
            "key.passphrase-empty",
            Phrase(en: "An empty passphrase protects nothing.", zh: "空口令起不到任何保护作用。"))
    }

    private static var costRefused: LedgerError {
        LedgerError(
            "key.cost",
            Phrase(
                en: "The key file asks for more work or memory than any key written here does.",
                zh: "该密钥文件要求的计算量或内存超出本程序写出的任何密钥。"))
    }

    private static func memoryMissing(_ bytes: Int) -> LedgerError {
        LedgerError(
            "key.memory",
            Phrase(
                en: "There is not enough memory to open the key: \(bytes >> 20) MiB are needed.",
                zh: "内存不足，无法打开密钥：需要 \(bytes >> 20) MiB。"))
    }
}
