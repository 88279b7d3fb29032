import Exam
import Glibc
import LMDB
public import Primitives
import Signing
public import Transparency

/// Puts a backup back in a ledger's place.
///
/// A log that goes on behind a checkpoint that somebody holds is a fork to them. So a backup that is older than a
/// known checkpoint is put back only together with the entries it lacks, or as evidence: with the larger checkpoint
/// beside it, on account of which nothing can be appended or signed and `verify` goes on saying what is missing.
public final class Restoration {
    /// What came of it.
    public struct Summary: Sendable {
        /// What verification of the store in its new place says.
        public let report: VerificationReport
        /// Whether it was put in its place.
        public let isPlaced: Bool
        /// The folder in which the store before is kept; `nil` where there was none.
        public let kept: String?
        /// The largest checkpoint known, where the store is behind it.
        public let behind: UInt64?
    }

    /// Why a log is restored although entries are missing.
    public struct Evidence: Sendable {
        /// The reason, in a person's words.
        public let reason: String
        /// When.
        public let at: Instant

        /// A reason at a moment.
        public init(reason: String, at: Instant) {
            self.reason = reason
            self.at = at
        }
    }

    private let new: NewStore
    private let policy: TrustPolicy
    private var notes: [[UInt8]]
    private let lines = ExportLines()
    private var rebuild: LogRebuild?

    /// Copies a backup beside the place that it is to have.
    ///
    /// - Parameters:
    ///   - backup: The backup's folder.
    ///   - directory: The ledger's folder, free or with the ledger that is replaced.
    ///   - policy: Whom to trust; without it, the backup's own word for its log's key is taken.
    ///   - checkpoints: Notes that were kept elsewhere.
    /// - Throws: `ledger.missing` and what opening the backup throws, `checkpoint.invalid`, `store.busy`,
    ///   `store.full-disk`, `input.folder`.
    public init(
        of backup: String, to directory: String, policy: TrustPolicy?, checkpoints: [[UInt8]]
    ) throws(LedgerError) {
        let source = try LedgerStore(at: backup, forWriting: false)
        let keys = try source.logKeyEpochs()
        let logKey = keys.current
        self.policy = policy ?? TrustPolicy(log: logKey)
        notes = checkpoints
        for folder in [backup, directory] {
            // A checkpoint beside a damaged store may be damaged too; one that is given must be sound.
            guard let note = try? CheckpointFile.read(in: folder) else { continue }
            if (try? Restoration.trusted(note, keys, policy)) != nil { notes.append(note) }
        }
        new = try NewStore(for: directory, mayReplace: true, of: logKey)
        let environment = source.environment
        try environment.read { (view) throws(LedgerError) in try environment.copy(to: new.path, in: view) }
        if !new.replaces { try LedgerStore.copyPublicFiles(["log.vkey", "policy.txt"], from: backup, to: new.path) }
        rebuild = try LogRebuild(goingOn: LedgerStore(at: new.path, forWriting: true))
    }

    /// Takes in one line of an export with entries that the backup may lack, without its line break.
    public func take(_ line: Span<UInt8>) throws(LedgerError) {
        try lines.take(line) { (recorded) throws(LedgerError) in try rebuild?.append(recorded) }
    }

    /// Verifies what the store has become and puts it in its place.
    ///
    /// - Parameter evidence: Why to put it there although it is behind a checkpoint.
    /// - Returns: A summary; nothing was placed where anything is wrong besides a missing tail, or without `evidence`.
    public func finish(
        _ evidence: Evidence?, progress: (UInt64, UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> Summary {
        try lines.finish { (recorded) throws(LedgerError) in try rebuild?.append(recorded) }
        let summary = try settle(evidence, progress)
        guard summary.isPlaced else { return summary }
        let kept = try new.place()
        return Summary(report: summary.report, isPlaced: true, kept: kept, behind: summary.behind)
    }

    /// Verifies the store and lets go of it, so that it can be moved; says whether it is to be.
    private func settle(
        _ evidence: Evidence?, _ progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> Summary {
        guard var whole = rebuild.take() else { throw .damagedEntry(0) }
        try whole.flush()
        // By now the entries that were given have told of later log keys too.
        let keys = try whole.store.logKeyEpochs()
        try nameKey(keys.current, in: whole.store.directory)
        let report = try whole.store.verify(
            VerificationOptions(policy: policy, checkpoints: notes), progress: progress)
        var newest: TrustedCheckpoint?
        for note in notes {
            let checkpoint = try Restoration.trusted(note, keys, policy)
            if checkpoint.size > newest?.size ?? 0 { newest = checkpoint }
        }
        let isBehind = report.problems.contains { $0.code == VerificationProblem.tailCode }
        let isSound =
            report.problems.allSatisfy { $0.code == VerificationProblem.tailCode } && report.furtherProblems == 0
        let behind = isBehind ? newest?.size : nil
        guard isSound, !isBehind || evidence != nil else {
            return Summary(report: report, isPlaced: false, kept: nil, behind: behind)
        }
        if let newest { try CheckpointFile.write(Array(newest.note.serialized.utf8), in: whole.store.directory) }
        if let newest, isBehind, let evidence {
            try record(evidence, report, newest, in: whole.store.directory)
        }
        return Summary(report: report, isPlaced: true, kept: nil, behind: behind)
    }

    /// A checkpoint by the key of its size, or by one that the policy names and the entries do not tell of.
    private static func trusted(
        _ note: [UInt8], _ keys: LogKeyEpochs, _ policy: TrustPolicy?
    ) throws(LedgerError) -> TrustedCheckpoint {
        do throws(NoteDefect) { return try keys.trusted(note) } catch {
            guard error == .unverified, let trusted = policy?.verify(note, beyond: 0) else {
                throw .invalidCheckpoint(error.phrase)
            }
            return trusted
        }
    }

    /// Puts the log's key of now beside the store, where the backup's was an earlier one.
    private func nameKey(_ key: VerificationKey, in directory: String) throws(LedgerError) {
        guard !new.replaces, let named = try? KeyFile.verificationKey(at: directory + "/log.vkey"), named != key else {
            return
        }
        let folder = try Folder(directory)
        try folder.remove("log.vkey")
        try folder.write(Array((key.text + "\n").utf8), to: "log.vkey")
    }

    /// Writes down beside the store why it stands there incomplete.
    private func record(
        _ evidence: Evidence, _ report: VerificationReport, _ newest: TrustedCheckpoint, in directory: String
    ) throws(LedgerError) {
        let note = JSONValue.object([
            JSONValue.Member("schema", .string("examledger-restored/1")),
            JSONValue.Member("restored_at", .integer(evidence.at.milliseconds)),
            JSONValue.Member("size", .integer(Int64(clamping: report.size))),
            JSONValue.Member("root", .string(report.root.base64)),
            JSONValue.Member("checkpoint_size", .integer(Int64(clamping: newest.size))),
            JSONValue.Member("reason", .string(evidence.reason)),
        ])
        try Folder(directory).write(Array((note.text + "\n").utf8), to: "restored.json")
    }
}
