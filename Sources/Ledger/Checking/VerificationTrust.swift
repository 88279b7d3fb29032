import Primitives
import Signing
import Transparency

/// What a verification believes before it begins: keys, and checkpoints that were kept elsewhere.
struct VerificationTrust {
    /// Where the log's key was taken from.
    enum KeySource {
        /// Whoever asks for the check named it, in a policy or alone.
        case given
        /// The ledger that is checked.
        case ledger
        /// Nobody: no checkpoint's signature can be checked.
        case nobody
    }

    /// The log's keys and their times as the ledger has them; `nil` where it has none.
    let own: LogKeyEpochs?
    /// The keys by which a checkpoint of this ledger counts.
    private let keys: CheckpointKeys
    let witnesses: [VerificationKey]
    /// Whose word the keys are.
    let keySource: KeySource
    /// The authority that the policy names.
    let authority: KeyID?
    /// The checkpoints from outside, smallest first; those of a published log are verified when its keys are known, before
    /// anything is said.
    let outside: [Checkpoint]
    /// The checkpoint behind which to begin.
    let start: TrustedCheckpoint?
    /// It, where what is in front of it is hashed again.
    let audited: TrustedCheckpoint?
    /// The checkpoint in the file beside the store.
    let kept: TrustedCheckpoint?
    /// What the ledger's own keys are to the policy.
    let problems: [VerificationProblem]

    /// - Throws: `checkpoint.invalid` where a note from outside is not a checkpoint of this ledger by a trusted key.
    init(_ store: LedgerStore, _ options: VerificationOptions) throws(LedgerError) {
        let origin = store.identity.origin
        var problems: [VerificationProblem] = []
        let own = try? store.logKeyEpochs()
        self.own = own
        if let own { problems += try store.problems(of: own) } else { problems.append(.table("meta")) }
        let named = options.policy?.logs.filter { $0.name.isSame(as: origin) } ?? []
        if options.policy != nil, named.isEmpty { problems.append(.otherOrigin(origin)) }
        let keys = CheckpointKeys(own, named)
        if own != nil, case .policy = keys { problems.append(.otherLogKey) }
        self.keys = keys
        witnesses = options.policy?.witnesses ?? []
        authority = options.policy?.authority
        keySource = options.policy == nil ? .ledger : .given
        if let authority, authority != store.identity.authority { problems.append(.otherAuthority) }
        let size = try store.size()
        func trusted(_ note: [UInt8], _ policy: TrustPolicy?) throws(LedgerError) -> TrustedCheckpoint {
            try VerificationTrust.trusted(note, policy, keys, origin, size)
        }
        var outside: [Checkpoint] = []
        for note in options.checkpoints { outside.append(try trusted(note, options.policy).checkpoint) }
        switch options.start {
        case .beginning: start = nil
        case .checkpoint(let note), .audited(let note):
            let checkpoint = try trusted(note, options.policy)
            outside.append(checkpoint.checkpoint)
            start = checkpoint
        case .newestCheckpoint:
            start = try store.storedCheckpointNote().map { (note) throws(LedgerError) -> TrustedCheckpoint in
                try trusted(note, nil)
            }
        }
        self.outside = outside.sorted { $0.size < $1.size }
        kept = try VerificationTrust.kept(store, options.policy, keys, size, &problems)
        self.problems = problems
        if case .audited = options.start { audited = start } else { audited = nil }
    }

    /// What is believed of a published log: the keys that are given, and what its own entry 0 must agree with.
    ///
    /// - Throws: `checkpoint.invalid` where a note from outside is not a checkpoint of this log by a trusted key.
    init(
        _ identity: LedgerIdentity, _ checkpoint: Checkpoint, _ options: PublishedLog.Options
    ) throws(LedgerError) {
        let named = options.policy?.logs.filter { $0.name.isSame(as: checkpoint.origin) } ?? []
        let given = named.isEmpty ? options.logKey.map { [$0] } ?? [] : named
        own = nil
        keys = CheckpointKeys(nil, given)
        witnesses = options.policy?.witnesses ?? []
        authority = options.policy?.authority
        keySource = given.isEmpty ? .nobody : .given
        kept = nil
        start = nil
        audited = nil
        var problems: [VerificationProblem] = []
        if !identity.origin.isSame(as: checkpoint.origin) {
            problems.append(.otherPublished(identity.origin, checkpoint.origin))
        }
        if let authority, authority != identity.authority { problems.append(.otherAuthority) }
        self.problems = problems
        var outside: [Checkpoint] = []
        for note in options.checkpoints {
            do throws(NoteDefect) {
                let stated = try Checkpoint(statedIn: note)
                guard stated.origin.isSame(as: checkpoint.origin) else { throw .originUnknown(stated.origin) }
                outside.append(stated)
            } catch {
                throw .invalidCheckpoint(error.phrase)
            }
        }
        self.outside = outside.sorted { $0.size < $1.size }
    }

    private static func kept(
        _ store: LedgerStore, _ policy: TrustPolicy?, _ keys: CheckpointKeys, _ size: UInt64,
        _ problems: inout [VerificationProblem]
    ) throws(LedgerError) -> TrustedCheckpoint? {
        guard let note = try CheckpointFile.read(in: store.directory) else { return nil }
        do throws(NoteDefect) {
            return try keys.trusted(note, witnesses: [])
        } catch {
            if error == .unverified, let newer = policy?.verify(note, beyond: size) { return newer }
            problems.append(
                .keptCheckpoint(
                    error == .unverified ? LedgerError.laterKey(note, here: size)?.reason ?? error.phrase : error.phrase
                ))
            return nil
        }
    }

    private static func trusted(
        _ note: [UInt8], _ policy: TrustPolicy?, _ keys: CheckpointKeys, _ origin: String, _ size: UInt64
    ) throws(LedgerError) -> TrustedCheckpoint {
        do throws(NoteDefect) {
            let checkpoint =
                if let policy { try keys.verify(note, policy) } else { try keys.trusted(note, witnesses: []) }
            guard checkpoint.origin.isSame(as: origin) else { throw .originUnknown(checkpoint.origin) }
            return checkpoint
        } catch {
            if error == .unverified, let newer = policy?.verify(note, beyond: size), newer.origin.isSame(as: origin) {
                return newer
            }
            throw .invalidCheckpoint(error, note, here: size, isPolicyOther: keys.isPolicyOther)
        }
    }

    /// The roots that the checkpoints from outside state for some sizes, smallest first.
    func outsideRoots(behind size: UInt64, upTo end: UInt64) -> [LogCheck.KnownRoot] {
        outside.filter { $0.size > size && $0.size <= end }
            .map { LogCheck.KnownRoot(size: $0.size, root: $0.root, isOutside: true) }
    }

    /// A checkpoint that the ledger keeps, by the key that counts.
    func stored(_ note: [UInt8]) throws(NoteDefect) -> TrustedCheckpoint {
        try keys.trusted(note, witnesses: witnesses)
    }
}

extension TrustPolicy {
    /// A checkpoint over more entries than are at hand, by a key that the policy names and those do not tell of: what is
    /// missing may.
    func verify(_ note: [UInt8], beyond size: UInt64) -> TrustedCheckpoint? {
        guard let checkpoint = try? verify(note), checkpoint.size > size else { return nil }
        return checkpoint
    }
}

/// Which keys a verification takes a checkpoint by.
private enum CheckpointKeys {
    /// The ledger's own, each in its time: without a policy, or with one that names any of them.
    case own(LogKeyEpochs)
    /// The policy's, none of which is the ledger's.
    case policy([VerificationKey])

    init(_ own: LogKeyEpochs?, _ named: [VerificationKey]) {
        if let own, named.isEmpty || own.keys.contains(where: named.contains) {
            self = .own(own)
        } else {
            self = .policy(named)
        }
    }

    /// Whether a policy names none of the ledger's keys.
    var isPolicyOther: Bool {
        if case .policy = self { true } else { false }
    }

    func trusted(_ note: [UInt8], witnesses: [VerificationKey]) throws(NoteDefect) -> TrustedCheckpoint {
        switch self {
        case .own(let epochs): return try epochs.trusted(note, witnesses: witnesses)
        case .policy(let keys):
            var defect = NoteDefect.unverified
            for key in keys {
                do throws(NoteDefect) {
                    return try TrustedCheckpoint(note, logKey: key, witnesses: witnesses)
                } catch { defect = error }
            }
            throw defect
        }
    }

    func verify(_ note: [UInt8], _ policy: TrustPolicy) throws(NoteDefect) -> TrustedCheckpoint {
        switch self {
        case .own(let epochs): try epochs.verify(note, policy)
        case .policy: try policy.verify(note)
        }
    }
}
