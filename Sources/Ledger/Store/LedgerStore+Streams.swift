public import Exam
import LMDB
public import Primitives

extension LedgerStore {
    /// A stream's ordinal; `nil` for a stream without entries.
    func ordinal(of stream: String, in view: borrowing ReadTransaction) throws(LedgerError) -> UInt64? {
        try tables.streams.number(at: Array(stream.utf8), in: view)
    }

    /// All streams with their heads, in the order in which they began.
    public func streams() throws(LedgerError) -> [(name: StreamName, head: StreamHead)] {
        try environment.read { (view) throws(LedgerError) -> [(name: StreamName, head: StreamHead)] in
            var streams: [(name: StreamName, head: StreamHead)] = []
            try tables.names.scan(in: view) { (ordinal, bytes) throws(LedgerError) -> ScanStep in
                guard let name = StreamName(String(decoding: [UInt8](copying: bytes), as: UTF8.self)),
                    let stored = try tables.heads.value(at: ordinal, in: view), let head = StreamHead(stored: stored)
                else { throw tables.heads.damagedRecord(in: view) }
                streams.append((name, head))
                return .goOn
            }
            return streams
        }
    }

    /// The head of a stream; `nil` for a stream without entries.
    public func head(of stream: StreamName) throws(LedgerError) -> StreamHead? {
        try environment.read { (view) throws(LedgerError) -> StreamHead? in
            guard let ordinal = try ordinal(of: stream.text, in: view) else { return nil }
            guard let stored = try tables.heads.value(at: ordinal, in: view), let head = StreamHead(stored: stored)
            else { throw tables.heads.damagedRecord(in: view) }
            return head
        }
    }

    /// The indexes of a stream's entries below a size, in the stream's order.
    public func indexes(
        of stream: StreamName, below size: UInt64 = .max
    ) throws(LedgerError) -> [UInt64] {
        try environment.read { (view) throws(LedgerError) -> [UInt64] in
            guard let ordinal = try ordinal(of: stream.text, in: view) else { return [] }
            var indexes: [UInt64] = []
            try tables.postings.scan(from: PairKey(ordinal, 0), in: view) { (key, value) throws(LedgerError) in
                guard key.first == ordinal else { return .stop }
                guard let index = UInt64(tableKey: value), key.second == UInt64(indexes.count) else {
                    throw tables.postings.damagedRecord(in: view)
                }
                guard index < size else { return .stop }
                indexes.append(index)
                return .goOn
            }
            return indexes
        }
    }

    /// The events of a stream below a size, in the stream's order; empty for a stream without entries.
    public func events(
        of stream: StreamName, below size: UInt64 = .max
    ) throws(LedgerError) -> [RecordedEvent] {
        let indexes = try indexes(of: stream, below: size)
        var reader = StatementReader()
        var events: [RecordedEvent] = []
        events.reserveCapacity(indexes.count)
        var start = 0
        while start < indexes.count {
            let end = min(indexes.count, start + Int(LedgerStore.slice))
            try environment.read { (view) throws(LedgerError) in
                for index in indexes[start..<end] {
                    guard let event = try event(at: index, in: view, &reader) else { throw .damagedEntry(index) }
                    events.append(event)
                }
            }
            start = end
        }
        return events
    }
}
