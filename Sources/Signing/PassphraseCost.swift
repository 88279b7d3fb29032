internal import CSodium

/// What guessing a passphrase costs.
public struct PassphraseCost: Hashable, Sendable {
    /// Passes over the memory.
    public let operations: UInt64
    /// Bytes of memory.
    public let memory: Int

    /// Three passes over 256 MiB, for keys that lie on a disk.
    public static let moderate = PassphraseCost(
        operations: UInt64(crypto_pwhash_OPSLIMIT_MODERATE), memory: Int(crypto_pwhash_MEMLIMIT_MODERATE))
    /// Two passes over 64 MiB, for machines with little memory.
    public static let interactive = PassphraseCost(
        operations: UInt64(crypto_pwhash_OPSLIMIT_INTERACTIVE), memory: Int(crypto_pwhash_MEMLIMIT_INTERACTIVE))

    /// A file may state any cost; beyond this one it is an attack on the reader's machine.
    var isBearable: Bool { (1...64).contains(operations) && (8192...(4 << 30)).contains(memory) }
}
