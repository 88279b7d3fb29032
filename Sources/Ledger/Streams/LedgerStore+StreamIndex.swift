import LMDB
public import Primitives
import Transparency

extension LedgerStore {
    /// The stream index as of a size, from the tables.
    public func streamIndex(size: UInt64) throws(LedgerError) -> StreamIndex {
        try environment.read { (view) throws(LedgerError) -> StreamIndex in
            try streamIndex(size: size, in: view)
        }
    }

    func streamIndex(size: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> StreamIndex {
        var leaves: [StreamIndex.Leaf] = []
        try tables.names.scan(in: view) { (ordinal, bytes) throws(LedgerError) -> ScanStep in
            guard let end = try end(of: ordinal, below: size, in: view) else { return .goOn }
            let name = String(decoding: [UInt8](copying: bytes), as: UTF8.self)
            leaves.append(StreamIndex.Leaf(name: name, count: end.count, lastHash: end.lastHash))
            return .goOn
        }
        return StreamIndex(leaves)
    }

    /// How many entries of a stream stand below a size, and the leaf hash of the last; `nil` where there are none.
    ///
    /// Their indexes rise with their positions.
    private func end(
        of ordinal: UInt64, below size: UInt64, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> (count: UInt64, lastHash: Digest)? {
        guard let stored = try tables.heads.value(at: ordinal, in: view), let head = StreamHead(stored: stored) else {
            throw tables.heads.damagedRecord(in: view)
        }
        if head.lastIndex < size { return (head.count, head.lastHash) }
        var low: UInt64 = 0
        var high = head.count
        while low < high {
            let middle = low + (high - low) / 2
            guard let index = try tables.postings.number(at: PairKey(ordinal, middle), in: view) else {
                throw tables.postings.damagedRecord(in: view)
            }
            if index < size { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        guard let last = try tables.postings.number(at: PairKey(ordinal, low - 1), in: view),
            let hash = try storedLeaf(at: last, in: view)
        else { throw tables.postings.damagedRecord(in: view) }
        return (low, hash)
    }

    /// The leaf hash that the stored tree has for an entry; `nil` beyond its end.
    func storedLeaf(at index: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> Digest? {
        guard let tile = try tables.tiles.value(at: PairKey(0, index >> 8), in: view) else { return nil }
        let offset = Int(index & 255) * Digest.width
        guard tile.count >= offset + Digest.width else { return nil }
        return Digest(tile.extracting(offset..<(offset + Digest.width)))
    }
}
