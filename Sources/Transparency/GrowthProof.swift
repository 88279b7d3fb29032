public import Primitives

/// The proof that a log only grew between two sizes, in one file.
///
///     examledger-consistency/1
///     old 2048 mW3pfj7nIW58gY0W5Tq3iqnvvPTRrtTmZy3ZKNcHyYs=
///     new 3607 rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
///     47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
///     …
///
///     examledger.example/exam-2026-11/1
///     3607
///     …
///
/// The hashes are those of RFC 6962 §2.1.2. The checkpoint is of the larger size, and absent where none was signed
/// over it; what vouches for the smaller tree is the checkpoint that its reader holds.
public struct GrowthProof: Hashable, Sendable {
    /// The first line.
    public static let header = "examledger-consistency/1"

    /// The root of the smaller tree.
    public let oldRoot: Digest
    /// The root of the larger tree.
    public let newRoot: Digest
    /// The sizes, and the hashes that lead from one root to the other.
    public let consistency: ConsistencyProof
    /// The note of the checkpoint over the larger tree; empty where there is none.
    public let checkpoint: [UInt8]

    /// A proof from its parts.
    public init(oldRoot: Digest, newRoot: Digest, consistency: ConsistencyProof, checkpoint: [UInt8] = []) {
        self.oldRoot = oldRoot
        self.newRoot = newRoot
        self.consistency = consistency
        self.checkpoint = checkpoint
    }

    /// The proof that a file holds.
    ///
    /// - Throws: `malformed` for anything but the format's one spelling.
    public init(_ bytes: [UInt8]) throws(ProofDefect) {
        guard bytes.count <= LogProof.sizeLimit else { throw .malformed(line: 1) }
        var lines = ProofLines(bytes)
        guard try lines.next().isSame(as: GrowthProof.header) else { throw .malformed(line: 1) }
        let old = try GrowthProof.head("old", &lines)
        let new = try GrowthProof.head("new", &lines)
        let path = try lines.hashes()
        self.init(
            oldRoot: old.root, newRoot: new.root,
            consistency: ConsistencyProof(oldSize: old.size, newSize: new.size, path: path), checkpoint: lines.rest)
    }

    private static func head(
        _ word: String, _ lines: inout ProofLines
    ) throws(ProofDefect) -> (size: UInt64, root: Digest) {
        let fields = try lines.next().split(separator: " " as Character, omittingEmptySubsequences: false)
        guard fields.count == 3, fields[0].utf8.elementsEqual(word.utf8), let size = Decimal.value(fields[1]),
            let root = Digest(base64: String(fields[2]))
        else { throw .malformed(line: lines.number) }
        return (size, root)
    }

    /// The file.
    public var serialized: [UInt8] {
        var text = GrowthProof.header + "\n"
        text += "old \(consistency.oldSize) \(oldRoot.base64)\n"
        text += "new \(consistency.newSize) \(newRoot.base64)\n"
        for hash in consistency.path { text += hash.base64 + "\n" }
        return Array((text + "\n").utf8) + checkpoint
    }

    /// Verifies that the smaller tree is the beginning of the larger one, and the checkpoint, where there is one.
    ///
    /// - Returns: The checkpoint over the larger tree; `nil` where the file has none.
    /// - Throws: `checkpoint`, `consistency`.
    public func verify(_ policy: TrustPolicy) throws(ProofDefect) -> TrustedCheckpoint? {
        var trusted: TrustedCheckpoint?
        if !checkpoint.isEmpty {
            do throws(NoteDefect) { trusted = try policy.verify(checkpoint) } catch { throw .checkpoint(error) }
        }
        guard consistency.verifies(oldRoot: oldRoot, newRoot: newRoot),
            trusted.map({ $0.size == consistency.newSize && $0.root == newRoot }) ?? true
        else { throw .consistency }
        return trusted
    }
}
