import Exam
import Primitives
import Signing
import Transparency

/// The keys of a ledger as entry 0 and its `trust` stream tell of them, checked without the ledger.
struct TrustHistory {
    /// Who may speak, as far as the entries reach.
    private(set) var registry = KeyRegistry()
    /// The key of the authority.
    let authority: KeyID
    /// How many officers a release takes.
    let approvalsRequired: Int64
    /// The index of the last entry that was shown.
    private(set) var lastIndex: UInt64 = 0

    /// Reads and checks the entries against a checkpoint.
    ///
    /// - Throws: why they are not entries of that log, or not allowed there.
    init(_ file: CertificateFile, under checkpoint: TrustedCheckpoint) throws(Refusal) {
        var reader = StatementReader()
        let first = file.opened.entries.first ?? []
        let (header, statement) = try TrustHistory.read(first, &reader)
        guard header.index == 0, case .ledgerOpened(let data) = statement.payload,
            statement.ledger.isSame(as: checkpoint.origin), data.origin.isSame(as: checkpoint.origin),
            data.authorityKeyID == header.keyID, PublicKey(data.authorityPublicKey).id == header.keyID,
            TrustHistory.isSigned(first, header, by: PublicKey(data.authorityPublicKey)),
            TrustHistory.isIncluded(first, header, file.opened, checkpoint)
        else { throw .brokenTrust(at: 0) }
        authority = data.authorityKeyID
        approvalsRequired = data.approvalsRequired
        registry.apply(statement, at: 0)
        try take(file.trust, checkpoint, &reader)
    }

    private mutating func take(
        _ trust: CertificateFile.Proved, _ checkpoint: TrustedCheckpoint, _ reader: inout StatementReader
    ) throws(Refusal) {
        var previous = Digest.zero
        for (place, entry) in trust.entries.enumerated() {
            let (header, statement) = try TrustHistory.read(entry, &reader)
            guard header.index > lastIndex, header.position == UInt64(place), header.previous == previous,
                statement.stream == .trust, statement.ledger.isSame(as: checkpoint.origin)
            else { throw .brokenTrust(at: header.index) }
            let key = try registry.key(for: statement, signedBy: header.keyID, at: header.receivedAt)
            guard TrustHistory.isSigned(entry, header, by: key) else { throw .badSignature }
            try registry.checkChange(by: statement, at: header.index)
            registry.apply(statement, at: header.index)
            previous = MerkleTree.leafHash(entry.span)
            lastIndex = header.index
        }
        guard let last = trust.entries.last, let header = EntryHeader(entry: last.span),
            TrustHistory.isIncluded(last, header, trust, checkpoint)
        else { throw .brokenTrust(at: lastIndex) }
    }

    private static func read(
        _ entry: [UInt8], _ reader: inout StatementReader
    ) throws(Refusal) -> (EntryHeader, Statement) {
        guard let header = EntryHeader(entry: entry.span) else { throw .brokenTrust(at: 0) }
        return (header, try reader.read(entry.span.extracting(EntryHeader.width...)))
    }

    private static func isSigned(_ entry: [UInt8], _ header: EntryHeader, by key: PublicKey) -> Bool {
        let statement = entry.span.extracting(EntryHeader.width...)
        return key.verifies(header.signature, over: PAE.bytes(type: Envelope.eventType, payload: statement).span)
    }

    private static func isIncluded(
        _ entry: [UInt8], _ header: EntryHeader, _ proved: CertificateFile.Proved, _ checkpoint: TrustedCheckpoint
    ) -> Bool {
        InclusionProof(index: header.index, size: checkpoint.size, path: proved.inclusion)
            .verifies(leaf: MerkleTree.leafHash(entry.span), root: checkpoint.root)
    }
}

extension Refusal {
    fileprivate static func brokenTrust(at index: UInt64) -> Refusal {
        Refusal(
            .statementInvalid,
            Phrase(
                en: "entry \(index) is not one that the checkpoint's log has at this place",
                zh: "第 \(index) 条并非该检查点的日志在此处的条目"))
    }
}
