import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@Suite("Envelopes")
struct EnvelopeTests {
    static let keyid = String(repeating: "0", count: 32)
    static let sig = Base64.encode([UInt8](repeating: 0, count: 64).span)
    static let signatures = #"[{"keyid":"\#(keyid)","sig":"\#(sig)"}]"#
    static let type = #""payloadType":"application/vnd.examledger.event+json""#

    static let refusedLines: [(String, EnvelopeDefect)] = [
        ("[]", .notAnObject), (#""x""#, .notAnObject), ("{}", .memberMissing("payloadType")),
        ("{\(type)}", .memberMissing("payload")), (#"{\#(type),"payload":"e30="}"#, .memberMissing("signatures")),
        (#"{"payloadType":"text/plain","payload":"e30=","signatures":\#(signatures)}"#, .payloadType),
        (#"{"payloadType":1,"payload":"e30=","signatures":\#(signatures)}"#, .payloadType),
        (#"{\#(type),"payload":"e30","signatures":\#(signatures)}"#, .base64("payload")),
        (#"{\#(type),"payload":"e31=","signatures":\#(signatures)}"#, .base64("payload")),
        (#"{\#(type),"payload":"e3 0=","signatures":\#(signatures)}"#, .base64("payload")),
        (#"{\#(type),"payload":"e-0=","signatures":\#(signatures)}"#, .base64("payload")),
        (#"{\#(type),"payload":{},"signatures":\#(signatures)}"#, .memberInvalid("payload")),
        (#"{\#(type),"payload":"e30=","signatures":[]}"#, .signatureCount(0)),
        (#"{\#(type),"payload":"e30=","signatures":{}}"#, .memberInvalid("signatures")),
        (#"{\#(type),"payload":"e30=","signatures":[1]}"#, .memberInvalid("signatures")),
        (#"{\#(type),"payload":"e30=","signatures":[{"sig":"\#(sig)"}]}"#, .memberMissing("keyid")),
        (#"{\#(type),"payload":"e30=","signatures":[{"keyid":"\#(keyid)"}]}"#, .memberMissing("sig")),
        (#"{\#(type),"payload":"e30=","signatures":[{"keyid":"00","sig":"\#(sig)"}]}"#, .memberInvalid("keyid")),
        (
            #"{\#(type),"payload":"e30=","signatures":[{"keyid":"\#(keyid)","sig":"AAAA"}]}"#,
            .signatureLength(3)
        ),
        (#"{\#(type),"payload":"e30=","signatures":[{"keyid":"\#(keyid)","sig":"AA"}]}"#, .base64("sig")),
        (
            #"{\#(type),"payload":"e30=","signatures":[{"keyid":"\#(keyid)","sig":"\#(sig)","x":1}]}"#,
            .memberUnknown("signatures.x")
        ),
        (#"{\#(type),"payload":"e30=","signatures":\#(signatures),"x":1}"#, .memberUnknown("x")),
        (
            #"{\#(type),"payload":"e30=","signatures":\#(signatures),"received_at":"1"}"#,
            .memberInvalid("received_at")
        ),
        (
            #"{\#(type),"payload":"e30=","signatures":\#(signatures),"received_at":-1}"#,
            .memberInvalid("received_at")
        ),
        (
            #"{\#(type),"payload":"e30=","signatures":\#(signatures),"disclosures":"YQ"}"#,
            .memberInvalid("disclosures")
        ),
        (
            #"{\#(type),"payload":"e30=","signatures":\#(signatures),"disclosures":[1]}"#,
            .memberInvalid("disclosures")
        ),
    ]

    static func defect(_ line: String) -> EnvelopeDefect? {
        var reader = EnvelopeReader()
        do throws(EnvelopeDefect) {
            _ = try reader.read(text: line)
            return nil
        } catch { return error }
    }

    @Test(
        "the encoding before signing is that of the DSSE specification",
        .enabled(if: Repository.vectors != nil, "skipped: the folder of public vectors is absent"))
    func pae() throws {
        struct Vector: Decodable { let payloadType, payload_utf8, pae: String }
        let file = try #require(Repository.vectors).appending(path: "dsse-vector.json")
        let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
        let bytes = PAE.bytes(type: vector.payloadType, payload: Array(vector.payload_utf8.utf8).span)
        #expect(String(decoding: bytes, as: UTF8.self) == vector.pae)
    }

    @Test("lengths in the encoding count bytes, and the buffer is overwritten")
    func paeBytes() {
        var buffer = Array("left over".utf8)
        let empty: [UInt8] = []
        PAE.write(type: "考试", payload: empty.span, into: &buffer)
        #expect(String(decoding: buffer, as: UTF8.self) == "DSSEv1 6 考试 0 ")
    }

    @Test("a written envelope reads back with every member, and its signature verifies")
    func roundTrip() throws {
        let key = try SecretKey.generate()
        let envelope = Envelope(
            signing: Array(#"{"id":"x"}"#.utf8), with: key, disclosures: ["YQ", "Yg"],
            receivedAt: Instant(milliseconds: 1_794_272_460_120))
        var reader = EnvelopeReader()
        let signature = try reader.read(text: envelope.line)
        #expect(reader.payload == envelope.payload)
        #expect(reader.disclosures == ["YQ", "Yg"])
        #expect(reader.receivedAt == envelope.receivedAt)
        #expect(signature == envelope.signature)
        #expect(signature.keyID == key.publicKey.id)
        let byKey = reader.verifies(signature.signature, by: key.publicKey)
        let byOther = reader.verifies(signature.signature, by: try SecretKey.generate().publicKey)
        #expect(byKey && !byOther)
    }

    @Test("a reader keeps nothing of the line before")
    func reuse() throws {
        let key = try SecretKey.generate()
        let first = Envelope(signing: [1], with: key, disclosures: ["YQ"], receivedAt: Instant(milliseconds: 1))
        let second = Envelope(signing: [2], with: key)
        var reader = EnvelopeReader()
        _ = try reader.read(text: first.line)
        let signature = try reader.read(text: second.line)
        #expect(reader.payload == [2] && reader.disclosures.isEmpty && reader.receivedAt == nil)
        let isVerified = reader.verifies(signature.signature, by: key.publicKey)
        #expect(isVerified)
    }

    @Test("a signature does not carry over to another payload type")
    func typeIsSigned() throws {
        let key = try SecretKey.generate()
        let release = "application/vnd.examledger.release+json"
        let envelope = Envelope(payloadType: release, signing: [1], with: key)
        #expect(EnvelopeTests.defect(envelope.line) == .payloadType)
        var reader = EnvelopeReader(payloadType: release)
        let signature = try reader.read(text: envelope.line)
        let isVerified = reader.verifies(signature.signature, by: key.publicKey)
        #expect(isVerified)
        var claimed = envelope
        claimed.payloadType = Envelope.eventType
        #expect(!claimed.verifies(with: key.publicKey))
    }

    @Test("the members come in the order of the example day")
    func order() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let envelope = Envelope(
            signing: Array("{}".utf8), with: try SecretKey(seedBytes: seed), disclosures: ["YQ"],
            receivedAt: Instant(milliseconds: 5))
        let (id, sig) = (envelope.signature.keyID.hex, envelope.signature.signature.base64)
        #expect(
            envelope.line
                == #"{\#(EnvelopeTests.type),"payload":"e30=","signatures":[{"keyid":"\#(id)","sig":"\#(sig)"}],"#
                + #""disclosures":["YQ"],"received_at":5}"#)
    }

    @Test(
        "the example day's lines are written as they were read",
        .enabled(
            if: FileManager.default.fileExists(atPath: Repository.examDay.path),
            "skipped: the example day is absent"))
    func exampleDay() throws {
        for line in try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson")).prefix(400) {
            var reader = EnvelopeReader()
            let signature = try reader.read(text: line)
            let envelope = Envelope(
                payload: reader.payload, signature: signature, disclosures: reader.disclosures,
                receivedAt: reader.receivedAt)
            #expect(envelope.line == line)
        }
    }

    @Test(
        "a line that is not exactly an envelope is refused",
        arguments: EnvelopeTests.refusedLines)
    func refusals(line: String, expected: EnvelopeDefect) {
        #expect(EnvelopeTests.defect(line) == expected)
        #expect(!expected.phrase.en.isEmpty && !expected.phrase.zh.isEmpty && !expected.code.isEmpty)
    }

    @Test("two signatures, a repeated member and a float are refused")
    func jsonRefusals() throws {
        let two = #"{\#(EnvelopeTests.type),"payload":"e30=","signatures":[{"keyid":"a"},{"keyid":"b"}]}"#
        #expect(EnvelopeTests.defect(two) == .signatureCount(2))
        for line in [#"{"payload":"e30=","payload":"e30="}"#, #"{"received_at":1.0}"#, "", "{", "{} {}", "\u{FEFF}{}"] {
            guard case .json = EnvelopeTests.defect(line) else {
                Issue.record("\(line) was not refused as JSON")
                continue
            }
        }
    }

    @Test("a payload of 32,768 bytes is the largest")
    func payloadLimit() throws {
        let key = try SecretKey.generate()
        let largest = Envelope(signing: [UInt8](repeating: 0x20, count: Envelope.payloadLimit), with: key)
        #expect(EnvelopeTests.defect(largest.line) == nil)
        let larger = Envelope(signing: [UInt8](repeating: 0x20, count: Envelope.payloadLimit + 1), with: key)
        #expect(EnvelopeTests.defect(larger.line) == .payloadTooLarge(Envelope.payloadLimit + 1))
        let endless = String(repeating: " ", count: Envelope.lineLimit + 1)
        #expect(EnvelopeTests.defect(endless) == .lineTooLong(Envelope.lineLimit + 1))
    }

    @Test("every prefix of an envelope is refused, and no mutation of one stops the reader")
    func mutations() throws {
        let key = try SecretKey.generate()
        let line = Array(Envelope(signing: Array("{}".utf8), with: key, disclosures: ["YQ"]).line.utf8)
        for count in 0..<line.count {
            #expect(EnvelopeTests.defect(String(decoding: line.prefix(count), as: UTF8.self)) != nil)
        }
        var random = SeededGenerator(seed: 2026)
        var reader = EnvelopeReader()
        for _ in 0..<20_000 {
            var mutated = line
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                mutated[Int.random(in: mutated.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let signature = try? reader.read(mutated.span),
                reader.verifies(signature.signature, by: key.publicKey)
            else { continue }
            let isUnchanged = reader.payload == Array("{}".utf8)
            #expect(isUnchanged)
        }
    }
}
