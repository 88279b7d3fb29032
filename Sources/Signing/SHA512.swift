internal import CSodium

/// SHA-512 (FIPS 180-4): 64 bytes.
public enum SHA512 {
    /// The number of bytes of a digest.
    public static let width = 64

    /// The digest of one piece.
    public static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: width)
        _ = unsafe crypto_hash_sha512(&digest, bytes, UInt64(bytes.count))
        return digest
    }
}
