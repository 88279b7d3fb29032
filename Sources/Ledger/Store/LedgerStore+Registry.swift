import LMDB
public import Primitives

extension LedgerStore {
    /// The registry of keys, as the log stands.
    public func registry() throws(LedgerError) -> KeyRegistry {
        try environment.read { (view) throws(LedgerError) -> KeyRegistry in try registry(in: view) }
    }

    func registry(in view: borrowing ReadTransaction) throws(LedgerError) -> KeyRegistry {
        var registry = KeyRegistry()
        try tables.keys.scan(in: view) { (keyID, bytes) throws(LedgerError) -> ScanStep in
            guard let records = Enrolment.records(stored: bytes) else { throw tables.keys.damagedRecord(in: view) }
            registry.restore(keyID, records)
            return .goOn
        }
        return registry
    }
}
