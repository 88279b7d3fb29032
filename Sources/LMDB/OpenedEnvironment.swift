import CLMDB
import Glibc
import Primitives

/// LMDB's environment, opened, with its tables: the steps of opening.
@safe struct OpenedEnvironment {
    let handle: OpaquePointer
    let pageSize: UInt64
    let inode: UInt64
    let tables: [String: UInt32]

    /// Opens the environment; nothing stays open when it throws.
    init(folder: StoreFolder, tables: [String], options: Environment.Options, isNew: Bool) throws(LedgerError) {
        let handle = unsafe try OpenedEnvironment.open(folder, tables: tables.count, options: options)
        do throws(LedgerError) {
            unsafe mdb_reader_check(handle, nil)
            self.tables = unsafe try OpenedEnvironment.openTables(tables, of: handle, folder: folder)
            if isNew { try StoreFolder.synchronise(folder.path) }
            var statistics = MDB_stat()
            unsafe mdb_env_stat(handle, &statistics)
            pageSize = UInt64(statistics.ms_psize)
            var descriptor: Int32 = -1
            var status = stat()
            guard unsafe mdb_env_get_fd(handle, &descriptor) == 0, unsafe fstat(descriptor, &status) == 0 else {
                throw LedgerError.system(errno, .opening, folder.path)
            }
            inode = UInt64(status.st_ino)
            unsafe self.handle = handle
        } catch {
            unsafe mdb_env_close(handle)
            throw error
        }
    }

    /// Opens with the reservation asked for, or with the largest half of a half of it that the system grants.
    private static func open(
        _ folder: StoreFolder, tables: Int, options: Environment.Options
    ) throws(LedgerError) -> OpaquePointer {
        try folder.reserveLock(readers: options.readers)
        let flags = MDB_NOTLS | MDB_NORDAHEAD | (folder.mode == .readOnly ? MDB_RDONLY : 0)
        var reservation = max(options.reservation, 1 << 16)
        while true {
            var created: OpaquePointer?
            var status = unsafe mdb_env_create(&created)
            guard status == 0, let handle = unsafe created else { throw .store(status, .opening, folder.path) }
            unsafe mdb_env_set_assert(handle, DamageGuard.assertion)
            status = unsafe mdb_env_set_maxreaders(handle, options.readers)
            if status == 0 { status = unsafe mdb_env_set_maxdbs(handle, UInt32(max(tables, 1))) }
            if status == 0 { status = unsafe mdb_env_set_mapsize(handle, Int(clamping: reservation)) }
            if status == 0 { status = unsafe mdb_env_open(handle, folder.path, UInt32(flags), 0o644) }
            if status == 0 { return unsafe handle }
            unsafe mdb_env_close(handle)
            guard status == ENOMEM, reservation > 1 << 20 else { throw .store(status, .opening, folder.path) }
            reservation /= 2
        }
    }

    /// Opens all tables in one transaction: handles of a transaction that is not committed are not kept.
    private static func openTables(
        _ names: [String], of handle: OpaquePointer, folder: StoreFolder
    ) throws(LedgerError) -> [String: UInt32] {
        let creates = folder.mode == .readWrite(create: true)
        var begun: OpaquePointer?
        var status = unsafe mdb_txn_begin(handle, nil, creates ? 0 : UInt32(MDB_RDONLY), &begun)
        guard status == 0, let transaction = unsafe begun else { throw .store(status, .opening, folder.path) }
        var tables: [String: UInt32] = [:]
        for name in names {
            var number: MDB_dbi = 0
            status = unsafe mdb_dbi_open(transaction, name, creates ? UInt32(MDB_CREATE) : 0, &number)
            guard status == 0 else {
                unsafe mdb_txn_abort(transaction)
                throw status == MDB_NOTFOUND
                    ? .missingTable(folder.path, name) : .store(status, creates ? .writing : .opening, folder.path)
            }
            tables[name] = number
        }
        status = unsafe mdb_txn_commit(transaction)
        guard status == 0 else { throw .store(status, creates ? .writing : .opening, folder.path) }
        return tables
    }
}
