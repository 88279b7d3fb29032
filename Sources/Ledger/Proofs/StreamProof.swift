public import Exam
import Primitives
public import Transparency

/// Where a stream ends by the newest stream index, or that there is no such stream, in one file.
///
///     {"format":"examledger-stream/1","name":"candidate/…","checkpoint":"<note>",
///      "index":{"entry":"B64","inclusion":["hex",…]},
///      "leaf":{"name":"candidate/…","count":n,"last":"hex","position":n,"path":["hex",…]}}
///
/// For a stream that is not there, `absent` with the leaves `before` and `after` its place stands instead of `leaf`.
public struct StreamProof: Hashable, Sendable {
    /// The format's name and version.
    public static let format = "examledger-stream/1"

    /// The stream's name.
    public let name: StreamName
    /// Where it stands in the index, or would stand.
    public let place: StreamPlace
    let checkpoint: [UInt8]
    let index: ProvedEntry

    /// The proof of a stream in a committed index.
    public init(of name: StreamName, in prover: StreamIndex.Prover, under index: CommittedIndex) {
        self.name = name
        place = prover.place(of: name.text)
        checkpoint = Array(index.checkpoint.note.serialized.utf8)
        self.index = index.entry
    }

    /// The file, with its line break.
    public var serialized: [UInt8] {
        let leaf: JSONValue? = if case .present(let leaf) = place { leaf.json } else { nil }
        let json = JSONValue.members([
            "format": .string(StreamProof.format), "name": .string(name.text),
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)), "index": index.json,
            "leaf": leaf, "absent": leaf == nil ? place.neighbours : nil,
        ])
        return Array((json.text + "\n").utf8)
    }

    init(_ bytes: [UInt8]) throws(FormDefect) {
        var reader = try FormReader(try FormReader.document(bytes), "")
        guard try reader.text("format").isSame(as: StreamProof.format) else { throw reader.defect("format") }
        guard let name = StreamName(try reader.text("name")) else { throw reader.defect("name") }
        self.name = name
        checkpoint = Array(try reader.text("checkpoint").utf8)
        index = try reader.proved("index")
        if let leaf = reader.optional("leaf") {
            place = .present(try FormReader.leaf(leaf, "leaf"))
        } else {
            place = try reader.absence("absent")
        }
        try reader.end()
    }
}

extension ProofReport {
    /// Checks the proof of a stream that a file holds.
    public init(streamProof bytes: [UInt8], _ policy: TrustPolicy) {
        do throws(FormDefect) {
            self.init(try StreamProof(bytes), policy)
        } catch {
            self.init(.stream, refused: error.problem)
        }
    }

    /// Checks where a stream ends, or that it is not there.
    public init(_ proof: StreamProof, _ policy: TrustPolicy) {
        self.init(.stream)
        subject = proof.name.text
        let trusted: TrustedCheckpoint
        do throws(NoteDefect) { trusted = try policy.verify(proof.checkpoint) } catch {
            problems = [Problem(error)]
            return
        }
        checkpoint = trusted
        var reading = EntryReading(of: nil)
        var found: [VerificationProblem] = []
        let index = CommittedIndex(proof.index, under: trusted, &reading, &found)
        if let index, !proof.place.verifies(proof.name.text, streams: index.streams, root: index.root) {
            found.append(.streamLeaf(proof.name.text))
        }
        problems = found.map { Problem($0) }
        guard let index, problems.isEmpty else { return }
        extent = Extent(
            size: trusted.size, receivedAt: EntryHeader(entry: proof.index.bytes.span)?.receivedAt)
        verified = [.checkpoint(trusted), .place(proof, size: index.size)]
        notChecked =
            Point.noWitness(trusted) + [
                Point(
                    "index.truth",
                    "That the stream index is that of the whole log, and the signature over it: a full verification of "
                        + "the ledger recomputes it.", "流索引与整个日志是否相符，以及其签名：对账本的完整校验会重新计算。")
            ]
    }
}

extension ProofReport.Point {
    fileprivate static func place(_ proof: StreamProof, size: UInt64) -> ProofReport.Point {
        switch proof.place {
        case .present(let leaf):
            ProofReport.Point(
                "stream.end",
                "Of the first \(size) entries, \(leaf.leaf.count) belong to the stream; the leaf hash of the last is "
                    + "\(leaf.leaf.lastHash.hex).",
                "前 \(size) 条中有 \(leaf.leaf.count) 条属于该流；最后一条的叶哈希为 \(leaf.leaf.lastHash.hex)。")
        case .absent:
            ProofReport.Point(
                "stream.absent", "Among the first \(size) entries none belongs to such a stream.",
                "前 \(size) 条中没有任何条目属于该流。")
        }
    }
}
