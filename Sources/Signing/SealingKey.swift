internal import CSodium
public import Primitives

/// The key of one owner's personal values: 32 random bytes, in memory that is locked, guarded, and overwritten when
/// the last holder lets go (formats.md §4).
///
/// A value is sealed with XChaCha20-Poly1305 under a random nonce; event id ‖ name is authenticated with it, so that a
/// value cannot be put in the place of another. Texts are padded to a few lengths first, so that a ciphertext says
/// little about the length of what it holds.
@safe public final class SealingKey: Sendable {
    /// The number of bytes of a key.
    public static let width = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
    /// The first byte of every sealed value.
    static let version: UInt8 = 1
    private static let leastLength = 256
    private static let nonceWidth = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    private static let tagWidth = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)

    /// The key's bytes, written in `init` alone and only read afterwards, so that threads may share it.
    private nonisolated(unsafe) let bytes: UnsafeMutablePointer<UInt8>

    /// The key of 32 bytes, which the caller overwrites.
    ///
    /// - Throws: `personal.key` for another length, `crypto.unavailable`.
    public init(_ given: Span<UInt8>) throws(LedgerError) {
        try Sodium.prepare()
        guard given.count == SealingKey.width else { throw SealingKey.wrongWidth }
        guard let memory = unsafe sodium_malloc(SealingKey.width) else { throw .cryptoUnavailable }
        unsafe bytes = memory.assumingMemoryBound(to: UInt8.self)
        for index in 0..<SealingKey.width { unsafe bytes[index] = given[index] }
    }

    /// A new key from the system's randomness.
    ///
    /// - Throws: `crypto.unavailable`.
    public static func generate() throws(LedgerError) -> SealingKey {
        var random = try Sodium.randomBytes(width)
        defer { Sodium.wipe(&random) }
        return try SealingKey(random.span)
    }

    deinit {
        unsafe sodium_free(bytes)
    }

    /// Lends the 32 bytes, for the store that keeps them.
    public func withBytes<Result>(
        _ body: (Span<UInt8>) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result {
        unsafe try body(Span(_unsafeStart: bytes, count: SealingKey.width))
    }

    /// What the log may say of the key when it is destroyed: H(label ‖ key), which tells nothing of 32 random bytes.
    public var commitment: Digest {
        var message = Array("ExamLedger/personal-key/v1".utf8) + [0]
        defer { Sodium.wipe(&message) }
        for index in 0..<SealingKey.width { unsafe message.append(bytes[index]) }
        return SHA256.digest(of: message)
    }

    /// Seals the disclosure of a value of an event.
    ///
    /// - Throws: `crypto.unavailable`.
    public func seal(_ text: String, of event: EventID, name: String) throws(LedgerError) -> [UInt8] {
        var message = try SealingKey.padded(text)
        defer { Sodium.wipe(&message) }
        let nonce = try Sodium.randomBytes(SealingKey.nonceWidth)
        let associated = SealingKey.associated(event, name)
        var sealed = [UInt8](repeating: 0, count: message.count + SealingKey.tagWidth)
        let status = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, message, UInt64(message.count), associated, UInt64(associated.count), nil, nonce, bytes)
        guard status == 0 else { throw .cryptoUnavailable }
        return [SealingKey.version] + nonce + sealed
    }

    /// Opens what was sealed for a value of an event; `nil` where it was sealed with another key, for another value, or
    /// was changed.
    public func open(_ sealed: Span<UInt8>, of event: EventID, name: String) -> String? {
        let start = 1 + SealingKey.nonceWidth
        guard sealed.count > start + SealingKey.tagWidth, sealed[0] == SealingKey.version else { return nil }
        let nonce = [UInt8](copying: sealed.extracting(1..<start))
        let ciphertext = [UInt8](copying: sealed.extracting(start...))
        let associated = SealingKey.associated(event, name)
        var message = [UInt8](repeating: 0, count: ciphertext.count - SealingKey.tagWidth)
        defer { Sodium.wipe(&message) }
        let status = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &message, nil, nil, ciphertext, UInt64(ciphertext.count), associated, UInt64(associated.count), nonce,
            bytes)
        var length = 0
        guard status == 0, unsafe sodium_unpad(&length, message, message.count, message.count) == 0 else { return nil }
        return String(validating: message.prefix(length), as: UTF8.self)
    }

    /// event id ‖ name (formats.md §4); the id's width is fixed, so that no two pairs are the same bytes.
    private static func associated(_ event: EventID, _ name: String) -> [UInt8] { event.bytes + Array(name.utf8) }

    /// The text, padded to 256 bytes, or four times that, and so on.
    private static func padded(_ text: String) throws(LedgerError) -> [UInt8] {
        var message = Array(text.utf8)
        let count = message.count
        var length = leastLength
        while length <= count { length *= 4 }
        message.append(contentsOf: repeatElement(0, count: length - count))
        var padded = 0
        guard unsafe sodium_pad(&padded, &message, count, length, length) == 0, padded == length else {
            throw .cryptoUnavailable
        }
        return message
    }

    private static var wrongWidth: LedgerError {
        LedgerError(
            "personal.key",
            Phrase(en: "A key of personal values has 32 bytes; this one has not.", zh: "个人信息密钥应为 32 字节，此密钥不是。"))
    }
}
