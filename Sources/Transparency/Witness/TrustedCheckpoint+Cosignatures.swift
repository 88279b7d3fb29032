internal import Primitives
public import Signing

extension NoteSignature {
    /// The lines that some bytes are, at least one; `nil` where they are something else.
    public static func lines(_ bytes: [UInt8]) -> [NoteSignature]? {
        guard bytes.last == 0x0A, let text = String(validating: bytes.dropLast(), as: UTF8.self) else { return nil }
        var lines: [NoteSignature] = []
        for line in text.split(separator: "\n" as Character, omittingEmptySubsequences: false) {
            guard lines.count < SignedNote.signatureLimit, let signature = NoteSignature(line: line) else { return nil }
            lines.append(signature)
        }
        return lines
    }

    /// Whether the line names a key; that it is by that key is another question.
    public func names(_ key: VerificationKey) -> Bool {
        keyID == key.noteKeyID && name.isSame(as: key.name)
    }
}

extension TrustedCheckpoint {
    /// A witness's cosignature over this checkpoint among some lines; `nil` where one in its name does not hold, or
    /// there is none.
    public func cosignature(
        among lines: [NoteSignature], by witness: VerificationKey
    ) -> (line: NoteSignature, timestamp: UInt64)? {
        guard var note = try? SignedNote(text: note.text) else { return nil }
        let own = lines.filter { $0.names(witness) }
        for line in own { note.add(line) }
        guard let verified = try? note.verified(by: [witness]), let timestamp = verified.first?.timestamp,
            let line = own.first
        else { return nil }
        return (line, timestamp)
    }
}
