public import Exam
import LMDB
public import Primitives
import Transparency

/// A prefix of the log: what a question about the past is asked of.
public struct Prefix: Hashable, Sendable {
    /// The number of entries.
    public let size: UInt64
    /// The `received_at` of its last entry.
    public let now: Instant
}

extension LedgerStore: EventSource {
    /// The name of the ledger.
    public var origin: String { identity.origin }

    /// The whole log, or its first entries.
    ///
    /// - Throws: `ledger.not-found` for more entries than there are, or none.
    public func prefix(size: UInt64? = nil) throws(LedgerError) -> Prefix {
        try environment.read { (view) throws(LedgerError) -> Prefix in
            let whole = try self.size(in: view)
            let size = size ?? whole
            guard size > 0, size <= whole, let entry = try tables.entries.value(at: size - 1, in: view),
                let header = EntryHeader(entry: entry)
            else { throw .notFound("#\(size)") }
            return Prefix(size: size, now: header.receivedAt)
        }
    }

    /// The entries received up to and including a moment.
    ///
    /// `received_at` never decreases along the log, so that a binary search finds the end.
    public func prefix(until instant: Instant) throws(LedgerError) -> Prefix {
        try environment.read { (view) throws(LedgerError) -> Prefix in
            var low: UInt64 = 0
            var high = try self.size(in: view)
            while low < high {
                let middle = (low + high) / 2
                guard let entry = try tables.entries.value(at: middle, in: view),
                    let header = EntryHeader(entry: entry)
                else { throw .damagedEntry(middle) }
                if header.receivedAt <= instant { low = middle + 1 } else { high = middle }
            }
            return Prefix(size: low, now: instant)
        }
    }

    /// H(0x00 ‖ statement) of some events, by index.
    public func statementLeaves(of events: [RecordedEvent]) throws(LedgerError) -> [UInt64: Digest] {
        guard !events.isEmpty else { return [:] }
        return try environment.read { (view) throws(LedgerError) -> [UInt64: Digest] in
            var leaves: [UInt64: Digest] = [:]
            for event in events where leaves[event.index] == nil {
                guard let entry = try tables.entries.value(at: event.index, in: view),
                    EntryHeader(entry: entry) != nil
                else { throw .damagedEntry(event.index) }
                leaves[event.index] = MerkleTree.leafHash(entry.extracting(EntryHeader.width...))
            }
            return leaves
        }
    }

    /// The index of the first successful login of an exam; `nil` where nobody has logged in.
    public func firstLogin(exam: String, below size: UInt64) throws(LedgerError) -> UInt64? {
        var first: UInt64?
        try forEachEvent(in: 0..<size) { (event) throws(LedgerError) -> Bool in
            if event.statement.exam == exam,
                event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded
            {
                first = event.index
            }
            return first == nil
        }
        return first
    }

    /// The sessions that a prefix speaks of: every candidate's stream, ordered by the bytes of its name.
    public func sessions(asOf prefix: Prefix) throws(LedgerError) -> [SessionName] {
        let isWhole = try size() == prefix.size
        var sessions: [SessionName] = []
        for stream in try streams() {
            guard case .candidate(let exam, let sitting, let candidate) = stream.name else { continue }
            let session = SessionName(exam: exam, sitting: sitting, candidate: candidate)
            let first = isWhole ? 0 : try firstIndex(of: session.stream)
            if first < prefix.size { sessions.append(session) }
        }
        return sessions.sorted()
    }

    private func firstIndex(of stream: StreamName) throws(LedgerError) -> UInt64 {
        try environment.read { (view) throws(LedgerError) -> UInt64 in
            guard let ordinal = try ordinal(of: stream.text, in: view) else { return .max }
            return try tables.postings.number(at: PairKey(ordinal, 0), in: view) ?? .max
        }
    }
}

/// The name of a session: a candidate in a sitting.
public struct SessionName: Hashable, Comparable, Sendable {
    /// The exam.
    public let exam: String
    /// The sitting.
    public let sitting: String
    /// The candidate.
    public let candidate: String

    /// A session by its exam, sitting and candidate.
    public init(exam: String, sitting: String, candidate: String) {
        self.exam = exam
        self.sitting = sitting
        self.candidate = candidate
    }

    /// The session's stream.
    public var stream: StreamName { .candidate(exam: exam, sitting: sitting, candidate: candidate) }

    /// Orders by the bytes of the stream's name.
    public static func < (lhs: SessionName, rhs: SessionName) -> Bool {
        lhs.stream.text.utf8.lexicographicallyPrecedes(rhs.stream.text.utf8)
    }
}
