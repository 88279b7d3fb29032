import Exam
import LMDB
import Primitives

/// An index that was appended.
struct IndexCommitment: Sendable {
    let receipt: Receipt
    let index: IndexCommitted
}

extension Sequencer {
    /// Says the index of all streams as of its own place in the log.
    mutating func commitIndex(
        of store: LedgerStore, at moment: Instant, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> IndexCommitment {
        if identity.clock == .ledger { try observe(moment, in: &transaction) }
        state.lastReceived = max(moment, state.lastReceived)
        let streams = try store.streamIndex(size: state.size, in: transaction.reading)
        let index = IndexCommitted(
            size: Int64(state.size), streams: Int64(streams.leaves.count), root: streams.root)
        let receipt = try say(Saying(.indexCommitted(index), in: .ledger), in: &transaction)
        try storeOpenTiles(in: &transaction)
        return IndexCommitment(receipt: receipt, index: index)
    }
}
