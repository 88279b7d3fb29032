import Glibc
public import Primitives

/// The folder of the personal store, beside the log and in no backup or export of it, held while it is used.
///
/// Whoever reads or writes holds it together with others; whoever destroys a key holds it alone, because the file is
/// then put in the place of another and the old one overwritten. The system lets go of it with the process.
public final class PersonalFolder: Sendable {
    /// How a folder is held.
    public enum Hold: Hashable, Sendable {
        /// Together with others.
        case shared
        /// Alone.
        case alone
    }

    /// The folder's name in the ledger's.
    public static let name = "personal"
    private static let files = ["data.mdb", "lock.mdb", "writer.lock"]

    /// The folder.
    let path: String
    let hold: Hold
    private let descriptor: Int32

    /// Holds the folder of a ledger, made for this user alone where it is missing.
    ///
    /// - Throws: `store.busy` where somebody else holds it otherwise, `personal.mode` where others may look into it,
    ///   `store.io`.
    public convenience init(beside directory: String, _ hold: Hold) throws(LedgerError) {
        let path = PersonalFolder.path(beside: directory)
        if mkdir(path, 0o700) == 0 {
            try PersonalFolder.synchronise(directory)
        } else if errno != EEXIST {
            throw .personalStore(path)
        }
        try self.init(at: path, hold)
    }

    /// Holds the folder of a ledger where there is one with a store in it.
    public static func existing(beside directory: String, _ hold: Hold) throws(LedgerError) -> PersonalFolder? {
        let path = path(beside: directory)
        return access(path + "/data.mdb", F_OK) == 0 ? try PersonalFolder(at: path, hold) : nil
    }

    private init(at path: String, _ hold: Hold) throws(LedgerError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .personalStore(path) }
        do throws(LedgerError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw LedgerError.personalStore(path) }
            guard status.st_mode & 0o077 == 0 else { throw LedgerError.personalMode(path, status.st_mode & 0o777) }
            guard flock(descriptor, (hold == .alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 else {
                throw errno == EWOULDBLOCK ? LedgerError.personalBusy(path) : .personalStore(path)
            }
        } catch {
            close(descriptor)
            throw error
        }
        self.path = path
        self.hold = hold
        self.descriptor = descriptor
    }

    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func path(beside directory: String) -> String { "\(directory)/\(name)" }

    // MARK: putting one file in the place of another

    /// Where a new store is made before it takes the old one's place.
    var nextPath: String { path + "/next" }
    private var dataPath: String { path + "/data.mdb" }
    private var oldPath: String { path + "/old.mdb" }

    /// Whether something is left of a destruction that was cut short: an old file, or a new one that was not finished.
    public var hasRemains: Bool { access(oldPath, F_OK) == 0 || access(nextPath, F_OK) == 0 }

    /// Makes the files readable for this user alone; the folder is so from the start.
    func protectFiles() throws(LedgerError) {
        for name in PersonalFolder.files where chmod("\(path)/\(name)", 0o600) != 0 && errno != ENOENT {
            throw .personalStore(path)
        }
    }

    /// Makes the folder of a new store.
    func makeNext() throws(LedgerError) {
        guard mkdir(nextPath, 0o700) == 0 else { throw .personalStore(nextPath) }
    }

    /// Puts the new store's file in the place of the old one, and destroys the old one.
    ///
    /// Cut short at any point, either file is whole in its place, and `clearRemains` does the rest.
    func replace() throws(LedgerError) {
        guard link(dataPath, oldPath) == 0 else { throw .personalStore(oldPath) }
        try PersonalFolder.synchronise(path)
        guard rename(nextPath + "/data.mdb", dataPath) == 0 else { throw .personalStore(dataPath) }
        unlink(path + "/lock.mdb")
        try PersonalFolder.synchronise(path)
        try clearRemains()
    }

    /// Destroys what is left of a destruction, finished or cut short.
    func clearRemains() throws(LedgerError) {
        guard hasRemains else { return }
        var old = stat()
        var data = stat()
        if stat(oldPath, &old) == 0 {
            // A second name of the file in use is no old file: it was cut short before the new one took its place.
            let isInUse = stat(dataPath, &data) == 0 && data.st_ino == old.st_ino
            try isInUse ? remove(oldPath) : destroy(oldPath)
        }
        for name in PersonalFolder.files where access("\(nextPath)/\(name)", F_OK) == 0 {
            try destroy("\(nextPath)/\(name)")
        }
        guard rmdir(nextPath) == 0 || errno == ENOENT else { throw .personalStore(nextPath) }
        try PersonalFolder.synchronise(path)
    }

    private func remove(_ file: String) throws(LedgerError) {
        guard unlink(file) == 0 else { throw .personalStore(file) }
    }

    /// Overwrites a file, waits for the disk, and takes its name away.
    private func destroy(_ file: String) throws(LedgerError) {
        let descriptor = open(file, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .personalStore(file) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .personalStore(file) }
        let zeros = [UInt8](repeating: 0, count: 65_536)
        var done: off_t = 0
        while done < status.st_size {
            let count = pwrite(descriptor, zeros, min(zeros.count, Int(status.st_size - done)), done)
            guard count > 0 else { throw .personalStore(file) }
            done += off_t(count)
        }
        guard fsync(descriptor) == 0 else { throw .personalStore(file) }
        try remove(file)
    }

    /// Makes the names in a folder durable.
    private static func synchronise(_ folder: String) throws(LedgerError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .personalStore(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .personalStore(folder) }
    }
}
