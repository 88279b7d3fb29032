import CLMDB
import Glibc
public import Primitives

extension Environment {
    /// Copies everything that is committed now into an empty folder, without its free pages, while others go on
    /// writing; durable on return.
    ///
    /// - Parameters:
    ///   - folder: An empty folder.
    ///   - view: Stays while it is copied, and makes sure that the map covers what another process has committed.
    /// - Throws: `store.damaged`, `store.full-disk`, `store.busy`, `store.io`.
    public func copy(to folder: String, in view: borrowing ReadTransaction) throws(LedgerError) {
        let status = unsafe mdb_env_copy2(handle, folder, UInt32(MDB_CP_COMPACT))
        guard status == 0 else { throw .store(status, .writing, folder) }
        let file = unsafe open(folder + "/data.mdb", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .system(errno, .writing, folder) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .system(errno, .writing, folder) }
        try StoreFolder.synchronise(folder)
    }
}
