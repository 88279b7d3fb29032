import LMDB
public import Primitives
import Transparency

/// What publishing did.
public struct PublicationSummary: Hashable, Sendable {
    /// How many entries are published now.
    public let size: UInt64
    /// The root over them.
    public let root: Digest
    /// How many entries were published before.
    public let before: UInt64
    /// How many tiles and bundles were written, or found as they had to be.
    public let files: Int
    /// How many entries of the log are newer than its newest checkpoint, and so not published.
    public let newer: UInt64
}

extension LedgerStore {
    /// Writes the log, up to its newest signed checkpoint, to a folder as C2SP tlog-tiles (formats.md §5).
    ///
    /// Work and writing are in proportion to what is new since the checkpoint that is published there. Each new file
    /// is durable before the checkpoint names it, no file gets other bytes than it has, and a run that was stopped
    /// anywhere is taken up by the next. Entries, tiles and the checkpoint leave the ledger, and nothing else.
    ///
    /// - Parameters:
    ///   - path: The folder; it is made where it is missing.
    ///   - progress: Called now and then with the number of entries done and of all; `false` stops.
    ///   - step: Called after each step that changed the folder.
    /// - Throws: `publication.unsigned`, `publication.place`, `publication.other-log`, `publication.differs`;
    ///   `ledger.behind` where the published log is longer than this one or another; `checkpoint.invalid` where the
    ///   published checkpoint is not by the log's key; `store.damaged` where the stored entries do not lead to the
    ///   checkpoint's root; `store.busy`, `store.full-disk`, `input.folder`, `interrupted`.
    public func publish(
        to path: String, progress: (_ done: UInt64, _ total: UInt64) -> Bool = { _, _ in true },
        step: @escaping (String) throws(LedgerError) -> Void = { (_) throws(LedgerError) in }
    ) throws(LedgerError) -> PublicationSummary {
        guard let checkpoint = try newestCheckpoint() else { throw .nothingSigned }
        try checkContinues(checkpoint, size: size(), frontier: frontier())
        let folder = try publicationFolder(path)
        try folder.lock()
        let published = try publishedCheckpoint(in: folder)
        if let published { try checkContinues(published, size: size(), frontier: frontier()) }
        let publication = Publication(store: self, folder: folder, step: step)
        let files = try publication.run(from: published, to: checkpoint, progress: progress)
        let newest = published.map { $0.size > checkpoint.size ? $0 : checkpoint } ?? checkpoint
        return PublicationSummary(
            size: newest.size, root: newest.root, before: published?.size ?? 0, files: files,
            newer: try size() - newest.size)
    }

    /// The folder to publish to, which has nothing to do with the ledger's own.
    private func publicationFolder(_ path: String) throws(LedgerError) -> Folder {
        let own = try Folder(directory)
        // Looked at before anything is made, so that nothing of ours appears in a ledger.
        guard try !Folder.nearest(to: path).isSameOrBelow(own) else { throw .publicationPlace(path) }
        let folder = try Folder.made(path)
        guard try !own.isSameOrBelow(folder) else { throw .publicationPlace(path) }
        return folder
    }

    /// The checkpoint that is published in a folder, verified to be this log's; `nil` where there is none yet.
    private func publishedCheckpoint(in folder: Folder) throws(LedgerError) -> TrustedCheckpoint? {
        switch PublishedFolder(folder: folder).checkpoint() {
        case .missing: return nil
        case .unreadable(let why): throw .invalidCheckpoint(why)
        case .bytes(let note):
            if let signed = try? SignedNote(note), let stated = try? Checkpoint(text: signed.text),
                !stated.origin.isSame(as: identity.origin)
            {
                throw .publishedOtherLog(folder.path, stated.origin, identity.origin)
            }
            return try LedgerStore.trusted(note, logKeyEpochs())
        }
    }
}

/// One run of publishing into a folder that is this log's.
private struct Publication {
    /// How often progress is told.
    private static let interval: UInt64 = 4_096

    let store: LedgerStore
    let folder: Folder
    let step: (String) throws(LedgerError) -> Void

    /// Publishes what is new, and returns how many files it was.
    func run(
        from published: TrustedCheckpoint?, to checkpoint: TrustedCheckpoint, progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> Int {
        let start = published?.size ?? 0
        if let published, published.size > checkpoint.size || published.note == checkpoint.note {
            try folder.removeWithFiles(StagedFiles.folderName)
            return 0
        }
        var staged = try StagedFiles(folder, step: step)
        if start < checkpoint.size {
            let root = try stage(start..<checkpoint.size, &staged, progress)
            // Nothing has its name yet: a damaged store never leaves a wrong file behind.
            guard root == checkpoint.root else { throw .damagedEntry(start) }
            try staged.place()
            try removeOutgrown(from: start, to: checkpoint.size)
        }
        try staged.replace(PublishedFolder.checkpointName, by: Array(checkpoint.note.serialized.utf8))
        return staged.count
    }

    /// Stages the bundles and tiles of new entries, all computed from the entries' bytes, and returns their root.
    private func stage(
        _ range: Range<UInt64>, _ staged: inout StagedFiles, _ progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> Digest {
        var tree = try store.environment.read { (view) throws(LedgerError) -> GrowingTree in
            try store.growingTree(size: range.lowerBound, in: view)
        }
        let known = tree.openTiles.first ?? []
        var bundle: [UInt8] = []
        var files = staged
        try store.forEachEntry(in: (range.lowerBound & ~255)..<range.upperBound) {
            (index, entry, _) throws(LedgerError) -> Bool in
            guard EntryBundle.append(entry, to: &bundle) else { throw .damagedEntry(index) }
            let leaf = MerkleTree.leafHash(entry)
            if index < range.lowerBound {
                guard Tile.hash(Int(index & 255), in: known) == leaf else { throw .damagedEntry(index) }
            } else {
                try tree.append(leaf) { (level, number, hashes) throws(LedgerError) in
                    if let tile = Tile(level: level, number: number) { try files.stage(hashes, as: tile.path) }
                }
            }
            if index & 255 == 255 || index + 1 == range.upperBound {
                let width = Int(index & 255) + 1
                if let place = EntryBundle(number: index >> 8, width: width) {
                    try files.stage(bundle, as: place.path)
                }
                bundle.removeAll(keepingCapacity: true)
            }
            guard index % Publication.interval == 0 else { return true }
            guard progress(index - min(index, range.lowerBound), UInt64(range.count)) else { throw .interrupted }
            return true
        }
        for tile in Tile.added(from: range.lowerBound, to: range.upperBound) where tile.isPartial {
            try files.stage(tree.openTiles[tile.level], as: tile.path)
        }
        staged = files
        return tree.root
    }

    /// Takes partial tiles and bundles away behind the full ones that are durable now, never on the right edge.
    private func removeOutgrown(from start: UInt64, to end: UInt64) throws(LedgerError) {
        for tile in Tile.added(from: start, to: end) where !tile.isPartial {
            try removePartials(of: tile.path)
            if tile.level == 0, let bundle = EntryBundle(number: tile.number) {
                try removePartials(of: bundle.path)
            }
        }
    }

    private func removePartials(of path: String) throws(LedgerError) {
        guard let (parent, name) = folder.place(of: path), parent.folder(name + ".p") != nil else { return }
        try parent.removeWithFiles(name + ".p")
        try step("removed \(path).p")
    }
}
