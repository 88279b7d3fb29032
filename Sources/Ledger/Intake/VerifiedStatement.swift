public import Exam
public import Primitives
public import Signing

/// A statement whose signature holds by the key that its envelope names.
///
/// Whether that key may say it at its place in the log is decided by the sequencer, where the order is.
public struct VerifiedStatement: Sendable {
    /// Where a statement comes from: some acts only a command may say (formats.md §3).
    public enum Source: Hashable, Sendable {
        /// An envelope that somebody sent.
        case envelope
        /// A command of this program, which does what it says.
        case command
    }

    /// What is said.
    public let statement: Statement
    /// The bytes that were signed.
    public let bytes: [UInt8]
    /// The key's id and the signature.
    public let signature: EnvelopeSignature
    /// The key by which the signature holds.
    public let publicKey: PublicKey
    /// The time that the line brought, where the ledger's clock is imported.
    public let receivedAt: Instant?
    /// What came beside it: each opens one of its commitments, and none is part of what was signed.
    public let disclosures: [Disclosure]
    /// Where it comes from.
    public let source: Source

    /// A statement whose signature is checked here; `nil` where it does not hold.
    public init?(
        _ statement: Statement, bytes: [UInt8], signature: EnvelopeSignature, by publicKey: PublicKey,
        receivedAt: Instant?, disclosures: [Disclosure] = [], source: Source = .envelope, scratch: inout [UInt8]
    ) {
        PAE.write(type: Envelope.eventType, payload: bytes.span, into: &scratch)
        guard publicKey.verifies(signature.signature, over: scratch.span) else { return nil }
        self.statement = statement
        self.bytes = bytes
        self.signature = signature
        self.publicKey = publicKey
        self.receivedAt = receivedAt
        self.disclosures = disclosures
        self.source = source
    }

    /// A statement that a key of this process signs now.
    public init(
        _ statement: Statement, signedBy key: SigningKey, receivedAt: Instant? = nil, disclosures: [Disclosure] = []
    ) {
        self.statement = statement
        let bytes = statement.bytes
        let signed = PAE.bytes(type: Envelope.eventType, payload: bytes.span)
        self.bytes = bytes
        signature = EnvelopeSignature(keyID: key.publicKey.id, signature: key.secret.sign(signed.span))
        publicKey = key.publicKey
        self.receivedAt = receivedAt
        self.disclosures = disclosures
        source = .command
    }
}
