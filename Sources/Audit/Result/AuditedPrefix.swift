public import Primitives

/// The part of a log that an audit speaks of.
public struct AuditedPrefix: Hashable, Sendable {
    /// The ledger's origin.
    public let ledger: String
    /// The number of entries.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: Digest

    /// A prefix by its ledger, size and root.
    public init(ledger: String, size: UInt64, root: Digest) {
        self.ledger = ledger
        self.size = size
        self.root = root
    }
}
