import Primitives
import Signing
import Testing
import Transparency

@Suite("Checkpoints and whom to trust")
struct CheckpointTests {
    let log: SigningKey
    let root = MerkleTree.leafHash([1])

    init() throws { log = try SigningKey.generate(name: "examledger.example/exam/1") }

    func note(text: String) throws -> [UInt8] {
        var note = try SignedNote(text: text)
        note.sign(with: log)
        return Array(note.serialized.utf8)
    }

    @Test("a signed checkpoint is trusted, with what it says")
    func trusted() throws {
        let checkpoint = Checkpoint(origin: log.name, size: 7, root: root)
        let bytes = Array(try checkpoint.signed(with: log).serialized.utf8)
        let trusted = try TrustedCheckpoint(bytes, logKey: log.verificationKey)
        #expect(trusted.checkpoint == checkpoint && trusted.cosignatures.isEmpty)
        #expect(throws: NoteDefect.unverified) {
            try TrustedCheckpoint(bytes, logKey: SigningKey.generate(name: log.name).verificationKey)
        }
        #expect(throws: NoteDefect.originUnknown("another")) {
            try Checkpoint(origin: "another", size: 7, root: root).signed(with: log)
        }
    }

    @Test("an empty log has the root of no leaves and no other")
    func empty() throws {
        let checkpoint = Checkpoint(origin: log.name, size: 0, root: MerkleTree.emptyRoot)
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(throws: NoteDefect.notACheckpoint) {
            try Checkpoint(origin: log.name, size: 0, root: .zero).signed(with: log)
        }
    }

    @Test(
        "a text that is nearly a checkpoint is refused, signed or not",
        arguments: [
            "O\n07\nR\n", "O\n+7\nR\n", "O\n 7\nR\n", "O\n7 \nR\n", "O\n-7\nR\n", "O\n\nR\n", "O\n7\n\n", "O\n7\n",
            "\n7\nR\n", "O\n9223372036854775808\nR\n", "O\n7\nR\nextension\n", "O\n7\nR\n\n", "O\n7\nAAAA\n",
            "O\n7\nR=\n", "O\n0\nR\n", "O\n７\nR\n", "O\n7\nS\n",
        ])
    func refusals(form: String) throws {
        let text = form.replacing("O", with: log.name).replacing("R", with: root.base64)
            .replacing("S", with: root.base64.replacing("=", with: ""))
        let bytes = try note(text: text)
        #expect(throws: NoteDefect.notACheckpoint) { try TrustedCheckpoint(bytes, logKey: log.verificationKey) }
    }

    @Test("another log's checkpoint is refused even where this log's key signed it")
    func otherOrigin() throws {
        let bytes = try note(text: Checkpoint(origin: "another", size: 7, root: root).text)
        #expect(throws: NoteDefect.originUnknown("another")) {
            try TrustedCheckpoint(bytes, logKey: log.verificationKey)
        }
    }

    @Test("sixteen signature lines are read and seventeen are not")
    func lines() throws {
        var note = try Checkpoint(origin: log.name, size: 7, root: root).signed(with: log)
        for index in 1..<16 { note.sign(with: try SigningKey.generate(name: "w\(index)")) }
        #expect(try TrustedCheckpoint(Array(note.serialized.utf8), logKey: log.verificationKey).size == 7)
        note.sign(with: try SigningKey.generate(name: "w16"))
        let bytes = Array(note.serialized.utf8)
        #expect(throws: NoteDefect.tooManySignatures(16)) {
            try TrustedCheckpoint(bytes, logKey: log.verificationKey)
        }
    }

    @Test("a policy's quorum decides over every set of witnesses")
    func quorum() throws {
        let witnesses = try (1...3).map { try SigningKey.generate(name: "w\($0)") }
        let keys = try witnesses.map {
            try VerificationKey(name: $0.name, publicKey: $0.publicKey, algorithm: .cosignature)
        }
        let text = """
            # the trust of one exam
            log \(log.verificationKey.text) https://log.example/
            witness a \(keys[0].text)
            witness b \(keys[1].text)\thttps://w2.example/
            witness c \(keys[2].text)

            group ab any a b
            group all 2 ab c
            quorum all
            #examledger authority 96d62edff90def2ea21d35fc4f22befb
            """
        let policy = try TrustPolicy(text: text)
        #expect(policy.authority?.hex == "96d62edff90def2ea21d35fc4f22befb")
        #expect(policy.logs == [log.verificationKey] && policy.witnesses == keys)
        for set in 0..<8 {
            var note = try Checkpoint(origin: log.name, size: 7, root: root).signed(with: log)
            for (index, witness) in witnesses.enumerated() where set >> index & 1 == 1 {
                note.cosign(with: witness, timestamp: 1_700_000_000)
            }
            let bytes = Array(note.serialized.utf8)
            if set & 4 != 0, set & 3 != 0 {
                #expect(try policy.verify(bytes).cosignatures.count == set.nonzeroBitCount)
            } else {
                #expect(throws: NoteDefect.quorumMissing) { try policy.verify(bytes) }
            }
        }
    }

    @Test("a policy trusts its own log only")
    func policyLog() throws {
        let policy = TrustPolicy(log: log.verificationKey)
        let other = try SigningKey.generate(name: "other")
        let bytes = Array(try Checkpoint(origin: "other", size: 7, root: root).signed(with: other).serialized.utf8)
        #expect(throws: NoteDefect.originUnknown("other")) { try policy.verify(bytes) }
    }

    @Test(
        "a line that a policy cannot have is refused by its number",
        arguments: [
            "log", "log x", "log L", "log W", "witness w", "witness w L2", "witness none W", "group g all",
            "group g 1 x",
            "group g 0 w0", "group g 2 w0", "group g 01 w0", "group g any w0 w0", "quorum x", "quorum", "rule x",
            "#examledger authority 12", "#examledger", "quorum none\nquorum none", "log L\u{7}", "group w0 any w0",
        ])
    func policyRefusals(line: String) throws {
        let witness = try SigningKey.generate(name: "w")
        let key = try VerificationKey(name: "w", publicKey: witness.publicKey, algorithm: .cosignature)
        let other = try SigningKey.generate(name: "w0")
        let otherKey = try VerificationKey(name: "w0", publicKey: other.publicKey, algorithm: .cosignature)
        let filled = line.replacing("L2", with: try SigningKey.generate(name: "x").verificationKey.text)
            .replacing("L", with: log.verificationKey.text).replacing("W", with: key.text)
        let text = "log \(log.verificationKey.text)\nwitness w0 \(otherKey.text)\n\(filled)\nquorum none\n"
        let error = try #require(throws: LedgerError.self) { try TrustPolicy(text: text) }
        #expect(error.code.rawValue == "policy.form")
        let number = line.hasPrefix("quorum none") ? 4 : 3
        #expect(error.reason.en.contains("line \(number):") && error.reason.zh.contains("第 \(number) 行"))
    }

    @Test("a policy without a log or without a quorum line is refused")
    func incomplete() {
        #expect(throws: LedgerError.self) { try TrustPolicy(text: "quorum none\n") }
        #expect(throws: LedgerError.self) { try TrustPolicy(text: "log \(log.verificationKey.text)\n") }
        #expect(throws: LedgerError.self) { try TrustPolicy(text: "") }
    }
}
