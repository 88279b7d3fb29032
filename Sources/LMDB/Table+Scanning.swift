import CLMDB
public import Primitives

/// Whether a scan goes on after a record.
public enum ScanStep: Hashable, Sendable {
    /// On to the next record.
    case goOn
    /// No further.
    case stop
}

/// Which way a scan goes.
public enum ScanDirection: Hashable, Sendable {
    /// From smaller keys to larger ones.
    case forward
    /// From larger keys to smaller ones.
    case backward
}

extension Table {
    /// Walks the records in the order of their keys, both key and value read in place.
    ///
    /// - Parameters:
    ///   - direction: Which way.
    ///   - start: Where to begin: forward at the first key not below it, backward at the last key not above it. Without
    ///     it, at the end that the direction begins with.
    ///   - transaction: The view to walk.
    ///   - body: Called with each record until it answers `stop`.
    /// - Throws: What `body` throws; `store.damaged` when a page cannot be followed, a key is of another width, or a
    ///   whole walk meets another number of records than the table says: a scan never ends early in silence.
    public func scan(
        _ direction: ScanDirection = .forward, from start: Key? = nil, in transaction: borrowing ReadTransaction,
        _ body: (Key, Span<UInt8>) throws(LedgerError) -> ScanStep
    ) throws(LedgerError) {
        checkOwner(transaction.environment)
        var opened: OpaquePointer?
        var status = unsafe mdb_cursor_open(transaction.handle, number, &opened)
        guard status == 0, let cursor = unsafe opened else {
            throw .store(status, .reading, transaction.environment.path)
        }
        defer { unsafe mdb_cursor_close(cursor) }
        var key = unsafe MDB_val()
        var value = unsafe MDB_val()
        var seen: UInt64 = 0
        unsafe status = try place(cursor, direction, start, &key, &value)
        while status == 0 {
            seen += 1
            let keyBytes = unsafe try span(of: key, in: transaction)
            guard let decoded = Key(tableKey: keyBytes) else {
                throw damagedRecord(in: transaction)
            }
            let bytes = unsafe try span(of: value, in: transaction)
            if try body(decoded, bytes) == .stop { return }
            unsafe status = mdb_cursor_get(cursor, &key, &value, direction == .forward ? MDB_NEXT : MDB_PREV)
        }
        guard status == MDB_NOTFOUND else { throw .store(status, .reading, transaction.environment.dataPath) }
        if start == nil, try seen != count(in: transaction) {
            throw .damagedStore(transaction.environment.dataPath, .badPage)
        }
    }

    /// Puts a cursor on the first record of a scan.
    private func place(
        _ cursor: OpaquePointer, _ direction: ScanDirection, _ start: Key?, _ key: inout MDB_val,
        _ value: inout MDB_val
    ) throws(LedgerError) -> Int32 {
        guard let start else {
            return unsafe mdb_cursor_get(cursor, &key, &value, direction == .forward ? MDB_FIRST : MDB_LAST)
        }
        var found = unsafe MDB_val()
        var content = unsafe MDB_val()
        let (status, isBehind) = unsafe try withKey(start) { (wanted) throws(LedgerError) -> (Int32, Bool) in
            unsafe found = wanted
            let status = unsafe mdb_cursor_get(cursor, &found, &content, MDB_SET_RANGE)
            let order = unsafe status == 0 ? mdb_cmp(mdb_cursor_txn(cursor), number, &found, &wanted) : 0
            return (status, order > 0)
        }
        unsafe (key, value) = (found, content)
        guard direction == .backward else { return status }
        if status == MDB_NOTFOUND { return unsafe mdb_cursor_get(cursor, &key, &value, MDB_LAST) }
        return isBehind ? unsafe mdb_cursor_get(cursor, &key, &value, MDB_PREV) : status
    }
}
