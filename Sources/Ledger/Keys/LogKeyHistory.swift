import Exam
import Primitives
import Signing
import Transparency

/// A log's keys as its own entries tell of them, and the authority whose word that is.
///
/// It is read before the checkpoint over those entries is believed: whoever asks proves the entries afterwards.
struct LogKeyHistory {
    let epochs: LogKeyEpochs
    let authority: KeyID

    /// What the entries of a whole log say; `nil` where they tell of no rotation.
    init?(_ epochs: LogKeyEpochs?, authority: KeyID) {
        guard let epochs, epochs.all.count > 1 else { return nil }
        self.epochs = epochs
        self.authority = authority
    }

    /// What a `trust` stream says; `nil` where it tells of no rotation that the authority of entry 0 has signed.
    init?(opened: [UInt8], trust entries: [[UInt8]]) {
        var reading = EntryReading(of: nil)
        guard case .ledgerOpened(let opened) = reading.statement(in: opened.span)?.payload else { return nil }
        let authority = PublicKey(opened.authorityPublicKey)
        var epochs: LogKeyEpochs?
        for bytes in entries {
            guard let header = EntryHeader(entry: bytes.span), let statement = reading.statement(in: bytes.span),
                case .logKeyRotated(let rotation) = statement.payload, statement.ledger.isSame(as: opened.origin),
                header.isSignature(over: bytes.span, by: authority)
            else { continue }
            epochs = LogKeyEpochs.after(rotation, at: header.index, of: epochs, origin: opened.origin)
            guard epochs != nil else { return nil }
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
}

extension TrustPolicy {
    /// Verifies the checkpoint over entries that tell of the log's keys.
    ///
    /// A policy that names the authority follows it from any of the log's keys to the last. Whatever a policy names, no
    /// key before the last has signed a checkpoint that holds the rotation: a stolen old key gains nothing.
    ///
    /// - Parameter history: what the entries say; `nil` where they tell of no rotation.
    /// - Throws: what `verify` throws, and `keyOutOfTime` for a key before the last.
    func verify(_ note: [UInt8], _ history: LogKeyHistory?) throws(NoteDefect) -> TrustedCheckpoint {
        guard let history else { return try verify(note) }
        let last = history.epochs.current
        let isFollowed = authority == history.authority && history.epochs.isNamed(by: self)
        let keys = isFollowed || logs.contains(last) ? [last] : []
        var defect = NoteDefect.unverified
        if !keys.isEmpty {
            do throws(NoteDefect) { return try trusting(keys).verify(note) } catch { defect = error }
        }
        do throws(NoteDefect) { _ = try verify(note) } catch { throw keys.isEmpty ? error : defect }
        throw .keyOutOfTime(name: last.name)
    }

    /// Verifies a checkpoint of any size that was kept elsewhere, by the key of its time where the policy follows.
    func verify(held note: [UInt8], _ history: LogKeyHistory?) throws(NoteDefect) -> TrustedCheckpoint {
        guard let history, authority == history.authority else { return try verify(note) }
        return try history.epochs.verify(note, self)
    }
}
