import CLMDB
public import Primitives

extension Table {
    /// The bytes under a key, in place; `nil` when there is no such record.
    ///
    /// - Throws: `store.damaged` when a page on the way, or the record, is not what was written.
    @_lifetime(copy transaction)
    public func value(at key: Key, in transaction: borrowing ReadTransaction) throws(LedgerError) -> Span<UInt8>? {
        checkOwner(transaction.environment)
        var value = unsafe MDB_val()
        let handle = unsafe transaction.handle
        let status = unsafe try withKey(key) { (key) throws(LedgerError) -> Int32 in
            unsafe mdb_get(handle, number, &key, &value)
        }
        if status == MDB_NOTFOUND { return nil }
        guard status == 0 else { throw .store(status, .reading, transaction.environment.path) }
        return unsafe try span(of: value, in: transaction)
    }

    /// The number under a key of a table whose records are 8 big-endian bytes; `nil` when there is no such record.
    ///
    /// - Throws: `store.damaged` when the record has another width.
    public func number(at key: Key, in transaction: borrowing ReadTransaction) throws(LedgerError) -> UInt64? {
        guard let value = try value(at: key, in: transaction) else { return nil }
        guard let number = UInt64(tableKey: value) else { throw damagedRecord(in: transaction) }
        return number
    }

    /// Whether there is a record under a key.
    public func contains(_ key: Key, in transaction: borrowing ReadTransaction) throws(LedgerError) -> Bool {
        try value(at: key, in: transaction) != nil
    }

    /// How many records there are, as the table's root says; constant time.
    public func count(in transaction: borrowing ReadTransaction) throws(LedgerError) -> UInt64 {
        checkOwner(transaction.environment)
        var statistics = MDB_stat()
        let status = unsafe mdb_stat(transaction.handle, number, &statistics)
        guard status == 0 else { throw .store(status, .reading, transaction.environment.path) }
        return UInt64(statistics.ms_entries)
    }

    /// The last key; `nil` when the table is empty.
    public func lastKey(in transaction: borrowing ReadTransaction) throws(LedgerError) -> Key? {
        var last: Key?
        try scan(.backward, in: transaction) { (key, _) throws(LedgerError) -> ScanStep in
            last = key
            return .stop
        }
        return last
    }

    /// The error for a record that this program cannot have written.
    public func damagedRecord(in transaction: borrowing ReadTransaction) -> LedgerError {
        .damagedStore(transaction.environment.dataPath, .badRecord(table: name))
    }

    /// The bytes that LMDB points at, after a check that they lie in committed pages.
    @_lifetime(copy transaction)
    func span(of value: MDB_val, in transaction: borrowing ReadTransaction) throws(LedgerError) -> Span<UInt8> {
        let readable = transaction.readable
        let count = unsafe Int(clamping: value.mv_size)
        if readable.start != 0 {
            let start = unsafe UInt(bitPattern: value.mv_data)
            guard start >= readable.start, start <= readable.end, UInt(count) <= readable.end - start else {
                throw .damagedStore(transaction.environment.dataPath, .badPage)
            }
        }
        let bytes = unsafe UnsafeBufferPointer(
            start: value.mv_data.map { unsafe UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }, count: count)
        return unsafe _overrideLifetime(Span(_unsafeElements: bytes), copying: transaction)
    }
}
