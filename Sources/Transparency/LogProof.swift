public import Primitives

/// The proof that one entry is in a log, in one file with the checkpoint that it leads to (C2SP tlog-proof).
///
///     c2sp.org/tlog-proof@v1
///     extra AQAAAAAAAA…
///     index 412
///     mW3pfj7nIW58gY0W5Tq3iqnvvPTRrtTmZy3ZKNcHyYs=
///     …
///
///     examledger.example/exam-2026-11/1
///     3607
///     …
///
/// `extra` is the entry (formats.md §5). Nothing vouches for it until the leaf is derived again from it.
public struct LogProof: Hashable, Sendable {
    /// The first line.
    public static let header = "c2sp.org/tlog-proof@v1"
    /// The longest file that is read, in bytes: an entry in base64, 63 hashes and a note.
    public static let sizeLimit = 1_200_000

    /// What the file carries beside the proof; here the entry.
    public let extra: [UInt8]?
    /// The entry's index in the log.
    public let index: UInt64
    /// The hashes beside the way from the leaf to the root, the leaf's sibling first.
    public let path: [Digest]
    /// The checkpoint's note, as it was signed.
    public let checkpoint: [UInt8]

    /// A proof from its parts.
    public init(extra: [UInt8]?, index: UInt64, path: [Digest], checkpoint: [UInt8]) {
        self.extra = extra
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// The proof that a file holds.
    ///
    /// - Throws: `malformed` for anything but the format's one spelling.
    public init(_ bytes: [UInt8]) throws(ProofDefect) {
        guard bytes.count <= LogProof.sizeLimit else { throw .malformed(line: 1) }
        var lines = ProofLines(bytes)
        guard try lines.next().isSame(as: LogProof.header) else { throw .malformed(line: 1) }
        var line = try lines.next()
        var extra: [UInt8]?
        if line.hasPrefix("extra ") {
            guard let entry = Base64.decode(String(line.dropFirst(6))), !entry.isEmpty else {
                throw .malformed(line: lines.number)
            }
            extra = entry
            line = try lines.next()
        }
        guard line.hasPrefix("index "), let index = Decimal.value(line.dropFirst(6)) else {
            throw .malformed(line: lines.number)
        }
        let path = try lines.hashes()
        self.init(extra: extra, index: index, path: path, checkpoint: lines.rest)
    }

    /// The file.
    public var serialized: [UInt8] {
        var text = LogProof.header + "\n"
        if let extra { text += "extra \(Base64.encode(extra.span))\n" }
        text += "index \(index)\n"
        for hash in path { text += hash.base64 + "\n" }
        return Array((text + "\n").utf8) + checkpoint
    }

    /// Verifies that a leaf is in the log: the checkpoint by the policy first, then the path to its root.
    ///
    /// - Throws: `checkpoint`, `beyond`, `inclusion`.
    public func verify(leaf: Digest, _ policy: TrustPolicy) throws(ProofDefect) -> TrustedCheckpoint {
        let trusted: TrustedCheckpoint
        do throws(NoteDefect) { trusted = try policy.verify(checkpoint) } catch { throw .checkpoint(error) }
        guard index < trusted.size else { throw .beyond(index: index, size: trusted.size) }
        let proof = InclusionProof(index: index, size: trusted.size, path: path)
        guard proof.verifies(leaf: leaf, root: trusted.root) else { throw .inclusion }
        return trusted
    }
}
