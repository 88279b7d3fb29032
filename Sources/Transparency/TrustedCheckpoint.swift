public import Primitives
public import Signing

/// A checkpoint whose signature by its log was verified; nothing else makes one.
public struct TrustedCheckpoint: Hashable, Sendable {
    /// What the log committed to.
    public let checkpoint: Checkpoint
    /// The note that it was read from.
    public let note: SignedNote
    /// The witnesses' verified cosignatures.
    public let cosignatures: [VerifiedNoteSignature]

    /// The name of the log.
    public var origin: String { checkpoint.origin }
    /// How many entries the log has.
    public var size: UInt64 { checkpoint.size }
    /// The root of its tree.
    public var root: Digest { checkpoint.root }

    /// Verifies a checkpoint before anything in it is believed: signature and origin first, then size and root.
    ///
    /// - Throws: `malformed`, `tooManySignatures`, `signatureInvalid`, `unverified` without a signature by the log,
    ///   `keysAmbiguous`, `notACheckpoint`, `originUnknown` where the origin is not the log key's name.
    public init(
        _ bytes: [UInt8], logKey: VerificationKey, witnesses: [VerificationKey] = []
    ) throws(NoteDefect) {
        let note = try SignedNote(bytes, signatureLimit: Checkpoint.signatureLimit)
        let verified = try note.verified(by: [logKey] + witnesses)
        guard verified.contains(where: { $0.key == logKey }) else { throw .unverified }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.origin.isSame(as: logKey.name) else { throw .originUnknown(checkpoint.origin) }
        self.checkpoint = checkpoint
        self.note = note
        cosignatures = verified.filter { $0.key != logKey && $0.timestamp != nil }
    }
}
