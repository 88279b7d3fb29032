internal import CSodium
public import Primitives

/// An Ed25519 secret key, in memory that is locked, guarded, and overwritten when the last holder lets go.
@safe public final class SecretKey: Sendable {
    /// The number of bytes of the seed that a key is made from.
    public static let seedWidth = 32

    /// Seed and public key as libsodium expands them.
    ///
    /// Written in `init` alone and only read afterwards, so that threads may share it.
    private nonisolated(unsafe) let expanded: UnsafeMutablePointer<UInt8>

    /// The key that goes with it.
    public let publicKey: PublicKey

    /// The key of a 32-byte seed.
    ///
    /// - Throws: `key.form` for another length, `crypto.unavailable`.
    public init(seed: Span<UInt8>) throws(LedgerError) {
        try Sodium.prepare()
        guard seed.count == SecretKey.seedWidth else { throw KeyText.wrongForm }
        guard let memory = unsafe sodium_malloc(Int(crypto_sign_SECRETKEYBYTES)) else { throw .cryptoUnavailable }
        let bytes = unsafe memory.assumingMemoryBound(to: UInt8.self)
        var publicBytes = RawBlock.zero
        let status = unsafe withUnsafeMutablePointer(to: &publicBytes) { publicBytes in
            unsafe seed.withUnsafeBufferPointer { seed -> CInt in
                guard let seed = seed.baseAddress else { return -1 }
                return unsafe crypto_sign_seed_keypair(
                    UnsafeMutableRawPointer(publicBytes).assumingMemoryBound(to: UInt8.self), bytes, seed)
            }
        }
        unsafe expanded = bytes
        publicKey = PublicKey(publicBytes.digest)
        guard status == 0 else { throw .cryptoUnavailable }
    }

    /// A new key from the system's randomness.
    ///
    /// - Throws: `crypto.unavailable`.
    public static func generate() throws(LedgerError) -> SecretKey {
        var seed = try Sodium.randomBytes(seedWidth)
        defer { Sodium.wipe(&seed) }
        return try SecretKey(seed: seed.span)
    }

    deinit {
        unsafe sodium_free(expanded)
    }

    /// The signature over a message; the same message gives the same signature.
    public func sign(_ message: Span<UInt8>) -> Signature {
        var signature = Signature()
        unsafe withUnsafeMutablePointer(to: &signature) { signature in
            unsafe message.withUnsafeBufferPointer { message in
                _ = unsafe crypto_sign_detached(
                    UnsafeMutableRawPointer(signature).assumingMemoryBound(to: UInt8.self), nil,
                    message.baseAddress, UInt64(message.count), expanded)
            }
        }
        return signature
    }

    /// The seed, for writing a key file; the caller overwrites it.
    func copySeed() -> [UInt8] {
        unsafe [UInt8](UnsafeBufferPointer(start: expanded, count: SecretKey.seedWidth))
    }
}
