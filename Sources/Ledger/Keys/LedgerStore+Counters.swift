import LMDB
public import Primitives

extension LedgerStore {
    /// The counter that a key's next statement may carry: one more than the highest that the log has of it.
    public func nextCounter(of key: KeyID) throws(LedgerError) -> Int64 {
        try environment.read { (view) throws(LedgerError) -> Int64 in
            guard let stored = try tables.counters.value(at: key, in: view) else { return 1 }
            guard let record = CounterRecord(stored: stored) else { throw tables.counters.damagedRecord(in: view) }
            return Int64(clamping: record.highest) + 1
        }
    }
}
