import Exam
import Glibc
public import LMDB
public import Primitives
public import Transparency

/// A ledger on the local disk: reading side and, where it was opened for it, the writer's ground.
///
/// Everything that was committed can be read from any thread; appending goes through `LedgerWriter` alone.
public final class LedgerStore: Sendable {
    /// The ledger's folder.
    public let directory: String
    /// What entry 0 says.
    public let identity: LedgerIdentity
    let environment: Environment
    let tables: LedgerTables

    init(directory: String, identity: LedgerIdentity, environment: Environment) {
        self.directory = directory
        self.identity = identity
        self.environment = environment
        tables = LedgerTables(environment)
    }

    /// Opens a ledger.
    ///
    /// - Throws: `ledger.missing`, `ledger.version`, and what opening its store throws (`store.busy` for a second
    ///   writer among them).
    public convenience init(
        at directory: String, forWriting: Bool, options: Environment.Options = Environment.Options()
    ) throws(LedgerError) {
        guard access(directory, F_OK) == 0, access(directory + "/data.mdb", F_OK) == 0 || errno != ENOENT else {
            throw .missingLedger(directory)
        }
        let environment = try Environment(
            path: directory, mode: forWriting ? .readWrite(create: false) : .readOnly, tables: LedgerTables.names,
            options: options)
        let tables = LedgerTables(environment)
        let identity = try environment.read { (view) throws(LedgerError) -> LedgerIdentity in
            let format = try tables.meta.number(at: LedgerTables.Meta.format, in: view) ?? 0
            guard format == LedgerTables.format else { throw .unknownFormat(directory, format) }
            guard let entry = try tables.entries.value(at: 0, in: view) else { throw .missingLedger(directory) }
            var reader = StatementReader()
            guard entry.count > EntryHeader.width,
                let statement = try? reader.read(entry.extracting(EntryHeader.width...)),
                let identity = LedgerIdentity(statement)
            else { throw .damagedEntry(0) }
            return identity
        }
        self.init(directory: directory, identity: identity, environment: environment)
    }

    /// What the store's engine says of itself: sizes, readers, versions.
    public func statistics() throws(LedgerError) -> EnvironmentStatistics {
        try environment.statistics()
    }

    /// The version of the store's engine that this process runs with.
    public static var engineVersion: String { EnvironmentStatistics.libraryVersion }

    /// The number of entries.
    public func size() throws(LedgerError) -> UInt64 {
        try environment.read { (view) throws(LedgerError) -> UInt64 in try size(in: view) }
    }

    func size(in view: borrowing ReadTransaction) throws(LedgerError) -> UInt64 {
        try tables.entries.lastKey(in: view).map { $0 + 1 } ?? 0
    }

    /// The right edge of the tree, from the stored tiles.
    public func frontier() throws(LedgerError) -> Frontier {
        try environment.read { (view) throws(LedgerError) -> Frontier in
            try frontier(size: try size(in: view), in: view)
        }
    }

    func frontier(size: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> Frontier {
        var peaks: [Digest] = []
        for subtree in Subtree.peaks(ofTreeWithSize: size) {
            let (level, number, slots) = subtree.location
            guard let tile = try tables.tiles.value(at: PairKey(UInt64(level), number), in: view),
                tile.count >= slots.upperBound * Digest.width
            else { throw .damagedEntry(size) }
            peaks.append(
                MerkleTree.root(
                    of: slots.compactMap { slot in
                        Digest(tile.extracting((slot * Digest.width)..<((slot + 1) * Digest.width)))
                    }))
        }
        guard let frontier = Frontier(size: size, peaks: peaks) else { throw .damagedEntry(size) }
        return frontier
    }

    /// The tree as it was at a size, ready to grow.
    func growingTree(size: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> GrowingTree {
        var open: [[UInt8]] = []
        while case let count = Tile.hashCount(level: open.count, size: size), count > 0 {
            let width = Int(count & 255)
            var hashes: [UInt8] = []
            if width > 0 {
                guard let tile = try tables.tiles.value(at: PairKey(UInt64(open.count), count >> 8), in: view),
                    tile.count >= width * Digest.width
                else { throw .damagedEntry(size) }
                hashes = [UInt8](copying: tile.extracting(first: width * Digest.width))
            }
            open.append(hashes)
        }
        return GrowingTree(frontier: try frontier(size: size, in: view), openTiles: open)
    }
}
