import Primitives
import Transparency

/// A published log's folder, for reading (C2SP tlog-tiles).
struct PublishedFolder: Sendable {
    /// The longest bundle: 256 entries, each as long as can be.
    static let bundleLimit = Tile.fullWidth * (EntryHeader.entryLimit + 2)
    static let checkpointName = "checkpoint"

    let folder: Folder

    /// The checkpoint's bytes.
    func checkpoint() -> Folder.Content {
        folder.read(PublishedFolder.checkpointName, limit: SignedNote.sizeLimit)
    }

    /// A tile's bytes and the file that they were read from.
    ///
    /// A partial tile may be gone where the full one stands: then it is the beginning of that.
    func read(_ tile: Tile) -> (content: Folder.Content, path: String) {
        let width = tile.width * Digest.width
        if case let content = folder.read(tile.path, limit: width), !(content.isMissing && tile.isPartial) {
            return (content, tile.path)
        }
        guard let full = Tile(level: tile.level, number: tile.number),
            case .bytes(let bytes) = folder.read(full.path, limit: Tile.fullWidth * Digest.width), bytes.count >= width
        else { return (.missing, tile.path) }
        return (.bytes(Array(bytes[..<width])), full.path)
    }

    /// A bundle's bytes and the file that they were read from; the full bundle's where the partial one is gone.
    func read(_ bundle: EntryBundle) -> (content: Folder.Content, path: String) {
        if case let content = folder.read(bundle.path, limit: PublishedFolder.bundleLimit),
            !(content.isMissing && bundle.width < Tile.fullWidth)
        {
            return (content, bundle.path)
        }
        guard let full = EntryBundle(number: bundle.number),
            case .bytes(let bytes) = folder.read(full.path, limit: PublishedFolder.bundleLimit)
        else { return (.missing, bundle.path) }
        let (ranges, _) = EntryBundle.leadingRanges(bundle.width, in: bytes.span)
        return (.bytes(Array(bytes[..<(ranges.last?.upperBound ?? 0)])), full.path)
    }
}

extension Folder.Content {
    var isMissing: Bool { if case .missing = self { true } else { false } }
}
