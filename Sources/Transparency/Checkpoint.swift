public import Primitives
public import Signing

/// What a log commits to: its size and its root (C2SP tlog-checkpoint, without extension lines).
///
///     examledger.example/exam-2026-11/1
///     3607
///     rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=
public struct Checkpoint: Hashable, Sendable {
    /// The longest origin.
    public static let originLimit = 255
    /// How many signature lines a checkpoint may have (formats.md §5).
    public static let signatureLimit = 16

    /// The name of the log.
    public let origin: String
    /// How many entries it has.
    public let size: UInt64
    /// The root of its tree.
    public let root: Digest

    /// A checkpoint to be signed; the origin is the log key's name.
    public init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The checkpoint that a note's text states, in its only spelling.
    ///
    /// - Throws: `notACheckpoint` for extension lines too, and for size 0 under another root than that of no leaves.
    public init(text: String) throws(NoteDefect) {
        try self.init(form: text)
        guard size > 0 || root == MerkleTree.emptyRoot else { throw .notACheckpoint }
    }

    /// What a note states, by whomever it is signed: nothing of it is believed yet.
    ///
    /// - Throws: `malformed`, `tooManySignatures`, `notACheckpoint`.
    public init(statedIn note: [UInt8]) throws(NoteDefect) {
        try self.init(text: SignedNote(note, signatureLimit: Checkpoint.signatureLimit).text)
    }

    /// What a text of the right form states, even where no tree can have that root.
    init(form text: String) throws(NoteDefect) {
        let lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, (1...Checkpoint.originLimit).contains(lines[0].utf8.count),
            let size = Decimal.value(lines[1]), let bytes = Base64.decode(String(lines[2])),
            let root = Digest(bytes.span)
        else { throw .notACheckpoint }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// The note's text.
    public var text: String {
        "\(origin)\n\(size)\n\(root.base64)\n"
    }

    /// A note over the checkpoint, signed by the log.
    ///
    /// - Throws: `malformed` or `notACheckpoint` where the origin cannot stand in a note, `originUnknown` where it is
    ///   not the key's name.
    public func signed(with key: SigningKey) throws(NoteDefect) -> SignedNote {
        guard origin.isSame(as: key.name) else { throw .originUnknown(origin) }
        _ = try Checkpoint(text: text)
        var note = try SignedNote(text: text)
        note.sign(with: key)
        return note
    }
}
