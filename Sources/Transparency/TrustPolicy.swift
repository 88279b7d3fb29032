public import Primitives
public import Signing

/// A witness as a policy names it.
public struct NamedWitness: Hashable, Sendable {
    /// What it is called within the policy.
    public let name: String
    /// Its key, of type 0x04.
    public let key: VerificationKey
    /// Where it takes checkpoints; `nil` where the policy does not say.
    public let url: String?

    /// A witness with all its parts.
    public init(name: String, key: VerificationKey, url: String?) {
        self.name = name
        self.key = key
        self.url = url
    }
}

/// Whom a verifier trusts: logs, witnesses and how many of them must agree (C2SP tlog-policy).
///
///     log examledger.example/exam-2026-11/1+3f…+AT…
///     witness w1 witness.example/w1+8c…+BA…
///     group all-of-them 2 w1 w2 w3
///     quorum all-of-them
///     #examledger authority 96d62edff90def2ea21d35fc4f22befb
///
/// The last line is a comment to other readers of the format (formats.md §5).
public struct TrustPolicy: Hashable, Sendable {
    /// What counts as agreement.
    indirect enum Rule: Hashable, Sendable {
        case witness(VerificationKey)
        case group(threshold: Int, members: [Rule])
    }

    /// The keys of the logs; any one of them suffices.
    public internal(set) var logs: [VerificationKey] = []
    /// The witnesses, in the order of their lines.
    public internal(set) var namedWitnesses: [NamedWitness] = []
    /// The keys of the witnesses, all of type 0x04.
    public var witnesses: [VerificationKey] { namedWitnesses.map(\.key) }
    /// The authority's key, where the policy names one.
    public internal(set) var authority: KeyID?
    /// What must have agreed; `nil` for `quorum none`.
    var quorum: Rule?

    init() {}

    /// A policy that trusts one log and asks for no witness.
    public init(log: VerificationKey, authority: KeyID? = nil) {
        logs = [log]
        self.authority = authority
    }

    /// The same policy about a log with other keys.
    public func trusting(_ logs: [VerificationKey]) -> TrustPolicy {
        var policy = self
        policy.logs = logs
        return policy
    }

    /// Whether the witnesses that have cosigned are enough.
    public func isQuorum(_ cosigners: [VerificationKey]) -> Bool {
        quorum.map { TrustPolicy.isMet($0, by: cosigners) } ?? true
    }

    private static func isMet(_ rule: Rule, by cosigners: [VerificationKey]) -> Bool {
        switch rule {
        case .witness(let key): cosigners.contains(key)
        case .group(let threshold, let members):
            members.count(where: { isMet($0, by: cosigners) }) >= threshold
        }
    }

    /// Verifies a checkpoint under the policy: a trusted log, and enough witnesses.
    ///
    /// - Throws: what ``TrustedCheckpoint`` throws, `originUnknown` where no trusted log has this origin, and
    ///   `quorumMissing`.
    public func verify(_ bytes: [UInt8]) throws(NoteDefect) -> TrustedCheckpoint {
        let origin = try Checkpoint(statedIn: bytes).origin
        let logKeys = logs.filter { $0.name.isSame(as: origin) }
        guard !logKeys.isEmpty else { throw .originUnknown(origin) }
        var failure = NoteDefect.unverified
        for logKey in logKeys {
            do throws(NoteDefect) {
                let trusted = try TrustedCheckpoint(bytes, logKey: logKey, witnesses: witnesses)
                guard isQuorum(trusted.cosignatures.map(\.key)) else { throw .quorumMissing }
                return trusted
            } catch { failure = error }
        }
        throw failure
    }
}
