public import Primitives

/// One signature of an envelope, with the hint which key it is by.
public struct EnvelopeSignature: Hashable, Sendable {
    /// The id of the key; a hint, since the registry in the ledger decides which key that is.
    public let keyID: KeyID
    /// The signature over the PAE of the payload.
    public let signature: Signature

    /// A signature and the id of its key.
    public init(keyID: KeyID, signature: Signature) {
        self.keyID = keyID
        self.signature = signature
    }
}
