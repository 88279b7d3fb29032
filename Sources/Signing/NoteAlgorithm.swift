/// What a key signs in a signed note (C2SP signed-note, signature types).
public enum NoteAlgorithm: UInt8, Sendable {
    /// Ed25519 over the text: the log's own signature, and every key file.
    case ed25519 = 0x01
    /// Ed25519 over a time and the text: a witness's cosignature.
    case cosignature = 0x04
}
