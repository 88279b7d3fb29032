import Exam
import LMDB
import Primitives
import Signing
import Transparency

/// The part of verification that needs the entries in their order: keys, streams, counters, tree, checkpoints.
///
/// It knows nothing of where the entries are kept: a store and a published log are checked by the same one.
struct LogCheck {
    /// A stream as far as it was read.
    struct Stream {
        let name: StreamName
        /// The first entry of it that was taken in.
        let first: UInt64
        var head: StreamHead
    }

    /// A size at which the root is known from a signature.
    struct KnownRoot {
        let size: UInt64
        let root: Digest
        let isOutside: Bool
    }

    /// A tile with all its hashes, as they follow from the entries.
    struct FullTile {
        let level: Int
        let number: UInt64
        let hashes: [UInt8]
    }

    let identity: LedgerIdentity
    let trust: VerificationTrust
    private let earlier: any EarlierLog
    /// The entry with which the check began; what is before it was believed.
    let start: UInt64
    /// Whether the bytes of what is before it were hashed again.
    var isHashed = false
    var problems = ProblemList()
    var tree: GrowingTree
    var registry: KeyRegistry
    /// The log's keys as far as the entries name them; `nil` before the first is known.
    var logKeys: LogKeyEpochs?
    private var lastReceived: Instant
    private(set) var counters: [KeyID: CounterRecord] = [:]
    private var places: [StreamName: Int] = [:]
    private(set) var streams: [Stream] = []
    /// Which exams are sealed by the place that was reached.
    private var seals: SealedExams
    /// How many entries there are between the first and the last.
    private(set) var presentCount: UInt64
    var signatures: UInt64 = 0
    private var fullTiles: [FullTile] = []
    private var scratch: [UInt8] = []

    var isWhole: Bool { start == 0 }
    var size: UInt64 { tree.size }

    /// A check from entry 0 on.
    init(_ identity: LedgerIdentity, _ trust: VerificationTrust, _ earlier: any EarlierLog) {
        self.init(
            identity, trust, earlier, tree: GrowingTree(), registry: KeyRegistry(), last: Instant(milliseconds: 0))
    }

    /// A check that goes on behind what it is told.
    init(
        _ identity: LedgerIdentity, _ trust: VerificationTrust, _ earlier: any EarlierLog, tree: GrowingTree,
        registry: KeyRegistry, last: Instant
    ) {
        self.identity = identity
        self.trust = trust
        self.earlier = earlier
        self.tree = tree
        self.registry = registry
        lastReceived = last
        start = tree.size
        logKeys = trust.own?.upTo(tree.size)
        presentCount = tree.size
        seals = SealedExams(isFromStart: start == 0)
        for problem in trust.problems { problems.add(problem) }
    }

    /// Takes in entries that follow those taken in before.
    ///
    /// - Parameter known: The roots that signatures state for sizes up to the last of the entries, smallest first.
    mutating func take(_ entries: [CheckedEntry], _ known: [KnownRoot]) throws(LedgerError) {
        var due = known[...]
        for entry in entries {
            for problem in entry.problems { problems.add(problem) }
            if let header = entry.header { try take(entry, header) }
            if entry.leaf != nil { presentCount += 1 }
            try tree.append(entry.treeLeaf ?? entry.leaf ?? .zero) { (level, number, hashes) throws(LedgerError) in
                fullTiles.append(FullTile(level: level, number: number, hashes: hashes))
            }
            while let next = due.first, next.size <= size {
                if next.size == size, next.root != tree.root {
                    problems.add(.rewritten(size: size, isOutside: next.isOutside))
                }
                due.removeFirst()
            }
        }
    }

    /// What can only be said at the end.
    mutating func finish() {
        guard size == 1 else { return }
        problems.add(.opening(Phrase(en: "the log ends before entry 1", zh: "日志在第 1 条之前结束"), at: 1))
    }

    /// Hands out the tiles that became full since it was last asked, the lowest level first.
    mutating func takeFullTiles() -> [FullTile] {
        defer { fullTiles.removeAll(keepingCapacity: true) }
        return fullTiles
    }

    /// The place of a stream among those that were met.
    func place(of stream: StreamName) -> Int? { places[stream] }

    private mutating func take(_ entry: CheckedEntry, _ header: EntryHeader) throws(LedgerError) {
        if header.receivedAt < lastReceived {
            problems.add(.time(header.receivedAt, last: lastReceived, at: entry.index, entry.stream))
        }
        lastReceived = header.receivedAt
        guard let statement = entry.statement, let leaf = entry.treeLeaf ?? entry.leaf else { return }
        try checkContent(of: statement, entry)
        try checkSeal(of: statement, entry.index, header)
        try checkStream(of: statement, entry.index, header, leaf)
        if isWhole, let n = statement.n, !counters[header.keyID, default: CounterRecord()].take(UInt64(n)) {
            problems.add(.counter(n, header.keyID, at: entry.index, statement.stream.text))
        }
        checkKey(of: statement, entry, header)
    }

    /// An entry must continue its stream.
    private mutating func checkStream(
        of statement: Statement, _ index: UInt64, _ header: EntryHeader, _ leaf: Digest
    ) throws(LedgerError) {
        let name = statement.stream
        let place: Int
        if let known = places[name] {
            place = known
        } else {
            var head = StreamHead.empty
            if !isWhole, header.position > 0 {
                let (earlier, start) = (earlier, start)
                head =
                    try reading(near: index) { () throws(LedgerError) -> StreamHead? in
                        try earlier.head(of: name, count: header.position, below: start)
                    } ?? .empty
            }
            place = streams.count
            streams.append(Stream(name: name, first: index, head: head))
            places[name] = place
        }
        if let problem = streams[place].head.take(header, leaf, at: index, of: name) { problems.add(problem) }
    }

    /// Where the ledger's clock is its own, an approved seal keeps out what is not to come after it.
    private mutating func checkSeal(
        of statement: Statement, _ index: UInt64, _ header: EntryHeader
    ) throws(LedgerError) {
        guard identity.clock == .ledger else { return }
        var seals = seals
        let earlier = earlier
        let isKeptOut = try reading(near: index) { () throws(LedgerError) -> Bool? in
            try seals.keepOut(statement) { (name) throws(LedgerError) -> [RecordedEvent] in
                try earlier.events(of: name, below: index)
            }
        }
        if isKeptOut == true { problems.add(.sealed(statement, at: index)) }
        if case .exam = statement.stream {
            seals.note(
                RecordedEvent(
                    index: index, receivedAt: header.receivedAt, position: header.position, keyID: header.keyID,
                    statement: statement))
        }
        self.seals = seals
    }

    /// Whether an entry's signature holds by a key; asked only where the workers could not know the key.
    mutating func holds(_ entry: CheckedEntry, _ header: EntryHeader, by key: PublicKey) -> Bool {
        guard entry.unsettled.count > EntryHeader.width else { return false }
        PAE.write(
            type: Envelope.eventType, payload: entry.unsettled.span.extracting(EntryHeader.width...), into: &scratch)
        return key.verifies(header.signature, over: scratch.span)
    }

    /// The stream index over the first entries, as they are known or kept.
    mutating func streamIndex(size: UInt64, at index: UInt64) throws(LedgerError) -> StreamIndex? {
        if isWhole, size == index {
            return StreamIndex(
                streams.lazy.map {
                    StreamIndex.Leaf(name: $0.name.text, count: $0.head.count, lastHash: $0.head.lastHash)
                })
        }
        let earlier = earlier
        return try reading(near: index) { () throws(LedgerError) in try earlier.streamIndex(size: size) }
    }

    /// The root over the first entries, from the tree that is kept.
    mutating func keptRoot(size: UInt64, near index: UInt64) throws(LedgerError) -> Digest? {
        let earlier = earlier
        return try reading(near: index) { () throws(LedgerError) in try earlier.root(size: size) }
    }

    /// Reads what is kept; a record that cannot be read is a problem near an entry, and no value.
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
