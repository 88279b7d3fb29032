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

    /// An entry with its way to the checkpoint's root.
    public struct Proved: Hashable, Sendable {
        /// The entry, or a stream's entries in order.
        public let entries: [[UInt8]]
        /// The inclusion of the last of them.
        public let inclusion: [Digest]
    }

    /// The certificate with its signatures.
    public var envelope: JointEnvelope
    /// The checkpoint's note, with the cosignatures that it had.
    public let note: String
    /// Entry 0.
    public let opened: Proved
    /// The `trust` stream as far as the checkpoint reaches.
    public let trust: Proved

    /// The file of a certificate, not signed yet, under the checkpoint that it names.
    ///
    /// - Throws: what reading the store throws.
    public init(
        _ certificate: ReleaseCertificate, under checkpoint: TrustedCheckpoint, in store: LedgerStore
    ) throws(LedgerError) {
        envelope = JointEnvelope(payloadType: ReleaseCertificate.payloadType, payload: certificate.payload)
        note = checkpoint.note.serialized
        opened = try store.proved([0], size: checkpoint.size)
        trust = try store.proved(
            store.indexes(of: .trust, below: checkpoint.size), size: checkpoint.size)
    }

    /// The file, on one line.
    public var json: JSONValue {
        .members([
            "format": .string(CertificateFile.format), "certificate": envelope.json, "checkpoint": .string(note),
            "opened": .members([
                "entry": opened.entries.first.map { .string(Base64.encode($0.span)) },
                "inclusion": .array(opened.inclusion.map { .string($0.hex) }),
            ]),
            "trust": .members([
                "entries": .array(trust.entries.map { .string(Base64.encode($0.span)) }),
                "inclusion": .array(trust.inclusion.map { .string($0.hex) }),
            ]),
        ])
    }

    /// Reads a file strictly; nothing in it is believed yet.
    public init(_ bytes: [UInt8]) throws(CertificateDefect) {
        let value = try CertificateFile.json(bytes)
        let members = try CertificateMembers(
            value, names: ["format", "certificate", "checkpoint", "opened", "trust"])
        guard try members.text("format").isSame(as: CertificateFile.format) else { throw .format }
        envelope = try members.object("certificate", names: ["payloadType", "payload", "signatures"]).envelope()
        guard envelope.payloadType.isSame(as: ReleaseCertificate.payloadType) else {
            throw .member("certificate.payloadType")
        }
        note = try members.text("checkpoint")
        let opened = try members.object("opened", names: ["entry", "inclusion"])
        self.opened = Proved(entries: [try opened.bytes("entry")], inclusion: try opened.path("inclusion"))
        let trust = try members.object("trust", names: ["entries", "inclusion"])
        self.trust = Proved(
            entries: try trust.byteStrings("entries"), inclusion: try trust.path("inclusion"))
    }

    static func json(_ bytes: [UInt8]) throws(CertificateDefect) -> JSONValue {
        var tape = JSONTape()
        do throws(JSONDefect) { try tape.scan(bytes.span) } catch { throw .json(error) }
        return tape.value(JSONTape.root, bytes.span)
    }
}

extension LedgerStore {
    /// Some entries with the inclusion of the last of them in the tree of a size.
    fileprivate func proved(_ indexes: [UInt64], size: UInt64) throws(LedgerError) -> CertificateFile.Proved {
        var entries: [[UInt8]] = []
        for index in indexes {
            guard let entry = try entry(at: index) else { throw .damagedEntry(index) }
            entries.append(entry)
        }
        guard let last = indexes.last, let proof = try inclusionProof(index: last, size: size) else {
            throw .notFound("#\(size)")
        }
        return CertificateFile.Proved(entries: entries, inclusion: proof.path)
    }
}
