public import Primitives

/// What the officers of a release certify: which scores went out, of whom, and on which state of the log
/// (formats.md §9).
///
/// The payload is written in RFC 8785 form, so that whoever certifies the same writes the same bytes.
public struct ReleaseCertificate: Hashable, Sendable {
    /// The payload type of its envelope.
    public static let payloadType = "application/vnd.examledger.release+json"

    /// The ledger's origin.
    public let ledger: String
    /// The exam.
    public let exam: String
    /// The sittings.
    public let sittings: [String]
    /// The number of entries on which the gate was computed; all of them were verified.
    public let size: UInt64
    /// The root over them.
    public let root: Digest
    /// The version of the rules.
    public let ruleset: String
    /// The digest of the parameters in force.
    public let parametersHash: Digest
    /// The root over the findings of the audit of those entries.
    public let findingsRoot: Digest
    /// How many signatures of entries were found to hold.
    public let signatures: UInt64
    /// How many streams there are.
    public let streams: UInt64
    /// The candidates who were not released.
    public let withheld: [String]
    /// The SHA-256 of the score file.
    public let scoresSHA256: Digest
    /// The length of the score file in bytes.
    public let scoresBytes: UInt64
    /// The `received_at` of the `score.released`.
    public let releasedAt: Instant

    /// A certificate of what is known of a release.
    public init(
        ledger: String, exam: String, sittings: [String], size: UInt64, root: Digest, ruleset: String,
        parametersHash: Digest, findingsRoot: Digest, signatures: UInt64, streams: UInt64, withheld: [String],
        scoresSHA256: Digest, scoresBytes: UInt64, releasedAt: Instant
    ) {
        self.ledger = ledger
        self.exam = exam
        self.sittings = sittings
        self.size = size
        self.root = root
        self.ruleset = ruleset
        self.parametersHash = parametersHash
        self.findingsRoot = findingsRoot
        self.signatures = signatures
        self.streams = streams
        self.withheld = withheld
        self.scoresSHA256 = scoresSHA256
        self.scoresBytes = scoresBytes
        self.releasedAt = releasedAt
    }

    /// The bytes that the officers sign.
    public var payload: [UInt8] { json.canonicalBytes }

    /// The digest by which the `score.released` names it.
    public var digest: Digest { SHA256.digest(of: payload) }

    /// The certificate as programs read it.
    public var json: JSONValue {
        .members([
            "ledger": .string(ledger), "exam": .string(exam), "sittings": .array(sittings.map { .string($0) }),
            "checkpoint": .members(["size": .number(size), "root": .string(root.base64)]),
            "ruleset": .string(ruleset), "parameters_hash": .string(parametersHash.hex),
            "findings_root": .string(findingsRoot.hex),
            "verified": .members([
                "entries": .number(size), "signatures": .number(signatures), "streams": .number(streams),
            ]),
            "withheld": .array(withheld.map { .string($0) }),
            "scores": .members(["sha256": .string(scoresSHA256.hex), "bytes": .number(scoresBytes)]),
            "released_at": .integer(releasedAt.milliseconds),
        ])
    }

    /// Reads a payload strictly; only its one spelling is taken.
    public init(payload: [UInt8]) throws(FormDefect) {
        var reader = try FormReader(try FormReader.document(payload), "")
        var (checkpoint, verified) = (try reader.object("checkpoint"), try reader.object("verified"))
        var scores = try reader.object("scores")
        let bytes = try checkpoint.bytes("root")
        guard let root = Digest(bytes.span) else { throw checkpoint.defect("root") }
        self.init(
            ledger: try reader.text("ledger"), exam: try reader.text("exam"), sittings: try reader.texts("sittings"),
            size: try checkpoint.number("size"), root: root, ruleset: try reader.text("ruleset"),
            parametersHash: try reader.digest("parameters_hash"), findingsRoot: try reader.digest("findings_root"),
            signatures: try verified.number("signatures"), streams: try verified.number("streams"),
            withheld: try reader.texts("withheld"), scoresSHA256: try scores.digest("sha256"),
            scoresBytes: try scores.number("bytes"),
            releasedAt: Instant(milliseconds: Int64(clamping: try reader.number("released_at"))))
        guard try verified.number("entries") == size else { throw verified.defect("entries") }
        for members in [reader, checkpoint, verified, scores] { try members.end() }
        guard self.payload == payload else { throw reader.defect("payload") }
    }
}
