import LMDB
import Primitives
import Transparency

extension LogCheck {
    /// A size at which the root is known from a signature.
    struct KnownRoot {
        let size: UInt64
        let root: Digest
        let isOutside: Bool
    }

    /// The roots known for sizes that the next entries pass, smallest first.
    mutating func checkpoints(
        upTo end: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [KnownRoot] {
        var known = trust.outside.filter { $0.size > size && $0.size <= end }
            .map { KnownRoot(size: $0.size, root: $0.root, isOutside: true) }
        for (size, note) in try storedNotes(from: size + 1, to: end, in: view) {
            do throws(NoteDefect) {
                let checkpoint = try trust.stored(note)
                guard checkpoint.size == size, checkpoint.origin.isSame(as: store.identity.origin) else {
                    throw .notACheckpoint
                }
                known.append(KnownRoot(size: size, root: checkpoint.root, isOutside: false))
            } catch {
                problems.add(.storedCheckpoint(size, error.phrase))
            }
        }
        if let kept = trust.kept, kept.size > size, kept.size <= end, !known.contains(where: { $0.size == kept.size }) {
            known.append(KnownRoot(size: kept.size, root: kept.root, isOutside: false))
        }
        return known.sorted { $0.size < $1.size }
    }

    private mutating func storedNotes(
        from first: UInt64, to last: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [(UInt64, [UInt8])] {
        var notes: [(UInt64, [UInt8])] = []
        let tables = tables
        _ = try reading(near: first) { () throws(LedgerError) -> Void? in
            try tables.checkpoints.scan(from: first, in: view) { (size, note) throws(LedgerError) -> ScanStep in
                guard size <= last else { return .stop }
                notes.append((size, [UInt8](copying: note)))
                return .goOn
            }
        }
        return notes
    }

    /// The checkpoints over less than what was read, where reading began behind them, and over more than there is.
    mutating func checkOtherCheckpoints(in view: borrowing ReadTransaction) throws(LedgerError) {
        let store = store
        for checkpoint in trust.outside {
            if checkpoint.size > size {
                problems.add(.tail(size: size, checkpoint: checkpoint.size, isOutside: true))
            } else if checkpoint.size <= start, checkpoint.size > 0 {
                let root = try reading(near: checkpoint.size) { () throws(LedgerError) -> Digest? in
                    try store.root(size: checkpoint.size, in: view)
                }
                if root != checkpoint.root { problems.add(.rewritten(size: checkpoint.size, isOutside: true)) }
            }
        }
        if let kept = trust.kept, kept.size > size {
            problems.add(.tail(size: size, checkpoint: kept.size, isOutside: false))
        }
        for (stored, note) in try storedNotes(from: size + 1, to: .max, in: view) {
            do throws(NoteDefect) {
                let checkpoint = try trust.stored(note)
                problems.add(.tail(size: size, checkpoint: checkpoint.size, isOutside: false))
            } catch {
                problems.add(.storedCheckpoint(stored, error.phrase))
            }
        }
    }
}
