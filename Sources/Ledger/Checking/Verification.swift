import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// One run over a ledger.
struct Verification {
    /// How many entries are in memory at a time, twice.
    private static let chunk: UInt64 = 2_048
    /// How many entries a worker reads in one view.
    private static let slice: UInt64 = 64
    /// How far the last index may lie beyond the number of entries before the rest is not walked any more.
    private static let gapLimit: UInt64 = 65_536

    private let store: LedgerStore
    private let trust: VerificationTrust
    private let directory: KeyDirectory
    private let jobs: Int
    private let start: LogCheck

    init(_ store: LedgerStore, _ options: VerificationOptions) throws(LedgerError) {
        self.store = store
        trust = try VerificationTrust(store, options)
        jobs = max(1, options.jobs ?? System.coreCount)
        let registry = try store.environment.read { (view) throws(LedgerError) -> KeyRegistry in
            try store.storedRegistry(in: view)
        }
        directory = KeyDirectory(registry)
        start = try LogCheck(store, trust, behind: trust.start, registry) ?? LogCheck(store, trust)
    }

    func run(progress: (UInt64, UInt64) -> Bool) throws(LedgerError) -> VerificationReport {
        var log = start
        let environment = store.environment
        let end = try environment.read { (view) throws(LedgerError) -> UInt64 in try self.end(in: view) }
        var pending = log.size < end ? chunk(from: log.size, to: end) : nil
        while let running = pending {
            let entries = try Verification.entries(running)
            let next = log.size + UInt64(entries.count)
            pending = next < end ? chunk(from: next, to: end) : nil
            try environment.read { (view) throws(LedgerError) in try log.take(entries, in: view) }
            guard progress(log.size, end) else { throw .interrupted }
        }
        return try environment.read { (view) throws(LedgerError) -> VerificationReport in
            let end = try self.end(in: view)
            while log.size < end {
                try log.take(Verification.entries(chunk(from: log.size, to: end)), in: view)
                guard progress(log.size, end) else { throw .interrupted }
            }
            try log.finish(in: view)
            return try report(log, in: view)
        }
    }

    /// How far to read; a key far behind all others is a gap that is not walked.
    private func end(in view: borrowing ReadTransaction) throws(LedgerError) -> UInt64 {
        let count = try store.tables.entries.count(in: view)
        return min(try store.size(in: view), count + Verification.gapLimit)
    }

    /// What becomes of each slice of a chunk.
    private typealias Chunk = Background<[Result<[CheckedEntry], LedgerError>]>

    private func chunk(from start: UInt64, to end: UInt64) -> Chunk {
        let end = min(end, start + Verification.chunk)
        let slices = stride(from: start, to: end, by: UInt64.Stride(Verification.slice)).map {
            $0..<min(end, $0 + Verification.slice)
        }
        let (store, directory, jobs) = (store, directory, jobs)
        return Chunk {
            Parallel.map(slices, portion: 1, workers: jobs, makeWorker: { EntryCheck(store, directory) }) {
                check, slice in
                do throws(LedgerError) { return .success(try check.check(slice)) } catch { return .failure(error) }
            }
        }
    }

    private static func entries(_ chunk: Chunk) throws(LedgerError) -> [CheckedEntry] {
        var entries: [CheckedEntry] = []
        for slice in chunk.value() { entries += try slice.get() }
        return entries
    }

    private func report(
        _ log: LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> VerificationReport {
        var problems = log.problems.ordered
        if let first = problems.first, first.stream == nil, let index = first.index {
            do throws(LedgerError) {
                problems[0].stream = try log.postedStream(of: index, in: view)
            } catch {
                guard error.code == .storeDamaged else { throw error }
            }
        }
        let categories = log.problems.categories
        let isSound = categories.isDisjoint(with: [.integrity, .signature]) && !log.problems.hasRewriting
        return VerificationReport(
            size: log.size, root: log.tree.root, integrity: isSound ? .ok : .violated,
            completeness: categories.contains(.history) ? .violated : trust.outside.isEmpty ? .notProved : .ok,
            signatures: log.signatures, problems: problems, furtherProblems: log.problems.further,
            categories: categories, notChecked: VerificationReport.omissions(log))
    }
}
