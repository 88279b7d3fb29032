import Exam
import LMDB
import Primitives

extension LogCheck {
    /// An entry must continue its stream, and the table of postings must lead to it.
    mutating func checkStream(
        of statement: Statement, _ index: UInt64, _ header: EntryHeader, _ leaf: Digest,
        in view: borrowing ReadTransaction
    ) throws(LedgerError) {
        let name = statement.stream
        let place: Int
        if let known = places[name] {
            place = known
        } else {
            place = try begin(name, index, header, in: view)
        }
        if let problem = streams[place].head.take(header, leaf, at: index, of: name) { problems.add(problem) }
        let (tables, ordinal) = (tables, streams[place].ordinal)
        let posting = try reading(near: index) { () throws(LedgerError) -> UInt64? in
            try tables.postings.number(at: PairKey(ordinal, header.position), in: view)
        }
        if posting != index { problems.add(.table("postings", at: index, stream: name.text)) }
    }

    /// Takes note of a stream that is met for the first time.
    private mutating func begin(
        _ name: StreamName, _ index: UInt64, _ header: EntryHeader, in view: borrowing ReadTransaction
    ) throws(LedgerError) -> Int {
        let (store, tables) = (store, tables)
        let text = name.text
        let stored = try reading(near: index) { () throws(LedgerError) -> UInt64? in
            try tables.streams.number(at: Array(text.utf8), in: view)
        }
        let ordinal = isWhole ? UInt64(streams.count) : stored ?? .max
        if stored != ordinal || stored == nil { problems.add(.table("streams", at: index, stream: text)) }
        let named = try reading(near: index) { () throws(LedgerError) -> Bool? in
            try tables.names.value(at: ordinal, in: view)?.hasSameBytes(as: Array(text.utf8).span)
        }
        if named != true { problems.add(.table("names", at: index, stream: text)) }
        var head = StreamHead.empty
        if !isWhole, header.position > 0 {
            head =
                try reading(near: index) { [start] () throws(LedgerError) -> StreamHead? in
                    guard let last = try tables.postings.number(at: PairKey(ordinal, header.position - 1), in: view),
                        last < start, let hash = try store.storedLeaf(at: last, in: view)
                    else { return nil }
                    return StreamHead(count: header.position, lastHash: hash, lastIndex: last)
                } ?? .empty
        }
        streams.append(Stream(name: name, ordinal: ordinal, head: head))
        places[name] = streams.count - 1
        return streams.count - 1
    }
}
