public import Transparency

/// What a verification is held against, and how much of the log it reads.
public struct VerificationOptions: Sendable {
    /// Where a verification begins.
    public enum Start: Hashable, Sendable {
        /// With entry 0: every byte is read.
        case beginning
        /// Behind a checkpoint from outside, whose note this is; what is before it is taken from the stored tiles.
        case checkpoint([UInt8])
        /// With entry 0, but up to an audited checkpoint, whose note this is, entries are only hashed: with its root
        /// they are those whose signatures were checked when it was audited.
        case audited([UInt8])
        /// Behind the newest checkpoint that the ledger itself has stored.
        case newestCheckpoint
    }

    /// Whom to trust; without it, the ledger's own word for its log key and its authority is taken.
    public var policy: TrustPolicy?
    /// Notes of checkpoints that were kept elsewhere.
    public var checkpoints: [[UInt8]]
    /// Where to begin.
    public var start: Start
    /// How many cores to use; all of them unless told otherwise.
    public var jobs: Int?

    /// Everything, on all cores, unless told otherwise.
    public init(
        policy: TrustPolicy? = nil, checkpoints: [[UInt8]] = [], start: Start = .beginning, jobs: Int? = nil
    ) {
        self.policy = policy
        self.checkpoints = checkpoints
        self.start = start
        self.jobs = jobs
    }
}
