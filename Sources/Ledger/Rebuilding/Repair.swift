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
    /// - Throws: `checkpoint.invalid`, `store.damaged` where the entries do not lead to the checkpoint's root,
    ///   `store.busy`, what reading and writing throws, `interrupted`.
    public func repair(
        _ directory: String, logKey: VerificationKey, progress: (UInt64, UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> RepairSummary {
        let checkpoint = try LedgerStore.trusted(note, LogKeyEpochs(logKey))
        let new = try NewStore(for: directory, mayReplace: true, of: logKey)
        var behind: UInt64?
        if let kept = try CheckpointFile.read(in: directory), let newer = try? TrustedCheckpoint(kept, logKey: logKey),
            newer.size > checkpoint.size
        {
            behind = newer.size
        }
        try write(checkpoint, to: new.path, logKey, keepsNewer: behind != nil, isAlone: !new.replaces, progress)
        let kept = try new.place()
        return RepairSummary(size: checkpoint.size, root: checkpoint.root, kept: kept, behind: behind)
    }

    /// Writes the store, verifies it, and lets go of it.
    private func write(
        _ checkpoint: TrustedCheckpoint, to path: String, _ logKey: VerificationKey, keepsNewer: Bool, isAlone: Bool,
        _ progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) {
        let tiles = PublishedTiles(size: checkpoint.size)
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
                    rebuild = try LogRebuild(at: path, logKey: logKey, first: recorded)
                } else {
                    try rebuild?.append(recorded)
                }
            }
            guard progress(min(checkpoint.size, (number + 1) << 8), checkpoint.size) else { throw .interrupted }
        }
        guard var whole = rebuild.take() else { throw .damagedEntry(0) }
        try whole.flush()
        guard try whole.store.frontier().root == checkpoint.root else { throw .damagedEntry(0) }
        try whole.keep(checkpoint)
        if isAlone { try whole.store.writePublicFiles(logKey) }
        let report = try whole.store.verify(
            VerificationOptions(policy: TrustPolicy(log: logKey), checkpoints: [note]))
        guard report.problems.isEmpty else { throw .damagedEntry(report.first?.index ?? 0) }
        if keepsNewer { try Folder(path).remove("checkpoint") }
    }
}
