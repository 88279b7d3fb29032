import Exam
import LMDB
import Primitives
import Transparency

/// The part of verification that holds a store's tables against its log: they follow from it, and must say the same.
struct TableCheck {
    let store: LedgerStore
    let tables: LedgerTables
    /// The ordinals of the streams that were met, in the order in which the log met them.
    private var ordinals: [UInt64] = []
    /// How many different refused digests the log records.
    private(set) var refusalCount: UInt64 = 0
    private var reader = StatementReader()

    init(_ store: LedgerStore) {
        self.store = store
        tables = store.tables
    }

    /// Looks up what the tables say of entries that the log has just taken in.
    mutating func take(
        _ entries: [CheckedEntry], _ log: inout LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        for stream in log.streams[ordinals.count...] { try begin(stream, &log, in: view) }
        for entry in entries {
            guard let statement = entry.statement, let header = entry.header,
                let place = log.place(of: statement.stream)
            else { continue }
            if case .ledgerAppendRefused(let data) = statement.payload {
                try checkRefusal(data.digest, at: entry.index, &log, in: view)
            }
            let (tables, ordinal) = (tables, ordinals[place])
            let posting = try log.reading(near: entry.index) { () throws(LedgerError) -> UInt64? in
                try tables.postings.number(at: PairKey(ordinal, header.position), in: view)
            }
            if posting != entry.index {
                log.problems.add(.table("postings", at: entry.index, stream: statement.stream.text))
            }
        }
        for tile in log.takeFullTiles() {
            for problem in try store.differences(tile.level, tile.number, tile.hashes, in: view) {
                log.problems.add(problem)
            }
        }
    }

    /// A stream that is met for the first time must have an ordinal, and the ordinal its name.
    private mutating func begin(
        _ stream: LogCheck.Stream, _ log: inout LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        let (store, tables) = (store, tables)
        let text = stream.name.text
        let stored = try log.reading(near: stream.first) { () throws(LedgerError) -> UInt64? in
            try store.ordinal(of: text, in: view)
        }
        let ordinal = log.isWhole ? UInt64(ordinals.count) : stored ?? .max
        if stored != ordinal || stored == nil {
            log.problems.add(.table("streams", at: stream.first, stream: text))
        }
        let named = try log.reading(near: stream.first) { () throws(LedgerError) -> Bool? in
            try tables.names.value(at: ordinal, in: view)?.hasSameBytes(as: Array(text.utf8).span)
        }
        if named != true { log.problems.add(.table("names", at: stream.first, stream: text)) }
        ordinals.append(ordinal)
    }

    /// The table of refusals leads from a digest to the first entry that records it.
    private mutating func checkRefusal(
        _ digest: Digest, at index: UInt64, _ log: inout LogCheck, in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        let (store, tables) = (store, tables)
        let found = try log.reading(near: index) { () throws(LedgerError) -> UInt64? in
            try tables.refusals.number(at: digest.bytes, in: view)
        }
        if found == index {
            refusalCount += 1
            return
        }
        var reader = reader
        if let found, found < index,
            let event = try log.reading(
                near: found, { () throws(LedgerError) in try store.event(at: found, in: view, &reader) }),
            case .ledgerAppendRefused(let first) = event.payload, first.digest == digest
        {
            return
        }
        log.problems.add(.table("refusals", at: index, stream: StreamName.ledger.text))
    }

    /// What can only be said at the end, in the one view in which everything was read.
    func finish(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        try checkOpenTiles(&log, in: view)
        try checkOtherCheckpoints(&log, in: view)
        try checkCounts(&log, in: view)
        try checkHeads(&log, in: view)
        try checkKeys(&log, in: view)
        try checkLogKeys(&log, in: view)
        if log.isWhole { try checkCounters(&log, in: view) }
    }

    private func checkOpenTiles(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        var expected: UInt64 = 0
        for (level, hashes) in log.tree.openTiles.enumerated() {
            let full = Tile.hashCount(level: level, size: log.size) >> 8
            expected += full
            guard !hashes.isEmpty else { continue }
            expected += 1
            for problem in try store.differences(level, full, hashes, in: view) { log.problems.add(problem) }
        }
        if try tables.tiles.count(in: view) != expected { log.problems.add(.table("tiles")) }
    }

    /// Tables that the log leads through must hold nothing besides.
    private func checkCounts(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let streamCount = log.isWhole ? UInt64(log.streams.count) : try tables.names.count(in: view)
        var counts = [
            ("entries", try tables.entries.count(in: view), log.presentCount),
            ("identifiers", try tables.identifiers.count(in: view), log.presentCount),
            ("postings", try tables.postings.count(in: view), log.presentCount),
            ("streams", try tables.streams.count(in: view), streamCount),
            ("names", try tables.names.count(in: view), streamCount),
            ("heads", try tables.heads.count(in: view), streamCount),
            ("keys", try tables.keys.count(in: view), UInt64(log.registry.count)),
        ]
        if log.isWhole {
            counts.append(("counters", try tables.counters.count(in: view), UInt64(log.counters.count)))
            counts.append(("refusals", try tables.refusals.count(in: view), refusalCount))
        }
        for (name, stored, expected) in counts where stored != expected { log.problems.add(.table(name)) }
    }

    private func checkHeads(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for (stream, ordinal) in zip(log.streams, ordinals) {
            let isSame = try log.reading(near: stream.head.lastIndex) { () throws(LedgerError) -> Bool? in
                try tables.heads.value(at: ordinal, in: view)?.hasSameBytes(as: stream.head.stored.span)
            }
            if isSame != true {
                log.problems.add(.table("heads", at: stream.head.lastIndex, stream: stream.name.text))
            }
        }
    }

    /// The records of keys that the log changed from where the check began: those before were read from this very table.
    private func checkKeys(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for (keyID, records) in log.registry.all where records.contains(where: { $0.changed(from: log.start) }) {
            let isSame = try log.reading(near: records.last?.enrolledAt ?? 0) { () throws(LedgerError) -> Bool? in
                try tables.keys.value(at: keyID, in: view)?.hasSameBytes(as: Enrolment.stored(records).span)
            }
            if isSame != true { log.problems.add(.table("keys", at: records.last?.enrolledAt)) }
        }
    }

    private func checkCounters(_ log: inout LogCheck, in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for (keyID, record) in log.counters {
            let isSame = try log.reading(near: 0) { () throws(LedgerError) -> Bool? in
                try tables.counters.value(at: keyID, in: view)?.hasSameBytes(as: record.stored.span)
            }
            if isSame != true { log.problems.add(.table("counters")) }
        }
    }

    /// The stream of an entry by the table of postings, for an entry that cannot say it itself.
    func postedStream(of index: UInt64, in view: borrowing ReadTransaction) throws(LedgerError) -> String? {
        var ordinal: UInt64?
        try tables.postings.scan(in: view) { (key, value) throws(LedgerError) -> ScanStep in
            guard UInt64(tableKey: value) == index else { return .goOn }
            ordinal = key.first
            return .stop
        }
        guard let ordinal, let name = try tables.names.value(at: ordinal, in: view) else { return nil }
        return String(decoding: [UInt8](copying: name), as: UTF8.self)
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
