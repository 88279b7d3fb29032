import Exam
import LMDB
public import Primitives
import Transparency

extension LedgerStore {
    /// The newest stream index that ends a checkpoint; `nil` where there is none.
    ///
    /// Reads the ledger's own stream from its end; the log is not scanned.
    public func committedIndex() throws(LedgerError) -> CommittedIndex? {
        guard let head = try head(of: .ledger) else { return nil }
        var position = head.count
        var reading = EntryReading(of: identity)
        while position > 0 {
            position -= 1
            guard let index = try index(of: .ledger, at: position), let bytes = try entry(at: index),
                case .indexCommitted? = reading.statement(in: bytes.span)?.payload,
                let checkpoint = try checkpoint(size: index + 1)
            else { continue }
            let entry = ProvedEntry(bytes: bytes, inclusion: try path(of: index, under: checkpoint))
            var problems: [VerificationProblem] = []
            if let committed = CommittedIndex(entry, under: checkpoint, &reading, &problems) { return committed }
        }
        return nil
    }

    /// The proofs in a committed index, computed from the tables.
    ///
    /// - Throws: `store.damaged` where the tables give another index than the one that was committed to.
    public func prover(of index: CommittedIndex) throws(LedgerError) -> StreamIndex.Prover {
        let prover = StreamIndex.Prover(try streamIndex(size: index.size))
        guard prover.root == index.root else { throw .damagedEntry(index.size) }
        return prover
    }

    /// An entry under a checkpoint.
    func proved(_ index: UInt64, under checkpoint: TrustedCheckpoint) throws(LedgerError) -> ProvedEntry {
        guard let bytes = try entry(at: index) else { throw .damagedEntry(index) }
        return ProvedEntry(bytes: bytes, inclusion: try path(of: index, under: checkpoint))
    }

    private func path(of index: UInt64, under checkpoint: TrustedCheckpoint) throws(LedgerError) -> [Digest] {
        guard let proof = try inclusionProof(index: index, size: checkpoint.size) else { throw .damagedEntry(index) }
        return proof.path
    }

    /// The index of a stream's entry at a position.
    private func index(of stream: StreamName, at position: UInt64) throws(LedgerError) -> UInt64? {
        try environment.read { (view) throws(LedgerError) -> UInt64? in
            guard let ordinal = try ordinal(of: stream.text, in: view) else { return nil }
            return try tables.postings.number(at: PairKey(ordinal, position), in: view)
        }
    }
}
