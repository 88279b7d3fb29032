public import Primitives

/// A DSSE envelope that several people sign, one after the other (formats.md §9).
///
/// An event's envelope has exactly one signature and is ``Envelope``; this one is for documents that count when enough
/// of those who may have signed the same bytes.
public struct JointEnvelope: Hashable, Sendable {
    /// How many signatures are looked at.
    public static let signatureLimit = 64

    /// What kind of payload it is.
    public let payloadType: String
    /// The signed bytes, verbatim.
    public let payload: [UInt8]
    /// The signatures, each by another key.
    public private(set) var signatures: [EnvelopeSignature]

    /// An envelope with the signatures that there are.
    public init(payloadType: String, payload: [UInt8], signatures: [EnvelopeSignature] = []) {
        self.payloadType = payloadType
        self.payload = payload
        self.signatures = signatures
    }

    /// Signs the payload and adds the signature; one by the same key is replaced.
    public mutating func sign(with key: SecretKey) {
        let signed = PAE.bytes(type: payloadType, payload: payload.span)
        let signature = EnvelopeSignature(keyID: key.publicKey.id, signature: key.sign(signed.span))
        signatures.removeAll { $0.keyID == signature.keyID }
        signatures.append(signature)
    }

    /// Whether one of its signatures is by a key.
    public func verifies(_ signature: EnvelopeSignature, by key: PublicKey) -> Bool {
        signature.keyID == key.id
            && key.verifies(signature.signature, over: PAE.bytes(type: payloadType, payload: payload.span).span)
    }

    /// The envelope as DSSE writes it.
    public var json: JSONValue {
        .members([
            "payloadType": .string(payloadType),
            "payload": .string(Base64.encode(payload.span)),
            "signatures": .array(
                signatures.map { signature in
                    .members([
                        "keyid": .string(signature.keyID.hex), "sig": .string(signature.signature.base64),
                    ])
                }),
        ])
    }
}
