internal import Primitives
public import Signing

/// What a witness knows of a log: the keys by which it signs, and the checkpoint that was cosigned last.
public struct WitnessedLog: Hashable, Sendable {
    /// The keys, all under the log's origin.
    public let keys: [VerificationKey]
    /// What was cosigned last; `nil` before the first time.
    public let latest: TrustedCheckpoint?

    /// A log as it stands.
    public init(keys: [VerificationKey], latest: TrustedCheckpoint?) {
        self.keys = keys
        self.latest = latest
    }

    /// The size that was cosigned last; 0 before the first time.
    public var size: UInt64 { latest?.size ?? 0 }

    /// When the last cosignature was made, in seconds; 0 before the first time.
    var lastTime: UInt64 { latest?.cosignatures.compactMap(\.timestamp).max() ?? 0 }
}
