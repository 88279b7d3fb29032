internal import Primitives
public import Signing

/// One signature line of a note: a name, the id of a key, and bytes whose form depends on that key.
public struct NoteSignature: Hashable, Sendable {
    /// The name under which the key signs.
    public let name: String
    /// The id of the key.
    public let keyID: NoteKeyID
    /// What follows the id.
    public let blob: [UInt8]

    private static let lineStart = "— "

    init(name: String, keyID: NoteKeyID, blob: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.blob = blob
    }

    /// The signature that a line states, without its line break; `nil` where it is none.
    ///
    /// Base64 is read in its canonical spelling only: others accept four spellings of the same signature.
    public init?(line: Substring) {
        guard line.unicodeScalars.starts(with: NoteSignature.lineStart.unicodeScalars) else { return nil }
        let scalars = line.unicodeScalars.dropFirst(2)
        guard let space = scalars.firstIndex(of: " ") else { return nil }
        let name = String(scalars[..<space])
        guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0 == "+" || $0.properties.isWhitespace }),
            let bytes = Base64.decode(String(scalars[scalars.index(after: space)...])), bytes.count >= 5
        else { return nil }
        self.name = name
        keyID = NoteKeyID(rawValue: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
        blob = Array(bytes.dropFirst(4))
    }

    /// The line with its line break.
    public var line: String {
        "\(NoteSignature.lineStart)\(name) \(Base64.encode((keyID.bytes + blob).span))\n"
    }
}

/// A signature line that was verified, and by which key.
public struct VerifiedNoteSignature: Hashable, Sendable {
    /// The key.
    public let key: VerificationKey
    /// When a witness saw it, in seconds since the Unix epoch; `nil` for a signature without a time.
    public let timestamp: UInt64?
}
