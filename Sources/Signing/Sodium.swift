internal import CSodium
public import Primitives

/// The cryptographic library behind this room, made ready once for the whole process.
///
/// Every act with a secret asks for it first. Verifying does too and, without it, accepts nothing.
public enum Sodium {
    /// Whether the library could be made ready.
    static let isReady = sodium_init() >= 0

    /// Makes the library ready; repeating it costs nothing.
    ///
    /// - Throws: `crypto.unavailable` where it cannot be used on this machine.
    public static func prepare() throws(LedgerError) {
        guard isReady else { throw .cryptoUnavailable }
    }

    /// The version of libsodium that this process runs with.
    public static var version: String { unsafe String(cString: sodium_version_string()) }

    /// Fills bytes from the system's source of randomness.
    static func randomBytes(_ count: Int) throws(LedgerError) -> [UInt8] {
        try prepare()
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { unsafe randombytes_buf(base, count) }
            initialized = count
        }
    }

    /// Overwrites bytes that were secret, in a way that the optimiser cannot remove.
    static func wipe(_ bytes: inout [UInt8]) {
        unsafe bytes.withUnsafeMutableBytes { buffer in
            if let base = buffer.baseAddress { unsafe sodium_memzero(base, buffer.count) }
        }
    }
}

extension LedgerError {
    static var cryptoUnavailable: LedgerError {
        LedgerError(
            "crypto.unavailable",
            Phrase(
                en: "The cryptographic library libsodium cannot be used on this machine.",
                zh: "无法在本机上使用密码学库 libsodium。"),
            hint: Phrase(
                en: "Install libsodium and check that /dev/urandom can be read.",
                zh: "请安装 libsodium，并检查 /dev/urandom 是否可读。"))
    }

    init(_ code: String, _ reason: Phrase, hint: Phrase? = nil) {
        self.init(Code(rawValue: code), reason, hint: hint)
    }
}
