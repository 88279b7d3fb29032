import CLMDB
public import Primitives

extension Table {
    /// Puts a record, in place of one with the same key.
    ///
    /// - Throws: `store.key`, `store.full-map`, `store.damaged`, `store.io`; the transaction can then only end.
    public func put(_ value: Span<UInt8>, at key: Key, in transaction: inout WriteTransaction) throws(LedgerError) {
        try check(store(value, at: key, 0, in: &transaction), transaction)
    }

    /// Puts a record of a number, as 8 big-endian bytes.
    public func put(_ number: UInt64, at key: Key, in transaction: inout WriteTransaction) throws(LedgerError) {
        try check(store(number, at: key, 0, in: &transaction), transaction)
    }

    /// Puts a record unless there is one with its key.
    ///
    /// - Returns: Whether it was put.
    public func insert(
        _ value: Span<UInt8>, at key: Key, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Bool {
        let status = try store(value, at: key, MDB_NOOVERWRITE, in: &transaction)
        if status == MDB_KEYEXIST { return false }
        try check(status, transaction)
        return true
    }

    /// Puts a record of a number unless there is one with its key.
    ///
    /// - Returns: Whether it was put.
    public func insert(
        _ number: UInt64, at key: Key, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Bool {
        let status = try store(number, at: key, MDB_NOOVERWRITE, in: &transaction)
        if status == MDB_KEYEXIST { return false }
        try check(status, transaction)
        return true
    }

    /// Puts a record after the last one; its pages end full.
    ///
    /// - Throws: `store.order` when its key does not come after the last one.
    public func append(_ value: Span<UInt8>, at key: Key, in transaction: inout WriteTransaction) throws(LedgerError) {
        let status = try store(value, at: key, MDB_APPEND, in: &transaction)
        if status == MDB_KEYEXIST { throw .outOfOrder(transaction.environment.path, table: name) }
        try check(status, transaction)
    }

    /// Puts a record of a number after the last one.
    ///
    /// - Throws: `store.order` when its key does not come after the last one.
    public func append(_ number: UInt64, at key: Key, in transaction: inout WriteTransaction) throws(LedgerError) {
        let status = try store(number, at: key, MDB_APPEND, in: &transaction)
        if status == MDB_KEYEXIST { throw .outOfOrder(transaction.environment.path, table: name) }
        try check(status, transaction)
    }

    /// Puts a record after the last one by filling its bytes in place, without a copy of its parts put together.
    ///
    /// - Parameters:
    ///   - count: How many bytes the record has.
    ///   - key: Its key.
    ///   - transaction: The transaction.
    ///   - fill: Writes every one of the bytes, which are zero before.
    /// - Throws: `store.order` when its key does not come after the last one.
    public func append(
        count: Int, at key: Key, in transaction: inout WriteTransaction,
        fill: (inout MutableSpan<UInt8>) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        checkOwner(transaction.environment)
        var reserved = unsafe MDB_val(mv_size: count, mv_data: nil)
        let handle = unsafe transaction.handle
        let status = unsafe try withKey(key) { (key) throws(LedgerError) -> Int32 in
            unsafe mdb_put(handle, number, &key, &reserved, UInt32(MDB_APPEND | MDB_RESERVE))
        }
        if status == MDB_KEYEXIST { throw .outOfOrder(transaction.environment.path, table: name) }
        try check(status, transaction)
        let bytes = unsafe UnsafeMutableRawBufferPointer(start: reserved.mv_data, count: count)
            .bindMemory(to: UInt8.self)
        unsafe bytes.update(repeating: 0)
        var span = unsafe MutableSpan(_unsafeElements: bytes)
        try fill(&span)
    }

    /// Takes a record out.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public func delete(_ key: Key, in transaction: inout WriteTransaction) throws(LedgerError) -> Bool {
        checkOwner(transaction.environment)
        let handle = unsafe transaction.handle
        let status = unsafe try withKey(key) { (key) throws(LedgerError) -> Int32 in
            unsafe mdb_del(handle, number, &key, nil)
        }
        if status == MDB_NOTFOUND { return false }
        try check(status, transaction)
        return true
    }

    /// Takes every record out.
    public func clear(in transaction: inout WriteTransaction) throws(LedgerError) {
        checkOwner(transaction.environment)
        try check(unsafe mdb_drop(transaction.handle, number, 0), transaction)
    }

    private func store(
        _ value: Span<UInt8>, at key: Key, _ flags: Int32, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Int32 {
        checkOwner(transaction.environment)
        var content = unsafe MDB_val(value)
        let handle = unsafe transaction.handle
        return unsafe try withKey(key) { (key) throws(LedgerError) -> Int32 in
            unsafe mdb_put(handle, number, &key, &content, UInt32(flags))
        }
    }

    private func store(
        _ value: UInt64, at key: Key, _ flags: Int32, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Int32 {
        try value.withTableKey { (bytes) throws(LedgerError) -> Int32 in
            try store(bytes, at: key, flags, in: &transaction)
        }
    }

    private func check(_ status: Int32, _ transaction: borrowing WriteTransaction) throws(LedgerError) {
        guard status == 0 else { throw .store(status, .writing, transaction.environment.path) }
    }
}
