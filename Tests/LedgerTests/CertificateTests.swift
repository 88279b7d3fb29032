import Exam
import Foundation
import Ledger
import Primitives
import Signing
import Testing
import Transparency

/// A ledger with two officers, and the certificate of a release on it.
struct CertifiedLedger {
    let ledger: FreshLedger
    let second: SigningKey
    let checkpoint: TrustedCheckpoint
    let scores: (sha256: Digest, bytes: UInt64) = (SHA256.digest(of: Array("scores".utf8)), 6)
    var policy: TrustPolicy {
        TrustPolicy(log: ledger.logKey.verificationKey, authority: ledger.authority.publicKey.id)
    }

    init() throws {
        ledger = try FreshLedger()
        second = try SigningKey.generate(name: "a-02")
        try ledger.ingest([ledger.line(ledger.enrolment(of: second, .administrator), by: ledger.authority)])
        try ledger.ingest(ledger.history(9))
        checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
    }

    /// The certificate's file, signed by some.
    func file(signedBy keys: [SigningKey], scores other: Digest? = nil) throws -> CertificateFile {
        let certificate = ReleaseCertificate(
            ledger: FreshLedger.origin, exam: "e", sittings: ["1"], size: checkpoint.size, root: checkpoint.root,
            ruleset: "1", parametersHash: .zero, findingsRoot: .zero, signatures: checkpoint.size, streams: 3,
            withheld: ["c-09"], scoresSHA256: other ?? scores.sha256, scoresBytes: scores.bytes,
            releasedAt: ledger.now)
        var file = try CertificateFile(certificate, under: checkpoint, in: ledger.store)
        for key in keys { file.envelope.sign(with: key.secret) }
        return file
    }

    /// What the check says of a file as it travels.
    func check(_ text: String, held: [UInt8]? = nil) throws -> CertificateCheck {
        CertificateCheck(try CertificateFile(Array(text.utf8)), policy, scores: scores, held: held)
    }
}

/// What a clever operator might do to a certificate, and the reason for which it is refused.
struct ForgedCertificate: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    let forge: @Sendable (CertifiedLedger, String) throws -> String

    init(_ name: String, _ code: String, forge: @escaping @Sendable (CertifiedLedger, String) throws -> String) {
        testDescription = name
        self.code = code
        self.forge = forge
    }

    /// The texts of the `trust` stream's entries in a file, in order.
    private static func entries(_ text: String) throws -> [String] {
        let list = try #require(text.firstMatch(of: /"trust":\{"entries":\[([^\]]*)\]/))
        return list.1.split(separator: ",").map(String.init)
    }

    static let all = [
        ForgedCertificate("an entry of the trust stream left out", "stream.position") { _, text in
            text.replacingOccurrences(of: try entries(text)[1] + ",", with: "")
        },
        ForgedCertificate("the last entry of the trust stream left out", "proof.inclusion") { _, text in
            let entries = try entries(text)
            return text.replacingOccurrences(of: "," + entries[entries.count - 1], with: "")
        },
        ForgedCertificate("two entries of the trust stream in each other's place", "stream.position") { _, text in
            let entries = try entries(text)
            return text.replacingOccurrences(
                of: entries[1] + "," + entries[2], with: entries[2] + "," + entries[1])
        },
        ForgedCertificate("one officer's word", "certificate.signers") { release, _ in
            try release.file(signedBy: [release.second]).json.text
        },
        ForgedCertificate("a stranger's signature beside", "certificate.key") { release, _ in
            try release.file(signedBy: [release.ledger.officer, release.second, release.ledger.stranger]).json.text
        },
        ForgedCertificate("a candidate who signs", "certificate.key") { release, _ in
            try release.file(signedBy: [release.ledger.officer, release.ledger.candidate]).json.text
        },
        ForgedCertificate("another score file", "certificate.scores") { release, _ in
            try release.file(signedBy: [release.ledger.officer, release.second], scores: .zero).json.text
        },
        ForgedCertificate("the checkpoint of another size", "certificate.checkpoint") { release, text in
            let other = try Checkpoint(origin: FreshLedger.origin, size: 3, root: .zero)
                .signed(with: release.ledger.logKey).serialized
            return text.replacingOccurrences(
                of: JSONValue.string(release.checkpoint.note.serialized).text, with: JSONValue.string(other).text)
        },
        ForgedCertificate("a checkpoint by a stranger", "checkpoint.invalid") { release, text in
            let stranger = try SigningKey.generate(name: FreshLedger.origin)
            let other = try Checkpoint(
                origin: FreshLedger.origin, size: release.checkpoint.size, root: release.checkpoint.root
            ).signed(with: stranger).serialized
            return text.replacingOccurrences(
                of: JSONValue.string(release.checkpoint.note.serialized).text, with: JSONValue.string(other).text)
        },
        ForgedCertificate("the signatures of another certificate", "signature.invalid") { release, text in
            let keys = [release.ledger.officer, release.second]
            let other = try release.file(signedBy: keys, scores: .zero)
            var own = try release.file(signedBy: [])
            own.envelope = JointEnvelope(
                payloadType: own.envelope.payloadType, payload: own.envelope.payload,
                signatures: other.envelope.signatures)
            return own.json.text
        },
    ]
}

@Suite("A release certificate, checked without its ledger")
struct CertificateTests {
    @Test("holds when enough officers have signed, and names them")
    func holds() throws {
        let release = try CertifiedLedger()
        let text = try release.file(signedBy: [release.ledger.officer, release.second]).json.text
        let check = try release.check(text, held: Array(release.checkpoint.note.serialized.utf8))
        #expect(check.holds && check.required == 2, "\(check.problems)")
        #expect(check.signers.map(\.holder) == ["a-01", "a-02"])
        #expect(check.notChecked.map(\.code) == ["certificate.gate"])
        let report = ProofReport(check)
        #expect(report.kind == .certificate && report.subject == "e" && report.holds)
        #expect(report.verified.map(\.code) == ["checkpoint", "signers"])
        #expect(report.extent?.size == release.checkpoint.size)
    }

    @Test("is refused for its reason when something in it is forged", arguments: ForgedCertificate.all)
    func forged(_ forgery: ForgedCertificate) throws {
        let release = try CertifiedLedger()
        let sound = try release.file(signedBy: [release.ledger.officer, release.second]).json.text
        let text = try forgery.forge(release, sound)
        #expect(text != sound)
        let check = try release.check(text)
        #expect(check.problems.contains { $0.code == forgery.code }, "\(check.problems.map(\.code))")
        #expect(!ProofReport(check).holds && ProofReport(check).verified.isEmpty)
    }

    @Test("counts one holder once, whatever number of keys they have")
    func oneHolder() throws {
        let release = try CertifiedLedger()
        let other = try SigningKey.generate(name: "a-02")
        try release.ledger.ingest([
            release.ledger.line(release.ledger.enrolment(of: other, .administrator), by: release.ledger.authority)
        ])
        let checkpoint = try release.ledger.store.signCheckpoint(with: release.ledger.logKey)
        let certificate = ReleaseCertificate(
            ledger: FreshLedger.origin, exam: "e", sittings: ["1"], size: checkpoint.size, root: checkpoint.root,
            ruleset: "1", parametersHash: .zero, findingsRoot: .zero, signatures: 1, streams: 1, withheld: [],
            scoresSHA256: release.scores.sha256, scoresBytes: release.scores.bytes, releasedAt: release.ledger.now)
        var file = try CertificateFile(certificate, under: checkpoint, in: release.ledger.store)
        for key in [release.second, other] { file.envelope.sign(with: key.secret) }
        let check = CertificateCheck(file, release.policy, scores: release.scores)
        #expect(check.signers.map(\.holder) == ["a-02"] && check.awaitsSignatures && !check.holds)
        #expect(check.objection(toSignatureBy: other.publicKey) != nil)
        #expect(check.objection(toSignatureBy: release.ledger.officer.publicKey) == nil)
    }

    @Test("is read strictly: no prefix, no further member, no member twice, no other spelling")
    func strict() throws {
        let release = try CertifiedLedger()
        let text = try release.file(signedBy: [release.second]).json.text
        let bytes = Array(text.utf8)
        for end in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: FormDefect.self) { try CertificateFile(Array(bytes[..<end])) }
        }
        for (part, other) in [
            (#"{"format""#, #"{"more":1,"format""#), (#"{"format""#, #"{"format":"x","format""#),
            (#""opened":{"#, #""opened":{"more":1,"#), (#""keyid":""#, #""keyid":"0"#),
            ("examledger-certificate/1", "examledger-certificate/2"), (#""trust""#, #""Trust""#),
        ] {
            let changed = try #require(text.range(of: part)).upperBound < text.endIndex ? text : ""
            #expect(throws: FormDefect.self, "\(other)") {
                try CertificateFile(Array(changed.replacingOccurrences(of: part, with: other).utf8))
            }
        }
    }
}
