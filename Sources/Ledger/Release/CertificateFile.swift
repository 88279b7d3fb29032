import Exam
public import Primitives
public import Signing
public import Transparency

/// A release certificate as it is handed out: with it goes what an outsider needs to check it.
///
///     {"format":"examledger-certificate/1","certificate":{DSSE},"checkpoint":"<note>",
///      "opened":{"entry":"B64","inclusion":["hex",…]},"trust":{"entries":["B64",…],"inclusion":["hex",…]}}
///
/// `opened` is entry 0, which names the authority. `trust.entries` is the `trust` stream from its beginning: each entry
/// holds the hash of the one before it, so that the inclusion of the last proves them all.
public struct CertificateFile: Hashable, Sendable {
    /// What such a file says that it is.
    public static let format = "examledger-certificate/1"

    /// The `trust` stream as far as the checkpoint reaches.
    public struct Trust: Hashable, Sendable {
        /// Its entries in order.
        public let entries: [[UInt8]]
        /// The inclusion of the last of them.
        public let inclusion: [Digest]
    }

    /// The certificate with its signatures.
    public var envelope: JointEnvelope
    /// The checkpoint's note, with the cosignatures that it had.
    public let note: String
    /// Entry 0.
    public let opened: ProvedEntry
    /// The `trust` stream as far as the checkpoint reaches.
    public let trust: Trust

    /// The file of a certificate, not signed yet, under the checkpoint that it names.
    ///
    /// - Throws: what reading the store throws.
    public init(
        _ certificate: ReleaseCertificate, under checkpoint: TrustedCheckpoint, in store: LedgerStore
    ) throws(LedgerError) {
        envelope = JointEnvelope(payloadType: ReleaseCertificate.payloadType, payload: certificate.payload)
        note = checkpoint.note.serialized
        opened = try store.proved(0, size: checkpoint.size)
        var entries: [[UInt8]] = []
        var last = opened
        for index in try store.indexes(of: .trust, below: checkpoint.size) {
            last = try store.proved(index, size: checkpoint.size)
            entries.append(last.bytes)
        }
        trust = Trust(entries: entries, inclusion: last.inclusion)
    }

    /// The file, on one line.
    public var json: JSONValue {
        .members([
            "format": .string(CertificateFile.format), "certificate": envelope.json, "checkpoint": .string(note),
            "opened": .members([
                "entry": .string(Base64.encode(opened.bytes.span)),
                "inclusion": .array(opened.inclusion.map { .string($0.hex) }),
            ]),
            "trust": .members([
                "entries": .array(trust.entries.map { .string(Base64.encode($0.span)) }),
                "inclusion": .array(trust.inclusion.map { .string($0.hex) }),
            ]),
        ])
    }

    /// Reads a file strictly; nothing in it is believed yet.
    public init(_ bytes: [UInt8]) throws(FormDefect) {
        var reader = try FormReader(try FormReader.document(bytes), "")
        guard try reader.text("format").isSame(as: CertificateFile.format) else { throw reader.defect("format") }
        let envelope = try CertificateFile.envelope(try reader.object("certificate"))
        let note = try reader.text("checkpoint")
        let opened = try reader.proved("opened")
        var trust = try reader.object("trust")
        let entries = try trust.entries("entries")
        let inclusion = try trust.hashes("inclusion")
        try trust.end()
        try reader.end()
        self.envelope = envelope
        self.note = note
        self.opened = opened
        self.trust = Trust(entries: entries, inclusion: inclusion)
    }

    private static func envelope(_ members: FormReader) throws(FormDefect) -> JointEnvelope {
        var members = members
        let payloadType = try members.text("payloadType")
        guard payloadType.isSame(as: ReleaseCertificate.payloadType) else { throw members.defect("payloadType") }
        let payload = try members.bytes("payload")
        let values = try members.list("signatures")
        guard values.count <= JointEnvelope.signatureLimit else { throw members.defect("signatures") }
        try members.end()
        var signatures: [EnvelopeSignature] = []
        for (place, value) in values.enumerated() {
            signatures.append(try signature(value, members.defect("signatures[\(place)]").member))
        }
        return JointEnvelope(payloadType: payloadType, payload: payload, signatures: signatures)
    }

    private static func signature(_ value: JSONValue, _ place: String) throws(FormDefect) -> EnvelopeSignature {
        var members = try FormReader(value, place)
        guard let keyID = KeyID(hex: try members.text("keyid")) else { throw members.defect("keyid") }
        let bytes = try members.bytes("sig")
        guard let signature = Signature(bytes.span) else { throw members.defect("sig") }
        try members.end()
        return EnvelopeSignature(keyID: keyID, signature: signature)
    }
}

extension LedgerStore {
    /// An entry with its way to the root of the tree of a size.
    fileprivate func proved(_ index: UInt64, size: UInt64) throws(LedgerError) -> ProvedEntry {
        guard let entry = try entry(at: index) else { throw .damagedEntry(index) }
        guard let proof = try inclusionProof(index: index, size: size) else { throw .notFound("#\(size)") }
        return ProvedEntry(bytes: entry, inclusion: proof.path)
    }
}
