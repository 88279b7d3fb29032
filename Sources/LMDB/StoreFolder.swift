import Glibc
import Primitives

/// A store's folder as it is found before LMDB touches it.
struct StoreFolder {
    let path: String
    let mode: Environment.Mode
    let identity: OpenStores.Folder

    /// Looks at the folder, and makes it where it is missing and may be made.
    init(path: String, mode: Environment.Mode) throws(LedgerError) {
        let creates = mode == .readWrite(create: true)
        var status = stat()
        var found = unsafe stat(path, &status)
        if found != 0, errno == ENOENT, creates {
            guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .system(errno, .writing, path) }
            try StoreFolder.synchronise(path + "/..")
            found = unsafe stat(path, &status)
        }
        guard found == 0 else { throw .system(errno, .opening, path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .notADirectory(path) }
        self.path = path
        self.mode = mode
        identity = OpenStores.Folder(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        // Nothing of ours, the lock's file included, may appear in a folder that is no store.
        guard unsafe creates || access(path + "/data.mdb", F_OK) == 0 else {
            throw errno == ENOENT ? .missingStore(path) : .system(errno, .opening, path)
        }
    }

    /// Checks `data.mdb`; true when it is yet to be made.
    func checkFile() throws(LedgerError) -> Bool {
        let file = path + "/data.mdb"
        let descriptor = unsafe open(file, (mode == .readOnly ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT, mode == .readWrite(create: true) { return true }
            throw errno == EISDIR ? .damagedStore(file, .badHeader) : .system(errno, .opening, file)
        }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .damagedStore(file, .badHeader)
        }
        try MetaPages.check(descriptor, path: file)
        return false
    }

    /// Gives a new `lock.mdb` its room on the disk before LMDB maps it.
    ///
    /// LMDB only lengthens the file, and on a full disk the first touch of such a map stops the process. What was made
    /// before is left alone: a store is read on a full disk too. Anything but a full disk is for LMDB to tell.
    ///
    /// - Parameter readers: how many readers there is room for; LMDB adds what it needs beside them.
    /// - Throws: `store.full-disk`.
    func reserveLock(readers: UInt32) throws(LedgerError) {
        let descriptor = unsafe open(path + "/lock.mdb", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_size == 0 else { return }
        let number = posix_fallocate(descriptor, 0, off_t(readers) * StoreFolder.readerWidth)
        if number == ENOSPC || number == EDQUOT { throw .system(number, .writing, path) }
    }

    /// The bytes that LMDB keeps of one reader, a line of the processor's cache.
    private static let readerWidth: off_t = 64

    /// Makes the names in a folder durable.
    static func synchronise(_ folder: String) throws(LedgerError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, .writing, folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno, .writing, folder) }
    }
}
