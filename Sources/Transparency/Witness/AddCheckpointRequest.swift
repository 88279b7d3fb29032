public import Primitives

/// What a log asks of a witness: the body of `add-checkpoint` (C2SP tlog-witness).
///
///     old 20852014
///     PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
///     jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
///
///     examledger.example/exam-2026-11/1
///     20852163
///     CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///
///     — examledger.example/exam-2026-11/1 Az3grl…
public struct AddCheckpointRequest: Hashable, Sendable {
    /// How many bytes a request may have; other witnesses read no more.
    public static let sizeLimit = 16_384

    /// The size that the log believes the witness cosigned last; 0 before the first time.
    public let oldSize: UInt64
    /// The hashes that show the old tree to be the beginning of the new one.
    public let proof: [Digest]
    /// What the note states, not verified.
    public let checkpoint: Checkpoint
    /// The bytes of the note, whose signatures were not read.
    public let note: [UInt8]

    /// A request for a note that the log has signed.
    ///
    /// - Throws: `notACheckpoint` where the note states none.
    public init(for note: SignedNote, _ proof: ConsistencyProof) throws(NoteDefect) {
        oldSize = proof.oldSize
        self.proof = proof.path
        checkpoint = try Checkpoint(text: note.text)
        self.note = Array(note.serialized.utf8)
    }

    /// The request that some bytes are; `nil` where they are none: what a witness answers with status 400.
    ///
    /// Only the form is looked at. A signature line may still be unreadable: it is then by no trusted key. The root of
    /// an empty tree may be wrong: that is inconsistent, not malformed.
    public init?(_ body: [UInt8]) {
        guard body.count <= AddCheckpointRequest.sizeLimit, String(validating: body, as: UTF8.self) != nil else {
            return nil
        }
        var rest = body[...]
        guard let first = AddCheckpointRequest.line(&rest), first.hasPrefix("old "),
            let oldSize = Decimal.value(first.dropFirst(4))
        else { return nil }
        var proof: [Digest] = []
        while true {
            guard let line = AddCheckpointRequest.line(&rest) else { return nil }
            if line.isEmpty { break }
            guard proof.count < InclusionProof.lengthLimit, let bytes = Base64.decode(line),
                let hash = Digest(bytes.span)
            else { return nil }
            proof.append(hash)
        }
        let note = Array(rest)
        guard let text = SignedNote.text(of: note), let checkpoint = try? Checkpoint(form: text) else { return nil }
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
        self.note = note
    }

    /// Takes the next line, without its line break; `nil` where none ends.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.firstIndex(of: 0x0A) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// The request as it is sent.
    public var body: [UInt8] {
        let lines = proof.map { "\($0.base64)\n" }.joined()
        return Array("old \(oldSize)\n\(lines)\n".utf8) + note
    }

    /// The proof that the request states.
    public var consistency: ConsistencyProof {
        ConsistencyProof(oldSize: oldSize, newSize: checkpoint.size, path: proof)
    }
}
