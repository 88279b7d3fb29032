import Exam
import LMDB
import Primitives

/// What a check asks of the log as it is kept, because the entries that it has taken in do not tell.
protocol EarlierLog {
    /// A stream's head when it had some entries, all of them below an index; `nil` where it never had.
    func head(of stream: StreamName, count: UInt64, below end: UInt64) throws(LedgerError) -> StreamHead?

    /// The stream index over the first entries.
    func streamIndex(size: UInt64) throws(LedgerError) -> StreamIndex

    /// The events of a stream below an index.
    func events(of stream: StreamName, below end: UInt64) throws(LedgerError) -> [RecordedEvent]

    /// The root over the first entries; `nil` where the tree that is kept does not give it.
    func root(size: UInt64) throws(LedgerError) -> Digest?
}

extension LedgerStore: EarlierLog {
    func head(of stream: StreamName, count: UInt64, below end: UInt64) throws(LedgerError) -> StreamHead? {
        try environment.read { (view) throws(LedgerError) -> StreamHead? in
            guard count > 0, let ordinal = try ordinal(of: stream.text, in: view),
                let last = try tables.postings.number(at: PairKey(ordinal, count - 1), in: view), last < end,
                let hash = try storedLeaf(at: last, in: view)
            else { return nil }
            return StreamHead(count: count, lastHash: hash, lastIndex: last)
        }
    }

    func root(size: UInt64) throws(LedgerError) -> Digest? {
        try environment.read { (view) throws(LedgerError) -> Digest? in
            guard size <= (try self.size(in: view)) else { return nil }
            return try root(size: size, in: view)
        }
    }
}
