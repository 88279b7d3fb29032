import LMDB
import Primitives
import Transparency

extension LogCheck {
    /// A check of a store from entry 0 on.
    init(_ store: LedgerStore, _ trust: VerificationTrust) {
        self.init(store.identity, trust, store)
    }

    /// A check of a store that goes on behind a checkpoint; `nil` where the log does not continue it, so that all must
    /// be read.
    init?(
        _ store: LedgerStore, _ trust: VerificationTrust, behind checkpoint: TrustedCheckpoint?,
        _ registry: KeyRegistry
    ) throws(LedgerError) {
        guard let checkpoint, checkpoint.size > 0 else { return nil }
        let known: (GrowingTree, Instant)?
        do throws(LedgerError) {
            known = try store.environment.read { (view) throws(LedgerError) -> (GrowingTree, Instant)? in
                guard checkpoint.size <= (try store.size(in: view)) else { return nil }
                let tree = try store.growingTree(size: checkpoint.size, in: view)
                guard tree.root == checkpoint.root,
                    let entry = try store.tables.entries.value(at: checkpoint.size - 1, in: view),
                    let header = EntryHeader(entry: entry)
                else { return nil }
                return (tree, header.receivedAt)
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
            return nil
        }
        guard let (tree, last) = known else { return nil }
        self.init(
            store.identity, trust, store, tree: tree, registry: KeyRegistry(registry, asOf: checkpoint.size),
            last: last)
    }
}

extension KeyRegistry {
    /// What a registry was when the log had a size.
    init(_ registry: KeyRegistry, asOf size: UInt64) {
        self = registry
        guard registry.unordered.contains(where: { $0.value.contains { $0.changed(from: size) } }) else { return }
        self.init()
        for (keyID, records) in registry.unordered {
            let then = records.filter { $0.enrolledAt < size }.map { record in
                var record = record
                if let revoked = record.revokedAt, revoked >= size { record.revokedAt = nil }
                return record
            }
            if !then.isEmpty { restore(keyID, then) }
        }
    }
}

extension LedgerStore {
    /// The registry as the table keeps it; a record that cannot be read is left out.
    func storedRegistry(in view: borrowing ReadTransaction) throws(LedgerError) -> KeyRegistry {
        var registry = KeyRegistry()
        do throws(LedgerError) {
            try tables.keys.scan(in: view) { (keyID, bytes) throws(LedgerError) -> ScanStep in
                if let records = Enrolment.records(stored: bytes) { registry.restore(keyID, records) }
                return .goOn
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
        }
        return registry
    }
}
