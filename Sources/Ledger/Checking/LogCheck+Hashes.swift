import LMDB
import Primitives
import Transparency

extension LogCheck {
    /// How many entries a worker hashes in one view: whole tiles.
    private static let hashSlice = UInt64(4 * Tile.fullWidth)

    /// Reads all entries in front of the start again and hashes them: with the root of the checkpoint they are byte for
    /// byte those that were audited, and so are their signatures, streams and keys.
    ///
    /// - Parameters:
    ///   - store: Where the entries are kept.
    ///   - jobs: How many cores to use.
    ///   - ahead: How many slices are under way at a time.
    ///   - progress: Called with the number of entries done; `false` stops.
    mutating func hashAgain(
        _ store: LedgerStore, jobs: Int, ahead: Int, progress: (UInt64) -> Bool
    ) throws(LedgerError) {
        let work = OrderedWork<Range<UInt64>, Result<HashCheck.Slice, LedgerError>>(
            workers: jobs, makeWorker: { HashCheck(store) },
            { check, slice in
                do throws(LedgerError) { return .success(try check.check(slice)) } catch { return .failure(error) }
            })
        // The roots of full tiles are the leaves of the tree above them.
        var above = GrowingTree()
        var rest: [Digest] = []
        var (next, done) = (UInt64(0), UInt64(0))
        while true {
            while next < start, work.count < ahead {
                let end = min(start, next + LogCheck.hashSlice)
                work.put(next..<end)
                next = end
            }
            guard let slice = try work.take()?.get() else { break }
            for problem in slice.problems { problems.add(problem) }
            try add(slice.tiles, of: store, to: &above)
            rest = slice.rest
            done += UInt64(slice.tiles.count * Tile.fullWidth + rest.count)
            guard progress(done) else { throw .interrupted }
        }
        var bytes: [UInt8] = []
        for leaf in rest { bytes.append(leaf) }
        var edge = Frontier()
        for leaf in rest { edge.append(leaf) }
        guard let frontier = Frontier(size: start, peaks: above.frontier.peaks + edge.peaks) else {
            throw .damagedEntry(start)
        }
        // The stored tiles have the root of the checkpoint: else the check would have begun with entry 0.
        if frontier.root != tree.root { problems.add(.rewritten(size: start, isOutside: true)) }
        tree = GrowingTree(frontier: frontier, openTiles: [bytes] + above.openTiles)
        isHashed = true
    }

    private mutating func add(
        _ tiles: [Digest], of store: LedgerStore, to above: inout GrowingTree
    ) throws(LedgerError) {
        var found: [VerificationProblem] = []
        for root in tiles {
            try above.append(root) { (level, number, hashes) throws(LedgerError) in
                found += try store.environment.read { (view) throws(LedgerError) -> [VerificationProblem] in
                    try store.differences(level + 1, number, hashes, in: view)
                }
            }
        }
        for problem in found { problems.add(problem) }
    }
}
