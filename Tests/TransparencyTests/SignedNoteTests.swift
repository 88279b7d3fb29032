import Foundation
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

enum VerificationKeyText {
    static func tessera() throws -> VerificationKey {
        try VerificationKey(text: "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
    }
}

@Suite("Signed notes")
struct SignedNoteTests {
    struct Vector: Decodable {
        let id: String
        let note, note_b64, note_bad_keyid, vkey: String?
        let vkeys: [String]?
        let expect: String
        let verified: Int?

        var bytes: [UInt8]? {
            note.map { Array($0.utf8) } ?? note_b64.flatMap { Base64.decode($0) }
        }
    }

    static func vectors() throws -> [Vector] {
        let file = try #require(Repository.vectors).appending(path: "notes.jsonl")
        return try Repository.lines(of: file).map { try JSONDecoder().decode(Vector.self, from: Data($0.utf8)) }
    }

    /// What the vectors call an outcome.
    static func outcome(_ bytes: [UInt8], _ vkeys: [String]) throws -> String {
        let keys = try vkeys.map { try VerificationKey(text: $0) }
        do throws(NoteDefect) {
            return "ok \(try SignedNote(bytes).verified(by: keys).count)"
        } catch {
            switch error {
            case .signatureInvalid: return "invalid-signature"
            case .unverified: return "unverified"
            default: return "malformed"
            }
        }
    }

    @Test(
        "every public note gets the verdict it should",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func publicNotes() throws {
        var count = 0
        for vector in try SignedNoteTests.vectors() {
            count += 1
            if let vkey = vector.vkey {
                let code = vector.expect == "unknown-alg" ? "key.algorithm" : "key.form"
                #expect(throws: LedgerError(LedgerError.Code(rawValue: code), Phrase(en: "", zh: ""))) {
                    try VerificationKey(text: vkey)
                }
                continue
            }
            let bytes = try #require(vector.bytes)
            let expected = vector.expect + (vector.verified.map { " \($0)" } ?? "")
            #expect(try SignedNoteTests.outcome(bytes, vector.vkeys ?? []) == expected, "\(vector.id)")
            if let other = vector.note_bad_keyid {
                #expect(try SignedNoteTests.outcome(Array(other.utf8), vector.vkeys ?? []) == "unverified")
            }
            if vector.expect == "ok" {
                #expect(try Array(SignedNote(bytes).serialized.utf8) == bytes, "\(vector.id)")
            }
        }
        #expect(count == 36)
    }

    @Test("a signed and cosigned note verifies under each key, and the time is covered")
    func signing() throws {
        let log = try SigningKey.generate(name: "example.com/log")
        let witness = try SigningKey.generate(name: "example.com/witness")
        let witnessKey = try VerificationKey(name: witness.name, publicKey: witness.publicKey, algorithm: .cosignature)
        var note = try SignedNote(text: "text\n")
        note.sign(with: log)
        let line = note.cosign(with: witness, timestamp: 1_700_000_000)
        let read = try SignedNote(Array(note.serialized.utf8))
        #expect(read == note)
        let verified = try read.verified(by: [log.verificationKey, witnessKey])
        #expect(verified.map(\.key) == [log.verificationKey, witnessKey])
        #expect(verified.map(\.timestamp) == [nil, 1_700_000_000])
        var later = line.blob
        later[7] ^= 1
        let forged = try #require(NoteSignature(line: lineText(name: line.name, id: line.keyID, blob: later)))
        var other = try SignedNote(text: "text\n")
        other.add(forged)
        #expect(throws: NoteDefect.signatureInvalid(name: witness.name)) { try other.verified(by: [witnessKey]) }
    }

    private func lineText(name: String, id: NoteKeyID, blob: [UInt8]) -> Substring {
        "— \(name) \(Base64.encode((id.bytes + blob).span))"[...]
    }

    @Test("one line that fails under a known key spoils the note, whatever else it has")
    func failingLine() throws {
        let (log, other) = (try SigningKey.generate(name: "log"), try SigningKey.generate(name: "other"))
        var note = try SignedNote(text: "text\n")
        note.sign(with: log)
        var wrong = try SignedNote(text: "another text\n")
        wrong.sign(with: other)
        note.add(wrong.signatures[0])
        #expect(throws: NoteDefect.signatureInvalid(name: "other")) {
            try note.verified(by: [log.verificationKey, other.verificationKey])
        }
        #expect(try note.verified(by: [log.verificationKey]).count == 1)
        var twice = try SignedNote(text: "text\n")
        twice.sign(with: log)
        twice.add(try NoteSignatureForge.line(log, over: "other\n"))
        #expect(throws: NoteDefect.signatureInvalid(name: "log")) { try twice.verified(by: [log.verificationKey]) }
    }

    @Test(
        "text that cannot be signed is refused", arguments: ["", "no line break", "tab\t\n", "cr\r\n", "nul\0\n"])
    func texts(text: String) {
        #expect(throws: NoteDefect.malformed) { try SignedNote(text: text) }
    }

    @Test("every signature is read in one spelling of Base64 only")
    func canonical() throws {
        let line =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
        #expect(NoteSignature(line: line[...]) != nil)
        for spelling in ["AN=", "AO=", "AP=", "AM", "AM==", "AM= ", "A M="] {
            #expect(NoteSignature(line: line.replacing("AM=", with: spelling)[...]) == nil)
        }
    }

    @Test("no prefix and no mutation of a note stops the reader or verifies with another text")
    func mutations() throws {
        let log = try SigningKey.generate(name: "example.com/log")
        let note = try Checkpoint(origin: log.name, size: 5, root: .zero).signed(with: log)
        let bytes = Array(note.serialized.utf8)
        for count in 0..<bytes.count {
            #expect(throws: NoteDefect.self) { try SignedNote(Array(bytes.prefix(count))) }
        }
        var random = SeededGenerator(seed: 6962)
        for _ in 0..<20_000 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                switch Int.random(in: 0..<3, using: &random) {
                case 0: mutated[Int.random(in: mutated.indices, using: &random)] = .random(in: 0...255, using: &random)
                case 1: mutated.remove(at: Int.random(in: mutated.indices, using: &random))
                default:
                    mutated.insert(
                        .random(in: 0...255, using: &random), at: Int.random(in: mutated.indices, using: &random))
                }
            }
            guard let trusted = try? TrustedCheckpoint(mutated, logKey: log.verificationKey) else { continue }
            #expect(trusted.note.text == note.text)
        }
    }
}

enum NoteSignatureForge {
    /// A well-formed line by a key over another text.
    static func line(_ key: SigningKey, over text: String) throws -> NoteSignature {
        var note = try SignedNote(text: text)
        note.sign(with: key)
        return note.signatures[0]
    }
}
