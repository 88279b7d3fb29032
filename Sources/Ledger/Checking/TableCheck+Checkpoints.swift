import LMDB
import Primitives
import Transparency

extension TableCheck {
    /// The roots known for sizes that the next entries pass, smallest first.
    func roots(
        upTo end: UInt64, _ log: inout LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [LogCheck.KnownRoot] {
        let trust = log.trust
        var known = trust.outsideRoots(behind: log.size, upTo: end)
        for (size, note) in try storedNotes(from: log.size + 1, to: end, &log, in: view) {
            do throws(NoteDefect) {
                let checkpoint = try trust.stored(note)
                guard checkpoint.size == size, checkpoint.origin.isSame(as: log.identity.origin) else {
                    throw .notACheckpoint
                }
                known.append(LogCheck.KnownRoot(size: size, root: checkpoint.root, isOutside: false))
            } catch {
                log.problems.add(.storedCheckpoint(size, error.phrase))
            }
        }
        if let kept = trust.kept, kept.size > log.size, kept.size <= end,
            !known.contains(where: { $0.size == kept.size })
        {
            known.append(LogCheck.KnownRoot(size: kept.size, root: kept.root, isOutside: false))
        }
        return known.sorted { $0.size < $1.size }
    }

    private func storedNotes(
        from first: UInt64, to last: UInt64, _ log: inout LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [(UInt64, [UInt8])] {
        var notes: [(UInt64, [UInt8])] = []
        let tables = tables
        _ = try log.reading(near: first) { () throws(LedgerError) -> Void? in
            try tables.checkpoints.scan(from: first, in: view) { (size, note) throws(LedgerError) -> ScanStep in
                guard size <= last else { return .stop }
                notes.append((size, [UInt8](copying: note)))
                return .goOn
            }
        }
        return notes
    }

    /// The checkpoints over less than what was read, where reading began behind them, and over more than there is.
    func checkOtherCheckpoints(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let (store, size, trust) = (store, log.size, log.trust)
        for checkpoint in trust.outside {
            if checkpoint.size > size {
                log.problems.add(.tail(size: size, checkpoint: checkpoint.size, isOutside: true))
            } else if checkpoint.size <= log.start, checkpoint.size > 0 {
                let root = try log.reading(near: checkpoint.size) { () throws(LedgerError) -> Digest? in
                    try store.root(size: checkpoint.size, in: view)
                }
                if root != checkpoint.root { log.problems.add(.rewritten(size: checkpoint.size, isOutside: true)) }
            }
        }
        if let kept = trust.kept, kept.size > size {
            log.problems.add(.tail(size: size, checkpoint: kept.size, isOutside: false))
        }
        for (stored, note) in try storedNotes(from: size + 1, to: .max, &log, in: view) {
            do throws(NoteDefect) {
                let checkpoint = try trust.stored(note)
                log.problems.add(.tail(size: size, checkpoint: checkpoint.size, isOutside: false))
            } catch {
                log.problems.add(.storedCheckpoint(stored, error.phrase))
            }
        }
    }
}
