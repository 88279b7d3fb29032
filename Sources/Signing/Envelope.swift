public import Primitives

/// How a statement travels: a DSSE envelope, one JSON object a line (formats.md §2).
public struct Envelope: Hashable, Sendable {
    /// The payload type of an event.
    public static let eventType = "application/vnd.examledger.event+json"
    /// The largest statement, in bytes (formats.md §1).
    public static let payloadLimit = 32_768
    /// The longest line that is read: the largest statement in Base64 and as much again for disclosures.
    public static let lineLimit = 131_072

    /// What kind of payload it is.
    public var payloadType: String
    /// The signed bytes, verbatim.
    public var payload: [UInt8]
    /// The one signature.
    public var signature: EnvelopeSignature
    /// Openings of the payload's commitments (formats.md §4); unsigned.
    public var disclosures: [String]
    /// When the ledger received it, where its clock is imported (formats.md §3); unsigned.
    public var receivedAt: Instant?

    /// An envelope around bytes that are signed already.
    public init(
        payloadType: String = Envelope.eventType, payload: [UInt8], signature: EnvelopeSignature,
        disclosures: [String] = [], receivedAt: Instant? = nil
    ) {
        self.payloadType = payloadType
        self.payload = payload
        self.signature = signature
        self.disclosures = disclosures
        self.receivedAt = receivedAt
    }

    /// An envelope around bytes, signed here.
    public init(
        payloadType: String = Envelope.eventType, signing payload: [UInt8], with key: SecretKey,
        disclosures: [String] = [], receivedAt: Instant? = nil
    ) {
        let signed = PAE.bytes(type: payloadType, payload: payload.span)
        self.init(
            payloadType: payloadType, payload: payload,
            signature: EnvelopeSignature(keyID: key.publicKey.id, signature: key.sign(signed.span)),
            disclosures: disclosures, receivedAt: receivedAt)
    }

    /// Whether its signature is by a key.
    public func verifies(with key: PublicKey) -> Bool {
        key.verifies(signature.signature, over: PAE.bytes(type: payloadType, payload: payload.span).span)
    }

    /// The line, without a line break.
    public var line: String {
        json.text
    }

    /// Appends the line and its line break.
    public func write(to bytes: inout [UInt8]) {
        json.write(to: &bytes, canonically: false)
        bytes.append(0x0A)
    }

    private var json: JSONValue {
        .members([
            "payloadType": .string(payloadType),
            "payload": .string(Base64.encode(payload.span)),
            "signatures": [
                .members(["keyid": .string(signature.keyID.hex), "sig": .string(signature.signature.base64)])
            ],
            "disclosures": disclosures.isEmpty ? nil : .array(disclosures.map { .string($0) }),
            "received_at": receivedAt.map { .integer($0.milliseconds) },
        ])
    }
}
