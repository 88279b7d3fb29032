import Exam
import Primitives
import Transparency

/// The streams of a published log as far as it was read: what a committed stream index is computed from, and what
/// says that no event id stands twice.
///
/// It holds 8 bytes an entry for its place in a stream, and 24 for its event id.
final class PublishedStreams: EarlierLog {
    private let folder: PublishedFolder
    private let tiles: PublishedTiles
    private var indexes: [StreamName: [UInt64]] = [:]
    private var identifiers: [(id: EventID, index: UInt64)] = []

    init(_ folder: PublishedFolder, _ tiles: PublishedTiles) {
        self.folder = folder
        self.tiles = tiles
    }

    /// Takes note of entries, before the log takes them in.
    func note(_ entries: [CheckedEntry]) {
        for entry in entries {
            guard let statement = entry.statement else { continue }
            indexes[statement.stream, default: []].append(entry.index)
            identifiers.append((statement.id, entry.index))
        }
    }

    /// The entries whose event id stands in an earlier one already.
    func repeated() -> [(id: EventID, first: UInt64, index: UInt64)] {
        let ordered = identifiers.sorted { ($0.id, $0.index) < ($1.id, $1.index) }
        return zip(ordered, ordered.dropFirst()).compactMap { first, second in
            first.id == second.id ? (first.id, first.index, second.index) : nil
        }
    }

    /// A published log is read from its beginning, so that no stream begins before.
    func head(of stream: StreamName, count: UInt64, below end: UInt64) -> StreamHead? { nil }

    func events(of stream: StreamName, below end: UInt64) -> [RecordedEvent] { [] }

    func streamIndex(size: UInt64) throws(LedgerError) -> StreamIndex {
        var leaves: [StreamIndex.Leaf] = []
        for (stream, indexes) in indexes {
            let count = PublishedStreams.count(of: indexes, below: size)
            guard count > 0 else { continue }
            let last = indexes[count - 1]
            guard let tile = tiles.tile(level: 0, number: last >> 8),
                case .bytes(let bytes) = folder.read(tile).content,
                let hash = Tile.hash(Int(last & 255), in: bytes)
            else { throw .damagedEntry(last) }
            leaves.append(StreamIndex.Leaf(name: stream.text, count: UInt64(count), lastHash: hash))
        }
        return StreamIndex(leaves)
    }

    func root(size: UInt64) -> Digest? {
        PublishedTiles(size: size).frontier { [folder, tiles] tile in
            // As wide as it is by now: its beginning has not changed.
            guard let present = tiles.tile(level: tile.level, number: tile.number),
                case .bytes(let bytes) = folder.read(present).content
            else { return nil }
            return bytes
        }?.root
    }

    private static func count(of indexes: [UInt64], below size: UInt64) -> Int {
        var (low, high) = (0, indexes.count)
        while low < high {
            let middle = (low + high) / 2
            if indexes[middle] < size { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
