import LMDB
public import Primitives
public import Signing
public import Transparency

extension LedgerStore {
    /// The log's public key of now, as the ledger has it; what a trust policy says of it counts for outsiders.
    public func logKey() throws(LedgerError) -> VerificationKey {
        try logKeyEpochs().current
    }

    /// The log's keys, and from which size on each signs.
    public func logKeyEpochs() throws(LedgerError) -> LogKeyEpochs {
        try environment.read { (view) throws(LedgerError) -> LogKeyEpochs in
            guard let bytes = try tables.meta.value(at: LedgerTables.Meta.logKey, in: view),
                let epochs = LogKeyEpochs(stored: [UInt8](copying: bytes))
            else { throw tables.meta.damagedRecord(in: view) }
            return epochs
        }
    }

    /// The newest checkpoint that the store has, as it was signed; `nil` before the first.
    func storedCheckpointNote() throws(LedgerError) -> [UInt8]? {
        try environment.read { (view) throws(LedgerError) -> [UInt8]? in
            guard let size = try tables.checkpoints.lastKey(in: view),
                let note = try tables.checkpoints.value(at: size, in: view)
            else { return nil }
            return [UInt8](copying: note)
        }
    }

    /// The newest checkpoint's note, as it was signed; `nil` before the first.
    ///
    /// - Throws: `checkpoint.invalid` where a kept note is not one by the log's key.
    public func newestCheckpointNote() throws(LedgerError) -> [UInt8]? {
        try newestCheckpoint().map { Array($0.note.serialized.utf8) }
    }

    /// The newest checkpoint, its signature verified; `nil` before the first.
    ///
    /// It is the larger of the one in the store and the one in the file beside it, so that a store put back from an
    /// older copy is noticed.
    ///
    /// - Throws: `checkpoint.invalid` where a kept note is not one by the log's key.
    public func newestCheckpoint() throws(LedgerError) -> TrustedCheckpoint? {
        var newest: TrustedCheckpoint?
        let keys = try logKeyEpochs()
        for note in [try storedCheckpointNote(), try CheckpointFile.read(in: directory)] {
            guard let note else { continue }
            let checkpoint: TrustedCheckpoint
            do throws(NoteDefect) { checkpoint = try keys.trusted(note) } catch {
                throw .invalidCheckpoint(error, note, here: try size())
            }
            if checkpoint.size > newest?.size ?? 0 { newest = checkpoint }
        }
        return newest
    }

    /// The newest checkpoint over entries that are here, `nil` before the first; and the size that the one in the file
    /// beside the store states, where it is more than there are entries.
    ///
    /// A ledger that was put back as evidence lies behind that one, and is read under the last that it reaches. The one
    /// beyond may be by a later key of the log, of which the entries here do not tell: its signature is not asked for.
    ///
    /// - Throws: `checkpoint.invalid` where a kept note over what is here is not one by the log's key.
    public func reachedCheckpoint() throws(LedgerError) -> (checkpoint: TrustedCheckpoint?, beyond: UInt64?) {
        let stated = try CheckpointFile.read(in: directory).flatMap { try? Checkpoint(statedIn: $0) }
        guard let stated, try stated.size > size() else { return (try newestCheckpoint(), nil) }
        let reached = try storedCheckpointNote().map { (note) throws(LedgerError) in
            try LedgerStore.trusted(note, logKeyEpochs())
        }
        return (reached, stated.size)
    }

    static func trusted(_ note: [UInt8], _ keys: LogKeyEpochs) throws(LedgerError) -> TrustedCheckpoint {
        do throws(NoteDefect) {
            return try keys.trusted(note)
        } catch {
            throw .invalidCheckpoint(error.phrase)
        }
    }

    /// Signs the head of the log: after the commit, never smaller than before, never the same size with another root.
    ///
    /// - Throws: `ledger.key` where the key is not the log's, `ledger.behind` where the log does not continue the
    ///   newest checkpoint.
    @discardableResult
    public func signCheckpoint(with key: SigningKey) throws(LedgerError) -> TrustedCheckpoint {
        let keys = try logKeyEpochs()
        guard key.verificationKey == keys.current else {
            throw .wrongKey(Phrase(en: "log key", zh: "日志密钥"), held: key.name)
        }
        let frontier = try frontier()
        if let newest = try newestCheckpoint() {
            try checkContinues(newest, size: frontier.size, frontier: frontier)
            if newest.size == frontier.size { return newest }
        }
        let checkpoint = Checkpoint(origin: identity.origin, size: frontier.size, root: frontier.root)
        let note: SignedNote
        do throws(NoteDefect) { note = try checkpoint.signed(with: key) } catch {
            throw .invalidCheckpoint(error.phrase)
        }
        let trusted = try LedgerStore.trusted(Array(note.serialized.utf8), keys)
        try environment.write { (transaction) throws(LedgerError) in
            try tables.checkpoints.put(Array(note.serialized.utf8).span, at: frontier.size, in: &transaction)
        }
        try CheckpointFile.write(Array(note.serialized.utf8), in: directory)
        return trusted
    }

    /// Whether the log, as it stands, continues a checkpoint.
    func checkContinues(
        _ checkpoint: TrustedCheckpoint, size: UInt64, frontier: Frontier
    ) throws(LedgerError) {
        guard checkpoint.size <= size else { throw .behindCheckpoint(size: size, checkpoint: checkpoint.size) }
        let root =
            checkpoint.size == size
            ? frontier.root
            : try environment.read { (view) throws(LedgerError) -> Digest in
                try self.root(size: checkpoint.size, in: view)
            }
        guard root == checkpoint.root else { throw .behindCheckpoint(size: size, checkpoint: checkpoint.size) }
    }

    /// The root of a prefix, from the stored tiles.
    public func root(of prefix: Prefix) throws(LedgerError) -> Digest {
        try environment.read { (view) throws(LedgerError) -> Digest in try root(size: prefix.size, in: view) }
    }

    /// The root of the log's first entries, from the stored tiles.
    func root(size: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> Digest {
        try frontier(size: size, in: view).root
    }
}
