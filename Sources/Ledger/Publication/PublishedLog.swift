import Exam
import Glibc
public import Primitives
public import Signing
public import Transparency

/// A published log, to be checked with nothing else at hand than whom to trust.
public struct PublishedLog: Sendable {
    /// What a published log is held against.
    public struct Options: Sendable {
        /// Whom to trust.
        public var policy: TrustPolicy?
        /// The log's key, where there is no policy.
        public var logKey: VerificationKey?
        /// Notes of checkpoints that were kept elsewhere.
        public var checkpoints: [[UInt8]]
        /// How many cores to use; all of them unless told otherwise.
        public var jobs: Int?

        /// The folder's own word, on all cores, unless told otherwise.
        public init(
            policy: TrustPolicy? = nil, logKey: VerificationKey? = nil, checkpoints: [[UInt8]] = [], jobs: Int? = nil
        ) {
            self.policy = policy
            self.logKey = logKey
            self.checkpoints = checkpoints
            self.jobs = jobs
        }
    }

    let folder: PublishedFolder
    /// The note that is published, not verified.
    public let note: [UInt8]

    /// A published log in a folder.
    ///
    /// - Throws: `publication.missing` where the folder has no checkpoint, `input.folder`.
    public init(_ path: String) throws(LedgerError) {
        folder = PublishedFolder(folder: try Folder(path))
        // A ledger's own folder has a checkpoint too.
        if faccessat(folder.folder.descriptor, "data.mdb", F_OK, 0) == 0, folder.folder.folder("tile") == nil {
            throw .nothingPublished(path)
        }
        switch folder.checkpoint() {
        case .missing: throw .nothingPublished(path)
        case .unreadable(let why): throw .unreadableCheckpoint(path, why)
        case .bytes(let bytes): note = bytes
        }
    }

    /// The published checkpoint, verified as far as the options allow.
    func checkpoint(_ options: Options) throws(NoteDefect) -> Checkpoint {
        if let policy = options.policy { return try policy.verify(note).checkpoint }
        if let key = options.logKey { return try TrustedCheckpoint(note, logKey: key).checkpoint }
        return try Checkpoint(statedIn: note)
    }

    /// Reads every published byte and checks it from the checkpoint down, the entries just as `verify` does.
    ///
    /// - Parameter progress: Called between bundles with the number of entries done and of all; `false` stops.
    /// - Throws: `interrupted`; `policy.quorum` where too few witnesses have cosigned; `checkpoint.invalid` where a
    ///   checkpoint from outside is not one of this log; what
    ///   reading folders throws. What is wrong with the published log itself is in the report.
    public func check(
        _ options: Options = Options(), progress: (_ done: UInt64, _ total: UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> VerificationReport {
        let checkpoint: Checkpoint
        do throws(NoteDefect) { checkpoint = try self.checkpoint(options) } catch {
            if error == .quorumMissing { throw .quorumMissing(error.phrase) }
            // A later key of the log may have signed it: what the entries say of that is known when they were read.
            guard error == .unverified, options.policy?.authority != nil, let stated = try? Checkpoint(statedIn: note)
            else {
                return .untrusted(error.advice)
            }
            checkpoint = stated
        }
        return try PublishedCheck(folder, checkpoint, note, options).run(progress: progress)
    }
}

extension LedgerError {
    static func unreadableCheckpoint(_ path: String, _ reason: Phrase) -> LedgerError {
        LedgerError(
            .checkpointInvalid,
            Phrase(
                en: "The checkpoint in \(path) cannot be read: \(reason.en).", zh: "\(path) 中的检查点无法读取：\(reason.zh)。"))
    }
}

extension VerificationReport {
    /// The report on a published log whose checkpoint is not to be trusted: nothing else of it is believed.
    static func untrusted(_ reason: Phrase) -> VerificationReport {
        VerificationReport(
            size: 0, root: .zero, integrity: .violated, completeness: .notProved, signatures: 0,
            problems: [.publishedCheckpoint(reason)], furtherProblems: 0, categories: [.signature],
            notChecked: [
                Omission(
                    code: "entries.unread",
                    phrase: Phrase(
                        en:
                            "Entries and tiles were not checked: without its checkpoint there is nothing to hold them against.",
                        zh: "未检查条目与瓦片：没有可信的检查点，便无从比对。"))
            ])
    }
}
