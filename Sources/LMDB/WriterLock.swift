import Glibc
package import Primitives

/// The right to write to a store, held by one process at a time through `writer.lock` in its folder.
///
/// LMDB's own write lock makes a second writer wait without end. This one is asked first and answers at once; the
/// system lets go of it when the process ends, however it ends. Readers never touch it.
package struct WriterLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Takes the lock of a folder.
    ///
    /// - Throws: `store.busy` when another process holds it; `store.permission` when the folder cannot be written.
    package init(folder: String) throws(LedgerError) {
        let path = folder + "/writer.lock"
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(errno, .writing, path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            throw number == EWOULDBLOCK ? .busyStore(folder) : .system(number, .writing, path)
        }
        self.descriptor = descriptor
    }

    deinit {
        // Closing alone would leave the lock with a child process that is between its birth and its own program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
