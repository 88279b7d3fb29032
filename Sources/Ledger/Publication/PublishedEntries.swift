import Exam
import Primitives
import Transparency

/// The entries of a published log, bundle by bundle, each checked by itself.
struct PublishedEntries {
    /// A bundle after everything that can be checked without the bundles in front of it.
    struct Bundle: Sendable {
        let number: UInt64
        /// The file that it was read from.
        let file: String
        var entries: [CheckedEntry]
    }

    private let folder: PublishedFolder
    private let tiles: PublishedTiles
    private var check: EntryCheck

    init(_ folder: PublishedFolder, _ tiles: PublishedTiles, _ identity: LedgerIdentity, _ keys: KnownKeys) {
        self.folder = folder
        self.tiles = tiles
        check = EntryCheck(identity, keys)
    }

    /// Checks the bundle of a number; an entry that is not there is a problem of its, and has no leaf.
    mutating func check(_ number: UInt64) -> Bundle? {
        guard let place = tiles.bundle(number: number) else { return nil }
        let first = number << 8
        let (content, file) = folder.read(place)
        var bundle = Bundle(number: number, file: file, entries: [])
        var problem: VerificationProblem?
        switch content {
        case .missing: problem = .missingFile(file, near: first)
        case .unreadable(let why): problem = .unreadableFile(file, why, near: first)
        case .bytes(let bytes):
            let (ranges, end) = EntryBundle.leadingRanges(place.width, in: bytes.span)
            for range in ranges {
                bundle.entries.append(
                    check.check(first + UInt64(bundle.entries.count), bytes.span.extracting(range)))
            }
            if ranges.count < place.width || end < bytes.count {
                problem = .bundleForm(
                    file, holds: ranges.count, of: place.width,
                    at: first + UInt64(min(ranges.count, place.width - 1)))
            }
        }
        while bundle.entries.count < place.width {
            bundle.entries.append(CheckedEntry(first + UInt64(bundle.entries.count)))
        }
        if let problem {
            bundle.entries[Int((problem.index ?? first) - first)].problems.append(problem)
        }
        return bundle
    }
}

extension LedgerIdentity {
    /// What entry 0 of a published log says; `nil` where it cannot be read.
    init?(_ folder: PublishedFolder, size: UInt64) {
        guard let place = PublishedTiles(size: size).bundle(number: 0),
            case .bytes(let bytes) = folder.read(place).content,
            let range = EntryBundle.leadingRanges(1, in: bytes.span).ranges.first, range.count > EntryHeader.width
        else { return nil }
        var reader = StatementReader()
        guard let statement = try? reader.read(bytes.span.extracting(range).extracting(EntryHeader.width...)) else {
            return nil
        }
        self.init(statement)
    }
}
