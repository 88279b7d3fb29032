import Primitives
import Signing
import Transparency

/// What a verification believes before it begins: keys, and checkpoints that were kept elsewhere.
struct VerificationTrust {
    /// The keys by which a checkpoint of this ledger counts.
    let logKeys: [VerificationKey]
    let witnesses: [VerificationKey]
    /// Whether the keys are those of a policy.
    let hasPolicy: Bool
    /// The authority that the policy names.
    let authority: KeyID?
    /// The checkpoints from outside, smallest first.
    let outside: [TrustedCheckpoint]
    /// The checkpoint behind which to begin.
    let start: TrustedCheckpoint?
    /// Whether what is in front of it is hashed again.
    let hashesAgain: Bool
    /// The checkpoint in the file beside the store.
    let kept: TrustedCheckpoint?
    /// What the ledger's own keys are to the policy.
    let problems: [VerificationProblem]

    /// - Throws: `checkpoint.invalid` where a note from outside is not a checkpoint of this ledger by a trusted key.
    init(_ store: LedgerStore, _ options: VerificationOptions) throws(LedgerError) {
        let origin = store.identity.origin
        let own = try? store.logKey()
        var problems: [VerificationProblem] = []
        let trusted = options.policy?.logs.filter { $0.name.isSame(as: origin) } ?? []
        if options.policy != nil {
            if trusted.isEmpty {
                problems.append(.otherOrigin(origin))
            } else if let own, !trusted.contains(own) {
                problems.append(.otherLogKey)
            }
        }
        if own == nil { problems.append(.table("meta")) }
        let keys = trusted.isEmpty ? own.map { [$0] } ?? [] : trusted
        logKeys = keys
        witnesses = options.policy?.witnesses ?? []
        authority = options.policy?.authority
        hasPolicy = options.policy != nil
        if let authority, authority != store.identity.authority { problems.append(.otherAuthority) }
        kept = try VerificationTrust.kept(store, logKeys, &problems)
        self.problems = problems
        var outside: [TrustedCheckpoint] = []
        for note in options.checkpoints {
            outside.append(try VerificationTrust.trusted(note, options.policy, logKeys, origin))
        }
        switch options.start {
        case .beginning: start = nil
        case .checkpoint(let note), .audited(let note):
            let checkpoint = try VerificationTrust.trusted(note, options.policy, logKeys, origin)
            outside.append(checkpoint)
            start = checkpoint
        case .newestCheckpoint:
            start = try store.storedCheckpointNote().map { (note) throws(LedgerError) -> TrustedCheckpoint in
                try VerificationTrust.trusted(note, nil, keys, origin)
            }
        }
        self.outside = outside.sorted { $0.size < $1.size }
        if case .audited = options.start { hashesAgain = true } else { hashesAgain = false }
    }

    private static func kept(
        _ store: LedgerStore, _ logKeys: [VerificationKey], _ problems: inout [VerificationProblem]
    ) throws(LedgerError) -> TrustedCheckpoint? {
        guard let note = try CheckpointFile.read(in: store.directory) else { return nil }
        do throws(NoteDefect) {
            return try verified(note, by: logKeys, witnesses: [])
        } catch {
            problems.append(.keptCheckpoint(error.phrase))
            return nil
        }
    }

    private static func trusted(
        _ note: [UInt8], _ policy: TrustPolicy?, _ logKeys: [VerificationKey], _ origin: String
    ) throws(LedgerError) -> TrustedCheckpoint {
        do throws(NoteDefect) {
            let checkpoint =
                if let policy { try policy.verify(note) } else { try verified(note, by: logKeys, witnesses: []) }
            guard checkpoint.origin.isSame(as: origin) else { throw .originUnknown(checkpoint.origin) }
            return checkpoint
        } catch {
            throw .invalidCheckpoint(error.phrase)
        }
    }

    /// A checkpoint that the ledger keeps, by any key that counts.
    func stored(_ note: [UInt8]) throws(NoteDefect) -> TrustedCheckpoint {
        try VerificationTrust.verified(note, by: logKeys, witnesses: witnesses)
    }

    private static func verified(
        _ note: [UInt8], by keys: [VerificationKey], witnesses: [VerificationKey]
    ) throws(NoteDefect) -> TrustedCheckpoint {
        var defect = NoteDefect.unverified
        for key in keys {
            do throws(NoteDefect) {
                return try TrustedCheckpoint(note, logKey: key, witnesses: witnesses)
            } catch { defect = error }
        }
        throw defect
    }
}
