import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// One run over a ledger.
struct Verification {
    /// How many entries a worker reads in one view.
    private static let slice: UInt64 = 64
    /// How many slices are under way at a time: it bounds the memory.
    private static let ahead = 64
    /// How far the last index may lie beyond the number of entries before the rest is not walked any more.
    private static let gapLimit: UInt64 = 65_536

    private let store: LedgerStore
    private let trust: VerificationTrust
    private let jobs: Int
    /// What the policy asks for and the ledger's checkpoints do not have.
    private let notes: [VerificationReport.Omission]

    init(_ store: LedgerStore, _ options: VerificationOptions) throws(LedgerError) {
        self.store = store
        trust = try VerificationTrust(store, options)
        notes = Verification.unwitnessed(store, options.policy)
        jobs = max(1, options.jobs ?? System.coreCount)
    }

    func run(progress: (UInt64, UInt64) -> Bool) throws(LedgerError) -> VerificationReport {
        let environment = store.environment
        let end = try environment.read { (view) throws(LedgerError) -> UInt64 in try self.end(in: view) }
        // The cores hash while this thread reads the registry.
        let prefix = trust.audited.map {
            HashedPrefix(of: store, upTo: $0.size, jobs: jobs, ahead: Verification.ahead)
        }
        let registry = try environment.read { (view) throws(LedgerError) -> KeyRegistry in
            try store.storedRegistry(in: view)
        }
        var log = try LogCheck(store, trust, behind: trust.start, registry) ?? LogCheck(store, trust)
        var tables = TableCheck(store)
        if !log.isWhole, let prefix = consume prefix { try log.take(prefix.finish { progress($0, end) }) }
        lazy var work = self.work(KnownKeys(KeyDirectory(registry)))
        try forEachSlice(of: log.size..<max(end, log.size), by: work) { (entries) throws(LedgerError) in
            try environment.read { (view) throws(LedgerError) in try take(entries, &log, &tables, in: view) }
            guard progress(log.size, end) else { throw .interrupted }
        }
        return try environment.read { (view) throws(LedgerError) -> VerificationReport in
            let end = try self.end(in: view)
            try forEachSlice(of: log.size..<max(end, log.size), by: work) { (entries) throws(LedgerError) in
                try take(entries, &log, &tables, in: view)
                guard progress(log.size, end) else { throw .interrupted }
            }
            log.finish()
            try tables.finish(&log, in: view)
            return try report(log, tables, in: view)
        }
    }

    private func take(
        _ entries: [CheckedEntry], _ log: inout LogCheck, _ tables: inout TableCheck,
        in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        let known = try tables.roots(upTo: log.size + UInt64(entries.count), &log, in: view)
        try log.take(entries, known)
        try tables.take(entries, &log, in: view)
    }

    /// How far to read; a key far behind all others is a gap that is not walked.
    private func end(in view: borrowing ReadTransaction) throws(LedgerError) -> UInt64 {
        let count = try store.tables.entries.count(in: view)
        return min(try store.size(in: view), count + Verification.gapLimit)
    }

    /// The check of slices, each by itself.
    private typealias Work = OrderedWork<Range<UInt64>, Result<[CheckedEntry], LedgerError>>

    private func work(_ keys: KnownKeys) -> Work {
        let store = store
        return Work(workers: jobs, makeWorker: { StoredEntries(store, keys) }) { check, slice in
            do throws(LedgerError) { return .success(try check.check(slice)) } catch { return .failure(error) }
        }
    }

    /// Has a range checked, a bounded number of slices ahead, and hands on each slice in its order.
    private func forEachSlice(
        of range: Range<UInt64>, by work: @autoclosure () -> Work, _ body: ([CheckedEntry]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        guard !range.isEmpty else { return }
        let work = work()
        var next = range.lowerBound
        while true {
            while next < range.upperBound, work.count < Verification.ahead {
                let end = min(range.upperBound, next + Verification.slice)
                work.put(next..<end)
                next = end
            }
            guard let entries = work.take() else { return }
            try body(entries.get())
        }
    }

    private func report(
        _ log: LogCheck, _ tables: TableCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> VerificationReport {
        var stream: String?
        if let first = log.problems.ordered.first, first.stream == nil, let index = first.index {
            do throws(LedgerError) {
                stream = try tables.postedStream(of: index, in: view)
            } catch {
                guard error.code == .storeDamaged else { throw error }
            }
        }
        return VerificationReport(log, streamOfFirst: stream, notes: notes)
    }

    /// Up to where the policy's witnesses have seen the log, where that is not its newest checkpoint.
    private static func unwitnessed(_ store: LedgerStore, _ policy: TrustPolicy?) -> [VerificationReport.Omission] {
        // What cannot be read is found by the verification itself.
        guard let policy, !policy.isQuorum([]), let newest = try? store.newestCheckpoint() else { return [] }
        let size = (try? store.quorumCheckpoint(policy))?.size ?? 0
        guard size < newest.size else { return [] }
        return [
            VerificationReport.Omission(
                code: "witnesses.quorum",
                phrase: size == 0
                    ? Phrase(
                        en:
                            "No checkpoint has the policy's quorum of witnesses: whether others were shown the same log "
                            + "is not known.",
                        zh: "没有检查点达到信任策略的见证法定数：无法得知他人所见是否为同一日志。")
                    : Phrase(
                        en:
                            "The newest checkpoint with the policy's quorum of witnesses is over \(size) entries: whether "
                            + "others were shown the same ones after them is not known.",
                        zh: "达到信任策略见证法定数的最新检查点涵盖 \(size) 条：无法得知他人所见的后续条目是否相同。"))
        ]
    }
}
