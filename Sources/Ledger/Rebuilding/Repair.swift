import Exam
import LMDB
public import Primitives
public import Signing
import Transparency

/// What a repair did.
public struct RepairSummary: Sendable {
    /// How many entries the ledger has now.
    public let size: UInt64
    /// The root over them.
    public let root: Digest
    /// The folder in which the store before is kept; `nil` where there was none.
    public let kept: String?
    /// The size of the checkpoint beside the store, where it is larger: the log stays behind it, and says so.
    public let behind: UInt64?
}

extension PublishedLog {
    /// Writes a ledger's store anew from this published log, which was checked before, and keeps the one before.
    ///
    /// Keys and policy in the ledger's folder stay as they are. A checkpoint beside the store that is larger than the
    /// published one stays too: entries are missing then, and nothing may be appended in their place.
    ///
    /// - Parameter logKey: One of the log's keys, of whatever time; the others follow from the entries.
    /// - Throws: `checkpoint.invalid`, `ledger.other`, `store.damaged` where the entries do not lead to the checkpoint's root,
    ///   `store.busy`, what reading and writing throws, `interrupted`.
    public func repair(
        _ directory: String, logKey: VerificationKey, progress: (UInt64, UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> RepairSummary {
        let new = try NewStore(for: directory, mayReplace: true)
        let (checkpoint, behind) = try write(new, logKey, progress)
        let kept = try new.place()
        return RepairSummary(size: checkpoint.size, root: checkpoint.root, kept: kept, behind: behind)
    }

    /// Writes the store, verifies it, and lets go of it.
    ///
    /// - Returns: The published checkpoint, and the size of the one beside the store where that is larger.
    private func write(
        _ new: NewStore, _ logKey: VerificationKey, _ progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> (TrustedCheckpoint, behind: UInt64?) {
        let size: UInt64
        do throws(NoteDefect) { size = try Checkpoint(statedIn: note).size } catch {
            throw .invalidCheckpoint(error.phrase)
        }
        let tiles = PublishedTiles(size: size)
        var reader = StatementReader()
        var rebuild: LogRebuild?
        for number in 0..<tiles.bundleCount {
            guard let place = tiles.bundle(number: number), case .bytes(let bytes) = folder.read(place).content,
                let ranges = place.ranges(in: bytes.span)
            else { throw .damagedEntry(number << 8) }
            for (place, range) in ranges.enumerated() {
                guard let recorded = RecordedStatement(entry: bytes.span.extracting(range), &reader) else {
                    throw .damagedEntry(number << 8 + UInt64(place))
                }
                if rebuild == nil {
                    rebuild = try LogRebuild(at: new.path, logKey: logKey, first: recorded)
                } else {
                    try rebuild?.append(recorded)
                }
            }
            guard progress(min(size, (number + 1) << 8), size) else { throw .interrupted }
        }
        guard var whole = rebuild.take() else { throw .damagedEntry(0) }
        try whole.flush()
        // By now the entries have told of the log's other keys.
        let keys = try whole.store.logKeyEpochs()
        try new.check(keys.current)
        let checkpoint = try LedgerStore.trusted(note, keys)
        let newer = try CheckpointFile.read(in: new.directory).flatMap { try? keys.trusted($0) }
        let behind = newer.flatMap { $0.size > size ? $0.size : nil }
        guard try whole.store.frontier().root == checkpoint.root else { throw .damagedEntry(0) }
        try whole.keep(checkpoint)
        if !new.replaces { try whole.store.writePublicFiles(keys.current) }
        let report = try whole.store.verify(
            VerificationOptions(policy: TrustPolicy(log: logKey), checkpoints: [note]))
        guard report.problems.isEmpty else { throw .damagedEntry(report.first?.index ?? 0) }
        if behind != nil { try Folder(new.path).remove("checkpoint") }
        return (checkpoint, behind)
    }
}
