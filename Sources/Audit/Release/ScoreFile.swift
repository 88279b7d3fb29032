public import Primitives

/// The bytes that a board publishes, as the ledger binds them (formats.md §9).
public struct ScoreFile: Hashable, Sendable {
    /// Their SHA-256.
    public let sha256: Digest
    /// How many there are.
    public let bytes: Int64

    /// A file of which these are known.
    public init(sha256: Digest, bytes: Int64) {
        self.sha256 = sha256
        self.bytes = bytes
    }
}
