import LMDB
import Primitives
import Transparency

/// The entries in front of an audited checkpoint, read and hashed again on all cores.
///
/// With the root of the checkpoint they are byte for byte those that were audited, and so are their signatures,
/// streams and keys. The work begins when this is made, so that the caller can do other things meanwhile.
struct HashedPrefix: ~Copyable {
    /// What the entries came to.
    struct Outcome {
        var problems: [VerificationProblem] = []
        /// The tree over them, as far as the bytes of the entries lead to one.
        let tree: GrowingTree
    }

    /// How many entries a worker hashes in one view: whole tiles.
    private static let slice = UInt64(4 * Tile.fullWidth)

    private let store: LedgerStore
    private let size: UInt64
    /// How many slices are under way at a time: it bounds the memory.
    private let ahead: Int
    private let work: OrderedWork<Range<UInt64>, Result<HashCheck.Slice, LedgerError>>
    private var next: UInt64 = 0

    /// Begins.
    ///
    /// - Parameters:
    ///   - store: Where the entries are kept.
    ///   - size: How many there are.
    ///   - jobs: How many cores to use.
    ///   - ahead: How many slices are under way at a time.
    init(of store: LedgerStore, upTo size: UInt64, jobs: Int, ahead: Int) {
        self.store = store
        self.size = size
        self.ahead = ahead
        work = OrderedWork(workers: jobs, makeWorker: { HashCheck(store) }) { check, slice in
            do throws(LedgerError) { return .success(try check.check(slice)) } catch { return .failure(error) }
        }
        putWork()
    }

    private mutating func putWork() {
        while next < size, work.count < ahead {
            let end = min(size, next + HashedPrefix.slice)
            work.put(next..<end)
            next = end
        }
    }

    /// Waits for the rest and says what all came to.
    ///
    /// - Parameter progress: Called with the number of entries done; `false` stops.
    consuming func finish(progress: (UInt64) -> Bool) throws(LedgerError) -> Outcome {
        // The roots of full tiles are the leaves of the tree above them.
        var above = GrowingTree()
        var rest: [Digest] = []
        var problems: [VerificationProblem] = []
        var done = UInt64(0)
        while let slice = try work.take()?.get() {
            putWork()
            problems += slice.problems
            try add(slice.tiles, to: &above, &problems)
            rest = slice.rest
            done += UInt64(slice.tiles.count * Tile.fullWidth + rest.count)
            guard progress(done) else { throw .interrupted }
        }
        var bytes: [UInt8] = []
        for leaf in rest { bytes.append(leaf) }
        var edge = Frontier()
        for leaf in rest { edge.append(leaf) }
        guard let frontier = Frontier(size: size, peaks: above.frontier.peaks + edge.peaks) else {
            throw .damagedEntry(size)
        }
        return Outcome(problems: problems, tree: GrowingTree(frontier: frontier, openTiles: [bytes] + above.openTiles))
    }

    private func add(
        _ tiles: [Digest], to above: inout GrowingTree, _ problems: inout [VerificationProblem]
    ) throws(LedgerError) {
        for root in tiles {
            try above.append(root) { (level, number, hashes) throws(LedgerError) in
                problems += try store.environment.read { (view) throws(LedgerError) -> [VerificationProblem] in
                    try store.differences(level + 1, number, hashes, in: view)
                }
            }
        }
    }
}

extension LogCheck {
    /// Takes the bytes in front of the start as hashed again.
    mutating func take(_ hashed: HashedPrefix.Outcome) {
        for problem in hashed.problems { problems.add(problem) }
        // The stored tiles have the root of the checkpoint: else the check would have begun with entry 0.
        if hashed.tree.root != tree.root { problems.add(.rewritten(size: start, isOutside: true)) }
        tree = hashed.tree
        isHashed = true
    }
}
