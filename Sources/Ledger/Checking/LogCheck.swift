import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// The part of verification that needs the entries in their order: keys, streams, counters, tree, checkpoints.
struct LogCheck {
    /// A stream as far as it was read.
    struct Stream {
        let name: StreamName
        let ordinal: UInt64
        var head: StreamHead
    }

    let store: LedgerStore
    let tables: LedgerTables
    let trust: VerificationTrust
    /// The entry with which the check began; what is before it was taken from the tables.
    let start: UInt64
    var problems = ProblemList()
    var tree: GrowingTree
    var registry: KeyRegistry
    var lastReceived: Instant
    var counters: [KeyID: CounterRecord] = [:]
    var places: [StreamName: Int] = [:]
    var streams: [Stream] = []
    /// How many different refused digests the log records.
    var refusalCount: UInt64 = 0
    /// Which exams are sealed by the place that was reached.
    var seals: SealedExams
    /// How many entries there are between the first and the last.
    var presentCount: UInt64
    var signatures: UInt64 = 0
    var reader = StatementReader()
    private var scratch: [UInt8] = []

    var isWhole: Bool { start == 0 }
    var size: UInt64 { tree.size }

    /// A check from entry 0 on.
    init(_ store: LedgerStore, _ trust: VerificationTrust) {
        self.init(store, trust, tree: GrowingTree(), registry: KeyRegistry(), last: Instant(milliseconds: 0))
    }

    /// A check that goes on behind what it is told.
    init(
        _ store: LedgerStore, _ trust: VerificationTrust, tree: GrowingTree, registry: KeyRegistry, last: Instant
    ) {
        self.store = store
        tables = store.tables
        self.trust = trust
        self.tree = tree
        self.registry = registry
        lastReceived = last
        start = tree.size
        presentCount = tree.size
        seals = SealedExams(isFromStart: start == 0)
        for problem in trust.problems { problems.add(problem) }
    }

    /// Takes in entries that follow those taken in before.
    mutating func take(_ entries: [CheckedEntry], in view: borrowing ReadTransaction) throws(LedgerError) {
        var due = try checkpoints(upTo: size + UInt64(entries.count), in: view)[...]
        for entry in entries {
            for problem in entry.problems { problems.add(problem) }
            if let header = entry.header { try take(entry, header, in: view) }
            let leaf: Digest
            if let own = entry.leaf {
                leaf = own
                presentCount += 1
            } else {
                leaf =
                    try reading(near: entry.index) { [store] () throws(LedgerError) -> Digest? in
                        try store.storedLeaf(at: entry.index, in: view)
                    } ?? .zero
            }
            try append(leaf, in: view)
            while let next = due.first, next.size == size {
                if next.root != tree.root { problems.add(.rewritten(size: size, isOutside: next.isOutside)) }
                due.removeFirst()
            }
        }
    }

    private mutating func take(
        _ entry: CheckedEntry, _ header: EntryHeader, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        if header.receivedAt < lastReceived {
            problems.add(.time(header.receivedAt, last: lastReceived, at: entry.index, entry.stream))
        }
        lastReceived = header.receivedAt
        guard let statement = entry.statement, let leaf = entry.leaf else { return }
        try checkContent(of: statement, entry, in: view)
        try checkSeal(of: statement, entry.index, header, in: view)
        try checkStream(of: statement, entry.index, header, leaf, in: view)
        if isWhole, let n = statement.n, !counters[header.keyID, default: CounterRecord()].take(UInt64(n)) {
            problems.add(.counter(n, header.keyID, at: entry.index, statement.stream.text))
        }
        try checkKey(of: statement, entry, header, in: view)
    }

    /// Adds a leaf to the tree and holds each tile that becomes full against the stored one.
    private mutating func append(_ leaf: Digest, in view: borrowing ReadTransaction) throws(LedgerError) {
        var found: [VerificationProblem] = []
        let store = store
        try tree.append(leaf) { (level, number, hashes) throws(LedgerError) in
            found += try store.differences(level, number, hashes, in: view)
        }
        for problem in found { problems.add(problem) }
    }

    /// Whether an entry's signature holds by a key; asked only where the workers could not know the key.
    mutating func holds(
        _ header: EntryHeader, at index: UInt64, by key: PublicKey, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> Bool {
        guard let bytes = try tables.entries.value(at: index, in: view) else { return false }
        PAE.write(type: Envelope.eventType, payload: bytes.extracting(EntryHeader.width...), into: &scratch)
        return key.verifies(header.signature, over: scratch.span)
    }

    /// Reads from a table; a record that cannot be read is a problem near an entry, and no value.
    mutating func reading<Value>(
        near index: UInt64, _ body: () throws(LedgerError) -> Value?
    ) throws(LedgerError) -> Value? {
        do throws(LedgerError) {
            return try body()
        } catch {
            guard error.code == .storeDamaged else { throw error }
            problems.add(.damaged(error.reason, near: index))
            return nil
        }
    }
}

extension LedgerStore {
    /// In which way a stored tile differs from what it must be.
    func differences(
        _ level: Int, _ number: UInt64, _ hashes: [UInt8], in view: borrowing ReadTransaction
    ) throws(LedgerError) -> [VerificationProblem] {
        let first = number << UInt64(8 * (level + 1))
        let tile: Span<UInt8>?
        do throws(LedgerError) {
            tile = try tables.tiles.value(at: PairKey(UInt64(level), number), in: view)
        } catch {
            guard error.code == .storeDamaged else { throw error }
            return [.damaged(error.reason, near: first)]
        }
        guard let tile, tile.count == hashes.count else { return [.tile(level, number, near: first)] }
        if tile.hasSameBytes(as: hashes.span) { return [] }
        guard level == 0 else { return [.tile(level, number, near: first)] }
        return (0..<(hashes.count / Digest.width)).filter { slot in
            let range = (slot * Digest.width)..<((slot + 1) * Digest.width)
            return !tile.extracting(range).hasSameBytes(as: hashes.span.extracting(range))
        }.map { .leaf(at: first + UInt64($0)) }
    }
}
