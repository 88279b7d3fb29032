import Exam
import LMDB
import Primitives
import Transparency

extension LogCheck {
    /// What can only be said at the end, in the one view in which everything was read.
    mutating func finish(in view: borrowing ReadTransaction) throws(LedgerError) {
        if size == 1 {
            problems.add(
                .opening(Phrase(en: "the log ends before entry 1", zh: "日志在第 1 条之前结束"), at: 1))
        }
        try checkOpenTiles(in: view)
        try checkOtherCheckpoints(in: view)
        try checkCounts(in: view)
        try checkHeads(in: view)
        try checkKeys(in: view)
        try checkLogKeys(in: view)
        if isWhole { try checkCounters(in: view) }
    }

    private mutating func checkOpenTiles(in view: borrowing ReadTransaction) throws(LedgerError) {
        var expected: UInt64 = 0
        for (level, hashes) in tree.openTiles.enumerated() {
            let full = Tile.hashCount(level: level, size: size) >> 8
            expected += full
            guard !hashes.isEmpty else { continue }
            expected += 1
            for problem in try store.differences(level, full, hashes, in: view) { problems.add(problem) }
        }
        if try tables.tiles.count(in: view) != expected { problems.add(.table("tiles")) }
    }

    /// Tables that the log leads through must hold nothing besides.
    private mutating func checkCounts(in view: borrowing ReadTransaction) throws(LedgerError) {
        let streamCount = isWhole ? UInt64(streams.count) : try tables.names.count(in: view)
        var counts = [
            ("entries", try tables.entries.count(in: view), presentCount),
            ("identifiers", try tables.identifiers.count(in: view), presentCount),
            ("postings", try tables.postings.count(in: view), presentCount),
            ("streams", try tables.streams.count(in: view), streamCount),
            ("names", try tables.names.count(in: view), streamCount),
            ("heads", try tables.heads.count(in: view), streamCount),
            ("keys", try tables.keys.count(in: view), UInt64(registry.count)),
        ]
        if isWhole {
            counts.append(("counters", try tables.counters.count(in: view), UInt64(counters.count)))
            counts.append(("refusals", try tables.refusals.count(in: view), refusalCount))
        }
        for (name, stored, expected) in counts where stored != expected { problems.add(.table(name)) }
    }

    private mutating func checkHeads(in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for stream in streams {
            let isSame = try reading(near: stream.head.lastIndex) { () throws(LedgerError) -> Bool? in
                try tables.heads.value(at: stream.ordinal, in: view)?.hasSameBytes(as: stream.head.stored.span)
            }
            if isSame != true {
                problems.add(.table("heads", at: stream.head.lastIndex, stream: stream.name.text))
            }
        }
    }

    private mutating func checkKeys(in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for (keyID, records) in registry.all {
            let isSame = try reading(near: records.last?.enrolledAt ?? 0) { () throws(LedgerError) -> Bool? in
                try tables.keys.value(at: keyID, in: view)?.hasSameBytes(as: Enrolment.stored(records).span)
            }
            if isSame != true { problems.add(.table("keys", at: records.last?.enrolledAt)) }
        }
    }

    private mutating func checkCounters(in view: borrowing ReadTransaction) throws(LedgerError) {
        let tables = tables
        for (keyID, record) in counters {
            let isSame = try reading(near: 0) { () throws(LedgerError) -> Bool? in
                try tables.counters.value(at: keyID, in: view)?.hasSameBytes(as: record.stored.span)
            }
            if isSame != true { problems.add(.table("counters")) }
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
