import Exam
public import Primitives
import Signing
public import Transparency

/// A log's keys as its own entries tell of them, and the authority whose word that is.
///
/// Outside of a ledger it is read before the checkpoint over those entries is believed: whoever asks proves the entries
/// afterwards.
public struct LogKeyHistory: Hashable, Sendable {
    let epochs: LogKeyEpochs
    private let authority: KeyID
    /// Whether the ledger itself says it: where a policy names no authority, its own word is taken.
    private let isOwn: Bool

    /// What a ledger says of its own log, after each change was found in an entry that its authority has signed.
    init(proved epochs: LogKeyEpochs, authority: KeyID) {
        self.epochs = epochs
        self.authority = authority
        isOwn = true
    }

    /// What the entries of a whole log say; `nil` where they tell of no rotation.
    init?(_ epochs: LogKeyEpochs?, authority: KeyID) {
        guard let epochs, epochs.all.count > 1 else { return nil }
        self.epochs = epochs
        self.authority = authority
        isOwn = false
    }

    /// What a `trust` stream says; `nil` where it tells of no rotation that the authority of entry 0 has signed.
    ///
    /// - Parameter problems: where a rotation is not the authority's, or does not follow.
    init?(opened: [UInt8], trust entries: [[UInt8]], _ problems: inout [VerificationProblem]) {
        var reading = EntryReading(of: nil)
        guard case .ledgerOpened(let opened) = reading.statement(in: opened.span)?.payload else { return nil }
        let authority = PublicKey(opened.authorityPublicKey)
        var epochs: LogKeyEpochs?
        for bytes in entries {
            guard let header = EntryHeader(entry: bytes.span), let statement = reading.statement(in: bytes.span),
                case .logKeyRotated(let rotation) = statement.payload, statement.ledger.isSame(as: opened.origin)
            else { continue }
            let next = LogKeyEpochs.after(rotation, at: header.index, of: epochs, origin: opened.origin)
            guard let next, header.isSignature(over: bytes.span, by: authority) else {
                problems.append(.logKeys(at: header.index))
                return nil
            }
            epochs = next
        }
        self.init(epochs, authority: authority.id)
    }

    /// What is wrong with the rotations among some entries: each is the authority's and follows from the one before it.
    static func problems(_ entries: [ReadEntry], _ identity: LedgerIdentity) -> [VerificationProblem] {
        var epochs: LogKeyEpochs?
        for entry in entries {
            guard case .logKeyRotated(let rotation) = entry.statement.payload else { continue }
            let index = entry.header.index
            epochs = LogKeyEpochs.after(rotation, at: index, of: epochs, origin: identity.origin)
            guard epochs != nil, entry.header.keyID == identity.authority else { return [.logKeys(at: index)] }
        }
        return []
    }

    /// Whether a policy trusts the authority and one of the log's keys, from which it follows to the others.
    func isFollowed(by policy: TrustPolicy) -> Bool {
        (policy.authority ?? (isOwn ? authority : nil)) == authority && epochs.isNamed(by: policy)
    }
}

extension TrustPolicy {
    /// Verifies a checkpoint of any size by the key that the log had at it.
    ///
    /// A policy that names the authority follows it from any of the log's keys to the others. Whatever a policy names,
    /// no other key than that of its time signs a checkpoint: a stolen old key gains nothing.
    ///
    /// - Parameter history: what the log's entries say; `nil` where they tell of no rotation.
    /// - Throws: what `verify` throws, and `keyOutOfTime` for another key than that of its time.
    public func verify(_ note: [UInt8], _ history: LogKeyHistory?) throws(NoteDefect) -> TrustedCheckpoint {
        let stated = try Checkpoint(statedIn: note)
        guard let epochs = history?.epochs, epochs.current.name.isSame(as: stated.origin) else {
            return try verify(note)
        }
        guard history?.isFollowed(by: self) == true || logs.contains(epochs.key(at: stated.size)) else {
            throw .keyOutOfTime(name: try verify(note).origin)
        }
        return try epochs.verify(note, self)
    }
}

extension LedgerStore {
    /// The log's keys, each change of them found in an entry that the authority has signed.
    ///
    /// - Throws: `store.damaged` where the entries do not say what the ledger keeps of its log's keys.
    public func logKeyHistory() throws(LedgerError) -> LogKeyHistory {
        let epochs = try logKeyEpochs()
        if let problem = try problems(of: epochs).first { throw .damagedEntry(problem.index ?? 0) }
        return LogKeyHistory(proved: epochs, authority: identity.authority)
    }
}
