import Glibc
import LMDB
public import Primitives
import Transparency

extension LedgerStore {
    /// The files beside the store that a backup takes along: what anybody may read.
    static let publicFiles = ["checkpoint", "log.vkey", "policy.txt", "restored.json"]

    /// Copies the ledger's store as it is now into a new folder, while others go on writing, and verifies the copy.
    ///
    /// The copy is a ledger without keys: it holds no secret key, no personal value and nothing that can be computed
    /// again. It gets its name when it was verified and is on the disk.
    ///
    /// - Parameters:
    ///   - directory: The folder; it must not exist.
    ///   - options: What to hold the copy against, and how much of it to read again.
    ///   - progress: As of `verify`.
    /// - Returns: The report on the copy; where it names a problem, there is no copy.
    /// - Throws: `backup.place`, `ledger.exists`, `store.full-disk`, `input.folder`, what reading the store throws.
    public func backUp(
        to directory: String, _ options: VerificationOptions = VerificationOptions(),
        progress: (_ done: UInt64, _ total: UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> VerificationReport {
        guard try !Folder.nearest(to: Folder.above(directory)).isSameOrBelow(Folder(self.directory)) else {
            throw .backupPlace(directory)
        }
        let new = try NewStore(for: directory, mayReplace: false)
        // Read before the copy is begun: a checkpoint that is signed meanwhile may be of more than the copy has.
        try LedgerStore.copyPublicFiles(LedgerStore.publicFiles, from: self.directory, to: new.path)
        try environment.read { (view) throws(LedgerError) in try environment.copy(to: new.path, in: view) }
        let report = try LedgerStore.verifyCopy(new.path, options, progress: progress)
        guard report.problems.isEmpty else { return report }
        let folder = try Folder(new.path)
        for name in ["lock.mdb", "writer.lock"] { try folder.remove(name) }
        _ = try new.place()
        return report
    }

    /// Copies small files that are there from one folder to another.
    static func copyPublicFiles(_ names: [String], from source: String, to target: String) throws(LedgerError) {
        let (source, target) = (try Folder(source), try Folder(target))
        for name in names {
            guard case .bytes(let bytes) = source.read(name, limit: SignedNote.sizeLimit) else { continue }
            try target.write(bytes, to: name)
        }
    }

    /// Opens a copy, verifies it and lets go of it.
    private static func verifyCopy(
        _ path: String, _ options: VerificationOptions, progress: (UInt64, UInt64) -> Bool
    ) throws(LedgerError) -> VerificationReport {
        try LedgerStore(at: path, forWriting: false).verify(options, progress: progress)
    }
}

extension LedgerError {
    /// A copy that would be lost together with what it is a copy of.
    static func backupPlace(_ path: String) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "backup.place"),
            Phrase(
                en: "\(path) lies in the ledger's own folder: a copy there is lost with the ledger.",
                zh: "\(path) 位于账本自己的文件夹中：放在那里的副本会与账本一同丢失。"),
            hint: Phrase(en: "Name a folder elsewhere, best on another disk.", zh: "请另选文件夹，最好在另一块磁盘上。"))
    }
}
