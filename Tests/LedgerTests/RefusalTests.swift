import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing

/// A line that the intake must refuse, and why.
struct RefusedLine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Refusal.Code
    var clock = LedgerOpened.Clock.ledger
    let make: @Sendable (FreshLedger) throws -> String

    init(
        _ description: String, _ code: Refusal.Code, clock: LedgerOpened.Clock = .ledger,
        _ make: @escaping @Sendable (FreshLedger) throws -> String
    ) {
        testDescription = description
        self.code = code
        self.clock = clock
        self.make = make
    }
}

extension String {
    /// With the first occurrence of a text replaced; an error where there is none.
    func with(_ old: String, _ new: String) throws -> String {
        let range = try require(range(of: old))
        return replacingCharacters(in: range, with: new)
    }
}

extension FreshLedger {
    /// The candidate's line over a statement changed before it is signed.
    func signed(_ old: String, _ new: String) throws -> String {
        let text = String(decoding: declined().bytes, as: UTF8.self)
        return line(Array(try text.with(old, new).utf8), by: candidate)
    }
}

@Suite("Refusals")
struct RefusalTests {
    static let envelopes = [
        RefusedLine("truncated JSON", .envelopeInvalid) {
            String($0.line($0.declined(), by: $0.candidate).dropLast(20))
        },
        RefusedLine("a line that is no JSON at all", .envelopeInvalid) { _ in "id,type,when" },
        RefusedLine("Base64 that is not canonical", .envelopeInvalid) {
            try $0.line($0.declined(), by: $0.candidate).with("\"payload\":\"ey", "\"payload\":\"=e")
        },
        RefusedLine("two signatures", .envelopeInvalid) {
            let line = $0.line($0.declined(), by: $0.candidate)
            let start = try require(line.range(of: "[{\"keyid\"")).lowerBound
            let end = try require(line.range(of: "}]")).lowerBound
            let signature = line[line.index(after: start)...end]
            return line.replacingCharacters(in: end...end, with: "},\(signature)")
        },
        RefusedLine("an unknown member of the envelope", .envelopeInvalid) {
            try $0.line($0.declined(), by: $0.candidate).with("{\"payloadType\"", "{\"extra\":1,\"payloadType\"")
        },
        RefusedLine("a time brought to a ledger with its own clock", .receivedAtUnexpected) {
            $0.line($0.declined(), by: $0.candidate, at: $0.now)
        },
        RefusedLine("no time for an imported ledger", .receivedAtMissing, clock: .imported) {
            Envelope(signing: $0.declined().bytes, with: $0.candidate.secret).line
        },
        RefusedLine("a time that runs backwards in an imported ledger", .clockBackwards, clock: .imported) {
            $0.line($0.declined(), by: $0.candidate, at: $0.now + -1)
        },
        RefusedLine("a disclosure that opens no commitment", .disclosure) {
            let disclosure = try Disclosure(name: "text", value: "a value")
            let other = try Disclosure(name: "text", value: "a value")
            let digest = try require(Base64.decode(other.digest, .urlWithoutPadding).flatMap { Digest($0.span) })
            let statement = $0.statement(
                .specialReported(SpecialReported()), by: $0.candidate, .candidate,
                personal: [Statement.Commitment(name: "text", digest: digest)])
            return $0.line(statement, by: $0.candidate, disclosures: [disclosure.text])
        },
    ]

    static let statements = [
        RefusedLine("a truncated statement", .statementInvalid) {
            $0.line(Array($0.declined().bytes.dropLast()), by: $0.candidate)
        },
        RefusedLine("a number with a fraction", .statementInvalid) { try $0.signed("\"mono\":1", "\"mono\":1.5") },
        RefusedLine("a duplicate member", .statementInvalid) {
            try $0.signed("\"mono\":1", "\"mono\":1,\"mono\":1")
        },
        RefusedLine("a statement of 40 KiB", .statementTooLarge) {
            $0.line($0.defined(String(repeating: "x", count: 40_960)), by: $0.officer)
        },
        RefusedLine("a missing member", .memberMissing) { try $0.signed("\"mono\":1,", "") },
        RefusedLine("an unknown member", .memberUnknown) { try $0.signed("\"mono\":1", "\"mono\":1,\"more\":1") },
        RefusedLine("a member of the wrong kind", .memberInvalid) { try $0.signed("\"mono\":1", "\"mono\":\"1\"") },
        RefusedLine("an unknown type", .typeUnknown) { try $0.signed("login.face.declined", "login.face.approved") },
        RefusedLine("an unknown version", .versionUnknown) { try $0.signed("\"v\":1", "\"v\":2") },
        RefusedLine("a candidate's event without its sitting", .scope) {
            try $0.signed("\"sitting\":\"1\",\"candidate\":\"c-01\",", "")
        },
        RefusedLine("a type that the role may not say", .role) {
            $0.line(
                $0.statement(.loginFaceDeclined(LoginFaceDeclined()), by: $0.officer, .administrator), by: $0.officer)
        },
        RefusedLine("another ledger's origin", .otherLedger) {
            $0.line(
                $0.statement(
                    .loginFaceDeclined(LoginFaceDeclined()), by: $0.candidate, .candidate, ledger: "other.example/1"),
                by: $0.candidate)
        },
        RefusedLine("a mock event in a formal ledger", .mode) {
            $0.line(
                $0.statement(.loginFaceDeclined(LoginFaceDeclined()), by: $0.candidate, .candidate, mode: .mock),
                by: $0.candidate)
        },
        RefusedLine("an act that the ledger performs itself", .performedByLedger) {
            let statement = $0.statement(
                .ledgerAppendRefused(LedgerAppendRefused(attemptedType: "", digest: .zero, reason: .clock)),
                by: $0.platform, .platform)
            let text = String(decoding: statement.bytes, as: UTF8.self)
            let bytes = try text.with("\"exam\":\"e\",\"sitting\":\"1\",\"candidate\":\"c-01\",", "").utf8
            return $0.line(Array(bytes), by: $0.platform)
        },
    ]

    static let keys = [
        RefusedLine("a signature by another key", .signature) {
            let statement = $0.declined()
            let signed = Envelope(signing: statement.bytes, with: $0.stranger.secret)
            return Envelope(
                payload: statement.bytes,
                signature: EnvelopeSignature(
                    keyID: $0.candidate.publicKey.id, signature: signed.signature.signature)
            ).line
        },
        RefusedLine("a key that is not enrolled", .keyUnknown) {
            $0.line(
                $0.statement(.loginFaceDeclined(LoginFaceDeclined()), by: $0.stranger, .candidate), by: $0.stranger)
        },
        RefusedLine("a valid signature by a key of another role", .keyRole) {
            $0.line(
                $0.statement(.loginFaceDeclined(LoginFaceDeclined()), by: $0.phone, .candidate), by: $0.phone)
        },
        RefusedLine("a key that was revoked", .keyRevoked) {
            try $0.ingest([$0.line($0.revocation(of: $0.officer), by: $0.authority)])
            return $0.line($0.defined(), by: $0.officer)
        },
        RefusedLine("a key whose time is over", .keyValidity) {
            let late = try SigningKey.generate(name: "a-02")
            try $0.ingest([
                $0.line($0.enrolment(of: late, .administrator, until: $0.now), by: $0.authority)
            ])
            let statement = $0.statement(
                .examDefined(ExamDefined(name: "x", tz: "Asia/Shanghai", mode: .formal)), by: late, .administrator,
                sitting: nil, candidate: nil)
            return $0.line(statement, by: late)
        },
        RefusedLine("an enrolment under the id of another key", .keyUnacceptable) {
            let enrolment = StaffKeyEnrolled(
                keyID: $0.officer.publicKey.id, publicKey: $0.stranger.publicKey.bytes, role: .auditor, holder: "x")
            return $0.line(
                $0.statement(.staffKeyEnrolled(enrolment), by: $0.authority, .administrator), by: $0.authority)
        },
        RefusedLine("an enrolment of a key of small order", .keyUnacceptable) {
            let weak = PublicKey(.zero)
            let enrolment = StaffKeyEnrolled(keyID: weak.id, publicKey: weak.bytes, role: .auditor, holder: "x")
            return $0.line(
                $0.statement(.staffKeyEnrolled(enrolment), by: $0.authority, .administrator), by: $0.authority)
        },
        RefusedLine("an actor who is not the key's holder", .keyHolder) {
            $0.line(
                $0.statement(.loginFaceDeclined(LoginFaceDeclined()), by: $0.candidate, .candidate, holder: "c-02"),
                by: $0.candidate)
        },
        RefusedLine("an officer's key revoked as if it were a device's", .keyAuthority) {
            let revocation = DeviceKeyRevoked(
                keyID: $0.officer.publicKey.id, publicKey: $0.officer.publicKey.bytes, role: .device, holder: "a-01",
                reason: .lost)
            return $0.line($0.statement(.deviceKeyRevoked(revocation), by: $0.platform, .platform), by: $0.platform)
        },
        RefusedLine("a counter used twice with other bytes", .counter) {
            try $0.ingest([$0.line($0.declined(7), by: $0.candidate)])
            return $0.line($0.declined(7), by: $0.candidate)
        },
        RefusedLine("an event id used twice with other bytes", .identifier) {
            let id = $0.nextID()
            try $0.ingest([$0.line($0.declined(id: id), by: $0.candidate)])
            return $0.line($0.declined(id: id), by: $0.candidate)
        },
    ]

    @Test("are given to", arguments: envelopes + statements + keys)
    func refused(_ refused: RefusedLine) throws {
        let ledger = try FreshLedger(clock: refused.clock)
        let bad = try refused.make(ledger)
        let size = try ledger.store.size()
        let lines = [
            ledger.line(ledger.opened(), by: ledger.phone), bad, ledger.line(ledger.opened(), by: ledger.phone),
        ]
        let outcomes = try ledger.ingest(lines)
        #expect(outcomes.map(\.line) == [1, 2, 3])
        guard case .appended(let first) = outcomes[0].answer, case .appended(let last) = outcomes[2].answer,
            case .refused(let rejection, let recordedAt) = outcomes[1].answer
        else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(rejection.refusal.code == refused.code, "\(rejection.refusal.reason.en)")
        #expect(first.index == size && last.index == size + (recordedAt == nil ? 1 : 2))
        let report = try ledger.store.verify()
        #expect(report.problems.isEmpty, "\(report.problems)")
    }

    @Test("are each tried, save for the seal, which no exam of these has, and for erasure, which has tests of its own")
    func covered() {
        let tried = Set((RefusalTests.envelopes + RefusalTests.statements + RefusalTests.keys).map(\.code))
        #expect(Set(Refusal.Code.allCases).subtracting(tried) == [.sealed, .erased])
    }

    @Test("are recorded by digest alone, once, and only where the signature is by an enrolled key")
    func recorded() throws {
        let ledger = try FreshLedger()
        let secret = try ledger.signed("\"mono\":1", "\"mono\":\"a secret\"")
        let foreign = ledger.line(ledger.declined(), by: ledger.stranger)
        let outcomes = try ledger.ingest([secret, secret, foreign, "nonsense"]) + ledger.ingest([secret])
        let recorded = outcomes.map { outcome -> UInt64? in
            if case .refused(_, let index) = outcome.answer { index } else { nil }
        }
        #expect(recorded == [5, 5, nil, nil, 5])
        #expect(try ledger.store.size() == 6)
        let entry = try require(ledger.store.entry(at: 5))
        #expect(!String(decoding: entry, as: UTF8.self).contains("a secret"))
        guard case .ledgerAppendRefused(let data) = try ledger.store.event(at: 5)?.payload else {
            Issue.record("entry 5 is no refusal")
            return
        }
        #expect(data.reason == .payload)
    }

    @Test("do not come to a late arrival that fills a hole in the counters")
    func hole() throws {
        let ledger = try FreshLedger()
        let lines = [1, 5, 3, 3, 2, 5, 4].map { ledger.line(ledger.declined($0), by: ledger.candidate) }
        let codes = try ledger.ingest(lines).map { outcome -> Refusal.Code? in
            if case .refused(let rejection, _) = outcome.answer { rejection.refusal.code } else { nil }
        }
        #expect(codes == [nil, nil, nil, .counter, nil, .counter, nil])
        #expect(try ledger.store.verify().problems.isEmpty)
    }
}
