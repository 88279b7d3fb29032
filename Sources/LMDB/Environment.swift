import CLMDB
public import Primitives
import Synchronization

/// One store: a folder with LMDB's `data.mdb` and `lock.mdb`, and the tables in it.
///
/// Opened once in a process for a folder, read by any number of threads, written by one at a time. A write that
/// returned is on the disk: no flag that weakens that is ever set (storage.md 4.3).
///
/// Sendable without the compiler's proof, because of these invariants: `handle` is set once and closed only in
/// `deinit`, when no transaction can be running (each holds a reference); LMDB's calls on it are safe from any thread
/// under `MDB_NOTLS`, save for resizing the map, which `transactions` keeps apart from every transaction; `tables` is
/// filled before the environment is handed out.
@safe public final class Environment: @unchecked Sendable {
    /// What may be done with a store.
    public enum Mode: Hashable, Sendable {
        /// Read and write; with `create`, the folder, the file and the tables are made where they are missing.
        case readWrite(create: Bool)
        /// Read only.
        case readOnly
    }

    /// The sizes a store is opened with.
    public struct Options: Hashable, Sendable {
        /// The bytes of address space to reserve; halved until the system grants it.
        ///
        /// It uses no memory and no disk.
        public var reservation: UInt64
        /// How many read transactions, of all processes, may run at the same time.
        public var readers: UInt32

        /// Sizes for a store, 1 TiB and 1,024 readers unless told otherwise.
        public init(reservation: UInt64 = 1 << 40, readers: UInt32 = 1024) {
            self.reservation = reservation
            self.readers = readers
        }
    }

    /// The folder, as it was named at opening.
    public let path: String
    /// What may be done with it.
    public let mode: Mode

    let handle: OpaquePointer
    let pageSize: UInt64
    let inode: UInt64
    let claim: OpenStores.Claim
    private let lock: WriterLock?
    private let writing = Mutex<Void>(())
    /// How many transactions run; below zero while the map is replaced.
    private let transactions = Atomic<Int>(0)
    private let tables: [String: UInt32]
    private let pages = PageBudget()

    /// Opens a store with the tables it must have.
    ///
    /// - Parameters:
    ///   - path: The folder. Its parent must exist.
    ///   - mode: What may be done; writing takes `writer.lock` of the folder until the environment is gone.
    ///   - tables: The names of all tables that will be asked for with `table(_:keyedBy:)`.
    ///   - options: Sizes.
    /// - Throws: `store.missing`, `store.not-a-directory`, `store.permission`, `store.damaged`, `store.version`,
    ///   `store.busy`, `store.full-disk`, `store.io`.
    public init(path: String, mode: Mode, tables: [String], options: Options = Options()) throws(LedgerError) {
        let folder = try StoreFolder(path: path, mode: mode)
        guard let claim = OpenStores.Claim(folder.identity) else { throw .alreadyOpen(path) }
        let lock: WriterLock? = mode == .readOnly ? nil : try WriterLock(folder: path)
        let isNew = try folder.checkFile()
        let opened = try OpenedEnvironment(folder: folder, tables: tables, options: options, isNew: isNew)
        unsafe handle = opened.handle
        pageSize = opened.pageSize
        inode = opened.inode
        self.tables = opened.tables
        self.path = path
        self.mode = mode
        self.claim = claim
        self.lock = lock
        recordMap()
    }

    deinit {
        unsafe mdb_env_close(handle)
    }

    /// The table of a name that was given at opening.
    ///
    /// - Precondition: The name was among the tables at opening.
    public func table<Key: TableKey>(_ name: String, keyedBy key: Key.Type) -> Table<Key> {
        guard let number = tables[name] else { preconditionFailure("the table \(name) was not opened") }
        return Table(name: name, number: number, environment: ObjectIdentifier(self))
    }

    /// Reads what was committed, in one unchanging view.
    ///
    /// A long view keeps the pages it sees from being used again, so read in slices where there is much to read.
    ///
    /// - Throws: What `body` throws; `store.busy` when all places for readers are taken, `store.io`.
    public func read<R: ~Copyable>(
        _ body: (borrowing ReadTransaction) throws(LedgerError) -> R
    ) throws(LedgerError) -> R {
        let transaction = unsafe try begin(UInt32(MDB_RDONLY))
        let readable = readableRange()
        defer {
            unsafe mdb_txn_abort(transaction)
            // The map is not moved while this is counted as a transaction.
            pages.settle(readable)
            transactions.subtract(1, ordering: .releasing)
        }
        return unsafe try body(ReadTransaction(transaction, of: self, readable: readable))
    }

    /// Changes the store: durable when it returns, undone when it throws.
    ///
    /// One write runs at a time; another thread's waits. A write inside of a write of the same thread stops the process.
    ///
    /// - Precondition: The environment was opened for writing.
    /// - Throws: What `body` throws; `store.full-map`, `store.full-disk`, `store.io`.
    public func write<R: ~Copyable>(
        _ body: (inout WriteTransaction) throws(LedgerError) -> R
    ) throws(LedgerError) -> R {
        precondition(mode != .readOnly, "the environment was opened for reading")
        return try writing.withLock { (_) throws(LedgerError) -> R in
            let handle = unsafe try begin(0)
            defer {
                pages.settle(readableRange())
                transactions.subtract(1, ordering: .releasing)
            }
            var transaction = unsafe WriteTransaction(handle, of: self)
            let result: R
            do throws(LedgerError) {
                result = try body(&transaction)
            } catch {
                unsafe mdb_txn_abort(handle)
                throw error
            }
            let status = unsafe mdb_txn_commit(handle)
            guard status == 0 else { throw .store(status, .writing, path) }
            coverLastPage()
            return result
        }
    }

    /// Begins a transaction, counted in `transactions` unless it throws.
    private func begin(_ flags: UInt32) throws(LedgerError) -> OpaquePointer {
        var triedReaders = false
        var triedMap = false
        while true {
            while transactions.add(1, ordering: .acquiring).newValue <= 0 {
                transactions.subtract(1, ordering: .relaxed)
                yieldProcessor()
            }
            var transaction: OpaquePointer?
            let status = unsafe mdb_txn_begin(handle, nil, flags, &transaction)
            if status == 0, let transaction = unsafe transaction { return unsafe transaction }
            transactions.subtract(1, ordering: .releasing)
            if status == MDB_READERS_FULL, !triedReaders {
                triedReaders = true
                unsafe mdb_reader_check(handle, nil)
            } else if status == MDB_MAP_RESIZED, !triedMap {
                triedMap = true
                try followGrowth()
            } else {
                throw .store(status, flags == 0 ? .writing : .reading, path)
            }
        }
    }

    /// Maps more because another process made the file grow, when no transaction of this process runs.
    private func followGrowth() throws(LedgerError) {
        let closed = Int.min / 2
        guard transactions.compareExchange(expected: 0, desired: closed, ordering: .acquiring).exchanged else {
            throw .store(MDB_MAP_RESIZED, .reading, path)
        }
        defer { transactions.subtract(closed, ordering: .releasing) }
        try enlargeMap()
    }
}
