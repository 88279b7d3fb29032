import Exam
import Primitives
import Signing
import Transparency

/// One run over a published log.
struct PublishedCheck {
    /// How many bundles are under way at a time: it bounds the memory.
    private static let ahead = 16
    /// How many bundles in a row may be gone before the rest is not walked any more: a checkpoint may state any size.
    private static let gapLimit = 16

    private let folder: PublishedFolder
    private let checkpoint: Checkpoint
    private let note: [UInt8]
    private let tiles: PublishedTiles
    private let trust: VerificationTrust
    private let identity: LedgerIdentity
    /// Who may have signed the checkpoint; `nil` where nobody was named.
    private let policy: TrustPolicy?
    /// Notes of checkpoints that were kept elsewhere.
    private let held: [[UInt8]]
    private let jobs: Int

    init(
        _ folder: PublishedFolder, _ checkpoint: Checkpoint, _ note: [UInt8], _ options: PublishedLog.Options
    ) throws(LedgerError) {
        self.folder = folder
        self.checkpoint = checkpoint
        self.note = note
        policy = options.policy ?? options.logKey.map { TrustPolicy(log: $0) }
        held = options.checkpoints
        tiles = PublishedTiles(size: checkpoint.size)
        // Where entry 0 cannot be read, it is a problem itself, and the rest is checked as that of such a log.
        identity =
            LedgerIdentity(folder, size: checkpoint.size) ?? LedgerIdentity(unreadable: checkpoint.origin)
        trust = try VerificationTrust(identity, checkpoint, options)
        jobs = max(1, options.jobs ?? System.coreCount)
    }

    func run(progress: (UInt64, UInt64) -> Bool) throws(LedgerError) -> VerificationReport {
        let streams = PublishedStreams(folder, tiles)
        var log = LogCheck(identity, trust, streams)
        var tileCheck = TileCheck(folder, checkpoint)
        let (folder, tiles, identity, keys) = (folder, tiles, identity, KnownKeys())
        let work = OrderedWork<UInt64, PublishedEntries.Bundle?>(
            workers: jobs, makeWorker: { PublishedEntries(folder, tiles, identity, keys) }
        ) { entries, number in entries.check(number) }
        var next: UInt64 = 0
        var gap = 0
        while gap < PublishedCheck.gapLimit {
            while next < tiles.bundleCount, work.count < PublishedCheck.ahead {
                work.put(next)
                next += 1
            }
            guard let taken = work.take() else { break }
            guard var bundle = taken else { continue }
            gap = bundle.entries.allSatisfy { $0.leaf == nil } ? gap + 1 : 0
            tileCheck.settle(&bundle, &log.problems)
            streams.note(bundle.entries)
            try log.take(
                bundle.entries,
                trust.outsideRoots(behind: log.size, upTo: log.size + UInt64(bundle.entries.count)))
            for tile in log.takeFullTiles() {
                tileCheck.check(tile.level, tile.number, tile.hashes, &log.problems)
            }
            guard progress(log.size, checkpoint.size) else { throw .interrupted }
        }
        return try finish(&log, &tileCheck, streams)
    }

    private func finish(
        _ log: inout LogCheck, _ tileCheck: inout TileCheck, _ streams: PublishedStreams
    ) throws(LedgerError) -> VerificationReport {
        log.finish()
        let history = LogKeyHistory(log.logKeys, authority: identity.authority)
        if let policy {
            do throws(NoteDefect) { _ = try policy.verify(note, history) } catch {
                if error == .quorumMissing { throw .quorumMissing(error.phrase) }
                return .untrusted(error.advice)
            }
        }
        try checkHeld(history)
        let isWalked = log.size == checkpoint.size
        for (level, hashes) in log.tree.openTiles.enumerated() where isWalked && !hashes.isEmpty {
            let number = Tile.hashCount(level: level, size: log.size) >> 8
            tileCheck.check(level, number, hashes, &log.problems)
        }
        if log.tree.root != checkpoint.root { log.problems.add(.publishedRoot(checkpoint.size)) }
        for (id, first, index) in streams.repeated() {
            log.problems.add(.repeatedIdentifier(id, first: first, at: index, nil))
        }
        for kept in trust.outside where kept.size > log.size {
            log.problems.add(.tail(size: log.size, checkpoint: kept.size, isOutside: true))
        }
        var walk = FolderWalk(folder, tiles)
        try walk.run()
        for problem in walk.problems { log.problems.add(problem) }
        return VerificationReport(log, notes: walk.notes)
    }
}

extension PublishedCheck {
    /// What the log was held against counts by the key of its size, which is known now that the entries were read.
    private func checkHeld(_ history: LogKeyHistory?) throws(LedgerError) {
        for note in held {
            do throws(NoteDefect) {
                guard let policy else { throw .unverified }
                _ = try policy.verify(note, history)
            } catch {
                throw .invalidCheckpoint(error.advice)
            }
        }
    }
}

extension LedgerError {
    /// A sound checkpoint that fewer witnesses have cosigned than the policy asks for: nothing was violated.
    static func quorumMissing(_ reason: Phrase) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "policy.quorum"), reason,
            hint: Phrase(
                en:
                    "Have it witnessed (examledger checkpoint --policy FILE --require-quorum) and published again, or ask "
                    + "for a newer publication.",
                zh: "请取得见证（examledger checkpoint --policy FILE --require-quorum）并重新发布，或索取更新的发布内容。"))
    }
}

extension LedgerIdentity {
    /// A stand-in for what an entry 0 that cannot be read would say.
    init(unreadable origin: String) {
        self.init(
            origin: origin, mode: .formal, clock: .ledger, authority: KeyID(publicKey: .zero), approvalsRequired: 1)
    }
}
