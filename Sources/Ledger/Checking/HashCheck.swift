import LMDB
import Primitives
import Transparency

/// The part of a verification that only hashes: entries whose signatures were checked before, up to an audited
/// checkpoint.
///
/// Each worker has its own.
struct HashCheck {
    /// What came of a slice: the roots of its full tiles, the leaves behind the last of them, and what is wrong.
    struct Slice: Sendable {
        var tiles: [Digest] = []
        var rest: [Digest] = []
        var problems: [VerificationProblem] = []
    }

    private let store: LedgerStore
    private var leaves: [Digest] = []

    init(_ store: LedgerStore) {
        self.store = store
    }

    /// Hashes the entries of a range that begins with a tile, and holds them against the stored tiles.
    mutating func check(_ range: Range<UInt64>) throws(LedgerError) -> Slice {
        leaves.removeAll(keepingCapacity: true)
        leaves.reserveCapacity(range.count)
        var slice = Slice()
        try store.environment.read { (view) throws(LedgerError) in
            try hash(range, in: view, &slice.problems)
            let width = UInt64(Tile.fullWidth)
            var start = 0
            while start + Tile.fullWidth <= leaves.count {
                let tile = leaves[start..<(start + Tile.fullWidth)]
                let number = (range.lowerBound + UInt64(start)) / width
                if try !store.isStored(tile, as: number, in: view) {
                    slice.problems += try store.differences(0, number, tile.flatMap(\.bytes), in: view)
                }
                slice.tiles.append(HashCheck.root(of: tile))
                start += Tile.fullWidth
            }
            slice.rest = Array(leaves[start...])
        }
        return slice
    }

    /// Appends the leaf of every entry; of one that cannot be read, the stored leaf and a problem.
    private mutating func hash(
        _ range: Range<UInt64>, in view: borrowing ReadTransaction, _ problems: inout [VerificationProblem]
    ) throws(LedgerError) {
        var next = range.lowerBound
        do throws(LedgerError) {
            try store.tables.entries.scan(from: next, in: view) { (index, bytes) throws(LedgerError) -> ScanStep in
                while next < min(index, range.upperBound) {
                    problems.append(.gap(at: next))
                    leaves.append(try store.storedLeaf(at: next, in: view) ?? .zero)
                    next += 1
                }
                guard index < range.upperBound else { return .stop }
                leaves.append(MerkleTree.leafHash(bytes))
                next += 1
                return next < range.upperBound ? .goOn : .stop
            }
        } catch {
            guard error.code == .storeDamaged else { throw error }
            problems.append(.damaged(error.reason, near: next))
        }
        if next < range.upperBound, problems.isEmpty { problems.append(.gap(at: next)) }
        while leaves.count < range.count {
            let index = range.lowerBound + UInt64(leaves.count)
            do throws(LedgerError) { leaves.append(try store.storedLeaf(at: index, in: view) ?? .zero) } catch {
                guard error.code == .storeDamaged else { throw error }
                leaves.append(.zero)
            }
        }
    }

    /// The root of a full tile: pairs become nodes, level by level.
    private static func root(of tile: ArraySlice<Digest>) -> Digest {
        var hashes = Array(tile)
        var count = hashes.count
        while count > 1 {
            count /= 2
            for place in 0..<count { hashes[place] = MerkleTree.nodeHash(hashes[2 * place], hashes[2 * place + 1]) }
        }
        return hashes[0]
    }
}

extension LedgerStore {
    /// Whether leaves are those of a stored tile; a tile that cannot be read is none.
    fileprivate func isStored(
        _ leaves: ArraySlice<Digest>, as number: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> Bool {
        do throws(LedgerError) {
            guard let tile = try tables.tiles.value(at: PairKey(0, number), in: view),
                tile.count == leaves.count * Digest.width
            else { return false }
            var offset = 0
            for leaf in leaves {
                guard Digest(tile.extracting(offset..<(offset + Digest.width))) == leaf else { return false }
                offset += Digest.width
            }
            return true
        } catch {
            guard error.code == .storeDamaged else { throw error }
            return false
        }
    }
}
