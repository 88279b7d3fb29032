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
    public init(payload: [UInt8]) throws(CertificateDefect) {
        let value = try CertificateFile.json(payload)
        let members = try CertificateMembers(
            value,
            names: [
                "ledger", "exam", "sittings", "checkpoint", "ruleset", "parameters_hash", "findings_root", "verified",
                "withheld", "scores", "released_at",
            ])
        let checkpoint = try members.object("checkpoint", names: ["size", "root"])
        let verified = try members.object("verified", names: ["entries", "signatures", "streams"])
        let scores = try members.object("scores", names: ["sha256", "bytes"])
        self.init(
            ledger: try members.text("ledger"), exam: try members.text("exam"), sittings: try members.texts("sittings"),
            size: try checkpoint.count("size"), root: try checkpoint.root("root"),
            ruleset: try members.text("ruleset"), parametersHash: try members.digest("parameters_hash"),
            findingsRoot: try members.digest("findings_root"), signatures: try verified.count("signatures"),
            streams: try verified.count("streams"), withheld: try members.texts("withheld"),
            scoresSHA256: try scores.digest("sha256"), scoresBytes: try scores.count("bytes"),
            releasedAt: Instant(milliseconds: Int64(clamping: try members.count("released_at"))))
        guard try verified.count("entries") == size else { throw .member("verified.entries") }
        guard self.payload == payload else { throw .member("payload") }
    }
}
