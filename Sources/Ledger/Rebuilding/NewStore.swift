import Glibc
import LMDB
import Primitives
import Signing

/// A store that is made in full before it gets its name: in a free place, or in the place of a damaged one.
///
/// The damaged one is never deleted: it stays, whole, in a folder `damaged-<n>` of the ledger's. Keys and policy beside
/// the store are left as they are.
final class NewStore {
    /// What a store and its public surroundings consist of.
    static let files = ["data.mdb", "lock.mdb", "writer.lock", "checkpoint", "log.vkey", "policy.txt", "restored.json"]

    /// The ledger's folder.
    let directory: String
    /// Where the store is made.
    let path: String
    /// Whether a store stands in its place.
    let replaces: Bool
    /// Held until the store has its place.
    private var lock: WriterLock?

    /// Makes an empty folder for the store; what an interrupted run left there is dropped.
    ///
    /// - Parameters:
    ///   - mayReplace: Whether a ledger may stand there already.
    ///   - logKey: The key of the log; a ledger whose folder names another is not replaced.
    /// - Throws: `ledger.exists`, `ledger.other`, `store.busy`, `input.folder`.
    init(for directory: String, mayReplace: Bool, of logKey: VerificationKey? = nil) throws(LedgerError) {
        self.directory = directory
        var status = stat()
        replaces = mayReplace && stat(directory, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        if replaces {
            if let logKey { try NewStore.check(logKey, in: directory) }
            lock = try WriterLock(folder: directory)
            path = directory + "/.rebuilt"
        } else {
            if stat(directory, &status) == 0 { throw .ledgerExists(directory) }
            lock = nil
            let name = directory.split(separator: "/").last.map(String.init) ?? ""
            let above = Folder.above(directory)
            path = (above.hasSuffix("/") ? above : above + "/") + "." + name + ".new"
        }
        try drop()
        _ = try Folder.made(path, mode: 0o700)
    }

    /// Whether a log's key is the one that the ledger's folder names, where it names one.
    ///
    /// - Throws: `ledger.other`.
    func check(_ logKey: VerificationKey) throws(LedgerError) {
        if replaces { try NewStore.check(logKey, in: directory) }
    }

    private static func check(_ logKey: VerificationKey, in directory: String) throws(LedgerError) {
        guard let own = try? KeyFile.verificationKey(at: directory + "/log.vkey"), own != logKey else { return }
        throw .otherLedger(directory, own.name, logKey.name)
    }

    deinit {
        // What was placed is not there any more; what is left of a run that failed is dropped by the next.
        try? drop()
    }

    /// Drops what was made.
    private func drop() throws(LedgerError) {
        let parent = try Folder.nearest(to: Folder.above(path))
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        guard let folder = parent.folder(name) else { return }
        for file in NewStore.files { try folder.remove(file) }
        try parent.removeFolder(name)
    }

    /// Gives the store its name, durable on return.
    ///
    /// - Precondition: Nobody has the new store open.
    /// - Returns: The folder that the store before it is kept in, where there was one.
    func place() throws(LedgerError) -> String? {
        let new = try Folder(path)
        try new.synchronise()
        guard replaces else {
            guard rename(path, directory) == 0 else {
                throw errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
                    ? .ledgerExists(directory) : .folder(directory, errno)
            }
            try Folder(Folder.above(directory)).synchronise()
            return nil
        }
        let folder = try Folder(directory)
        let kept = try keepOld(in: folder)
        // Processes that still read the old store keep its lock; the new one makes its own.
        try folder.remove("lock.mdb")
        try new.move("data.mdb", over: "data.mdb", in: folder)
        if access(path + "/checkpoint", F_OK) == 0 { try new.move("checkpoint", over: "checkpoint", in: folder) }
        if access(path + "/restored.json", F_OK) == 0 {
            try new.move("restored.json", over: "restored.json", in: folder)
        } else {
            try folder.remove("restored.json")
        }
        try folder.synchronise()
        lock = nil
        return kept
    }

    /// Gives the old store a second name before it loses its first, so that no moment is without it.
    private func keepOld(in folder: Folder) throws(LedgerError) -> String? {
        guard access(directory + "/data.mdb", F_OK) == 0 else { return nil }
        var number = 1
        while access("\(directory)/damaged-\(number)", F_OK) == 0 { number += 1 }
        let name = "damaged-\(number)"
        let kept = try folder.made(name, mode: 0o700)
        for file in ["data.mdb", "checkpoint", "restored.json"] where access(directory + "/" + file, F_OK) == 0 {
            _ = try folder.link(file, as: file, in: kept)
        }
        try kept.synchronise()
        if renameat(folder.descriptor, "projections", kept.descriptor, "projections") != 0, errno != ENOENT {
            throw .folder(kept.path + "/projections", errno)
        }
        try folder.synchronise()
        return "\(directory)/\(name)"
    }
}

extension LedgerError {
    static func otherLedger(_ directory: String, _ origin: String, _ other: String) -> LedgerError {
        guard !origin.isSame(as: other) else {
            return LedgerError(
                LedgerError.Code(rawValue: "ledger.other"),
                Phrase(
                    en:
                        "\(directory) and what should take its place are logs of one name, \(origin), under different keys; nothing was changed.",
                    zh: "\(directory) 与要取代它的日志同名（\(origin)），但密钥不同；未作任何更改。"),
                hint: Phrase(
                    en:
                        "If the log's key was changed after a backup, restore that to a free folder, with the entries that "
                        + "it lacks (--entries FILE).",
                    zh: "如果日志密钥在备份之后更换过，请将备份恢复到空闲的文件夹，并给出其缺少的条目（--entries FILE）。"))
        }
        return LedgerError(
            LedgerError.Code(rawValue: "ledger.other"),
            Phrase(
                en:
                    "\(directory) is the ledger \(origin), and what should take its place is of \(other); nothing was changed.",
                zh: "\(directory) 是账本 \(origin)，而要取代它的属于 \(other)；未作任何更改。"),
            hint: Phrase(en: "Name another folder.", zh: "请另选文件夹。"))
    }
}
