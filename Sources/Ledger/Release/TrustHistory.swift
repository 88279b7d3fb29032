import Exam
import Primitives
import Transparency

/// The keys of a ledger as entry 0 and its `trust` stream tell of them, checked without the ledger.
struct TrustHistory {
    /// Which ledger it is.
    let identity: LedgerIdentity
    /// Who may speak, as far as the entries reach.
    let registry: KeyRegistry

    /// Reads and checks the entries against a checkpoint; `nil`, with the reasons among the problems, where they are not
    /// entries of that log or not allowed there.
    init?(
        _ file: CertificateFile, under checkpoint: TrustedCheckpoint, authority: KeyID?,
        _ problems: inout [VerificationProblem]
    ) {
        var found: [VerificationProblem] = []
        defer { problems += found }
        let opened = LedgerIdentity(opened: file.opened, under: checkpoint, authority: authority, &found)
        guard let identity = opened else { return nil }
        var reading = EntryReading(of: identity)
        var entries: [ReadEntry] = []
        var head = StreamHead.empty
        for bytes in [file.opened.bytes] + file.trust.entries {
            let stated = EntryHeader(entry: bytes.span)?.index ?? head.lastIndex
            let read = reading.read(bytes.span, at: stated)
            found += read.problems
            guard let header = read.header, let statement = read.statement, let leaf = read.leaf else { return nil }
            if !entries.isEmpty {
                if statement.stream != .trust {
                    found.append(.otherStream(statement.stream.text, at: stated, claimed: StreamName.trust.text))
                }
                if let problem = head.take(header, leaf, at: stated, of: .trust) { found.append(problem) }
            }
            entries.append(ReadEntry(bytes: bytes, header: header, statement: statement))
        }
        // Each holds the hash of the one before it: the last proves them all.
        let last = ProvedEntry(bytes: file.trust.entries.last ?? [], inclusion: file.trust.inclusion)
        if !last.verifies(at: head.lastIndex, under: checkpoint) { found.append(.notIncluded(at: head.lastIndex)) }
        guard found.isEmpty else { return nil }
        registry = KeyRegistry(checking: entries, &found)
        found += LogKeyHistory.problems(entries, identity)
        guard found.isEmpty else { return nil }
        self.identity = identity
    }
}
