internal import Primitives
public import Signing

/// A text and signatures over it: the C2SP signed-note format.
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// The text ends in a line break, which is signed; the empty line behind it is not.
public struct SignedNote: Hashable, Sendable {
    /// How many signature lines are read in general.
    public static let signatureLimit = 100
    /// How many bytes are read.
    public static let sizeLimit = 1_000_000

    /// The signed text with its final line break.
    public let text: String
    /// The signature lines in their order, not verified.
    public private(set) var signatures: [NoteSignature]

    /// A text without signatures yet.
    ///
    /// - Throws: `malformed` for a text that does not end in a line break or holds another control character.
    public init(text: String) throws(NoteDefect) {
        guard text.utf8.last == 0x0A, text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else { throw .malformed }
        self.text = text
        signatures = []
    }

    /// The note that some bytes are.
    ///
    /// - Throws: `malformed`, `tooManySignatures`.
    public init(_ bytes: [UInt8], signatureLimit: Int = SignedNote.signatureLimit) throws(NoteDefect) {
        guard let text = SignedNote.text(of: bytes) else { throw .malformed }
        try self.init(text: text)
        var position = text.utf8.count + 1
        while position < bytes.count {
            guard signatures.count < signatureLimit else { throw .tooManySignatures(signatureLimit) }
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            let line = String(decoding: bytes[position..<end], as: UTF8.self)
            guard let signature = NoteSignature(line: line[...]) else { throw .malformed }
            signatures.append(signature)
            position = end + 1
        }
    }

    /// The text of what looks like a note, its signature lines unread; `nil` where the bytes cannot be a note.
    static func text(of bytes: [UInt8]) -> String? {
        guard bytes.count <= sizeLimit, bytes.last == 0x0A, bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
            String(validating: bytes, as: UTF8.self) != nil, let split = lastEmptyLine(bytes), split + 1 < bytes.count
        else { return nil }
        return String(decoding: bytes[..<split], as: UTF8.self)
    }

    /// Where the empty line stands that parts text and signatures: the last one.
    private static func lastEmptyLine(_ bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index >= 1 {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }

    /// The note as it is stored and sent.
    public var serialized: String {
        text + "\n" + signatures.map(\.line).joined()
    }

    /// The note with the lines that name one of some keys alone.
    public func keeping(linesOf keys: [VerificationKey]) -> SignedNote {
        var kept = self
        kept.signatures.removeAll { line in !keys.contains { line.names($0) } }
        return kept
    }

    /// The note with some lines added, each in the place of an older one that names the same key.
    public func replacing(_ lines: [NoteSignature]) -> SignedNote {
        var replaced = self
        replaced.signatures.removeAll { old in
            lines.contains { $0.keyID == old.keyID && $0.name.isSame(as: old.name) }
        }
        replaced.signatures += lines
        return replaced
    }

    /// Adds a signature line, as received from a witness; it is not verified here.
    public mutating func add(_ signature: NoteSignature) {
        signatures.append(signature)
    }
}
