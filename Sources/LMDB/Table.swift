import CLMDB
import Primitives

/// A table of a store: records of bytes under keys of one kind, in the order of their keys' bytes.
///
/// Asked from `Environment.table(_:keyedBy:)`, and used only in transactions of that environment.
public struct Table<Key: TableKey>: Sendable {
    /// The table's name in the store.
    public let name: String
    let number: UInt32
    let environment: ObjectIdentifier

    /// Stops the process when a table of one store is used in a transaction of another: a defect of ours.
    func checkOwner(_ other: Environment) {
        precondition(environment == ObjectIdentifier(other), "the table \(name) belongs to another environment")
    }

    /// Lends the bytes of a key to LMDB, which does not change them.
    func withKey<R>(
        _ key: Key, _ body: (inout MDB_val) throws(LedgerError) -> R
    ) throws(LedgerError) -> R {
        try key.withTableKey { (bytes) throws(LedgerError) -> R in
            guard (1...511).contains(bytes.count) else { throw .badKey(table: name, length: bytes.count) }
            var value = unsafe MDB_val(bytes)
            return unsafe try body(&value)
        }
    }
}

extension MDB_val {
    /// The bytes of a span, for as long as the span is borrowed.
    init(_ bytes: borrowing Span<UInt8>) {
        let pointer = unsafe bytes.withUnsafeBufferPointer { $0.baseAddress }
        unsafe self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: pointer))
    }
}
