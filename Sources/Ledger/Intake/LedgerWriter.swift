public import Exam
import LMDB
public import Primitives
public import Signing
import Synchronization

/// The one writer of a ledger: it puts batches in order, applies them, and answers when they are on the disk.
public final class LedgerWriter: Sendable {
    /// The ledger.
    public let store: LedgerStore
    private let platformKey: SigningKey
    /// The answerer as it was given: what it learns is kept by the sequencer, and forgotten with it.
    private let answerer: (any Answerer)?
    /// The sequencer between batches; absent while a batch runs and after one failed, when it is read anew.
    private let sequencer: Mutex<Sequencer?>

    /// A writer that signs the ledger's own statements with its platform key.
    ///
    /// - Parameter answerer: says for the platform what follows from what is appended, in the same transaction.
    /// - Throws: `ledger.key` where the key is not enrolled as this ledger's platform, `ledger.behind` where the log
    ///   does not continue the newest checkpoint that was signed over it.
    public init(
        _ store: LedgerStore, platformKey: SigningKey, answerer: (any Answerer)? = nil
    ) throws(LedgerError) {
        self.store = store
        self.platformKey = platformKey
        self.answerer = answerer
        let first = try Sequencer(store, platformKey: platformKey, answerer: answerer)
        let enrolments = first.state.registry.enrolments(of: platformKey.publicKey.id)
        guard enrolments.contains(where: { $0.role == .platform && $0.revokedAt == nil }) else {
            throw .wrongKey(Phrase(en: "platform key", zh: "平台密钥"), held: platformKey.name)
        }
        if let newest = try store.newestCheckpoint() {
            try store.checkContinues(newest, size: first.state.size, frontier: first.state.tree.frontier)
        }
        sequencer = Mutex(first)
    }

    /// The keys that the log knows, for checking signatures in front of the writer.
    public func keyDirectory() throws(LedgerError) -> KeyDirectory {
        try sequencer.withLock { (held) throws(LedgerError) -> KeyDirectory in
            if held == nil { held = try Sequencer(store, platformKey: platformKey, answerer: answerer) }
            return KeyDirectory(held?.state.registry ?? KeyRegistry())
        }
    }

    /// Applies a batch; what it answers is durable when it returns, personal values beside its lines included.
    ///
    /// Values are kept only once their entry is on the disk. Where keeping them fails, the error is thrown though the
    /// entries stand: the same lines sent again get their original receipts, and the values are kept then.
    ///
    /// One refused line never disturbs the others. When the store fails, nothing of the batch is kept and the error
    /// is thrown; the writer reads its state anew with the next batch.
    public func append(_ batch: Batch) throws(LedgerError) -> [LineOutcome] {
        // Opened first: a store that cannot be used is found before anything is appended.
        let personal = batch.hasDisclosures ? try personalStore() : nil
        let outcomes = try write { (sequencer, transaction) throws(LedgerError) -> [LineOutcome] in
            try sequencer.apply(batch, in: &transaction)
        }
        try personal?.keep(batch.values(outcomes))
        return outcomes
    }

    /// The personal store, for as long as a batch needs it: whoever destroys a key waits for nobody.
    private func personalStore() throws(LedgerError) -> PersonalStore {
        try PersonalStore(PersonalFolder(beside: store.directory, .shared), forWriting: true)
    }

    /// Appends what the clock brings in some streams, of sittings and of candidates; what it returns is durable.
    ///
    /// - Parameter moment: the machine's clock; in a ledger whose clock is imported, the time that the entries get. A
    ///   moment before the last entry counts as that of the last entry.
    public func tick(_ streams: [StreamName], at moment: Instant) throws(LedgerError) -> [Said] {
        try write { (sequencer, transaction) throws(LedgerError) -> [Said] in
            try sequencer.tick(streams, at: moment, in: &transaction)
        }
    }

    /// Appends the index of all streams as the log stands (formats.md §6); what it returns is durable.
    ///
    /// - Parameter moment: the machine's clock; in a ledger whose clock is imported, the time that the entry gets. A
    ///   moment before the last entry counts as that of the last entry.
    public func commitIndex(at moment: Instant) throws(LedgerError) -> (receipt: Receipt, index: IndexCommitted) {
        let committed = try write { (sequencer, transaction) throws(LedgerError) -> IndexCommitment in
            try sequencer.commitIndex(of: store, at: moment, in: &transaction)
        }
        return (committed.receipt, committed.index)
    }

    private func write<Result: Sendable>(
        _ body: (inout Sequencer, inout WriteTransaction) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result {
        try sequencer.withLock { (held) throws(LedgerError) -> Result in
            var sequencer: Sequencer
            if let ready = held.take() {
                sequencer = ready
            } else {
                sequencer = try Sequencer(store, platformKey: platformKey, answerer: answerer)
            }
            let result = try store.environment.write { (transaction) throws(LedgerError) -> Result in
                try body(&sequencer, &transaction)
            }
            held = sequencer
            return result
        }
    }
}
