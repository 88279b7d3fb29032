import Exam
import Foundation
import Ledger
import Primitives
import Signing

extension FreshLedger {
    /// A statement that this ledger takes, unless told otherwise.
    func statement(
        _ payload: Payload, by key: SigningKey, _ role: Role, id: EventID? = nil, ledger: String = origin,
        mode: Mode? = nil, sitting: String? = "1", candidate: String? = "c-01", holder: String? = nil, n: Int64? = nil,
        personal: [Statement.Commitment] = []
    ) -> Statement {
        let scoped = !payload.type.scopes.contains(.trust)
        return Statement(
            id: id ?? nextID(), ledger: ledger, mode: mode ?? self.mode, exam: scoped ? "e" : nil,
            sitting: scoped ? sitting : nil, candidate: scoped ? candidate : nil,
            actor: Statement.Actor(role: role, id: holder ?? key.name), at: now,
            mono: role.isCounted ? 1 : nil, n: role.isCounted ? n ?? nextCounter(of: key) : n, payload: payload,
            personal: personal)
    }

    /// What a candidate says most simply.
    func declined(_ n: Int64? = nil, id: EventID? = nil) -> Statement {
        statement(.loginFaceDeclined(LoginFaceDeclined()), by: candidate, .candidate, id: id, n: n)
    }

    /// What a phone says most simply.
    func opened(_ n: Int64? = nil) -> Statement {
        statement(.prepCheckRecorded(PrepCheckRecorded(check: .camera, result: .pass)), by: phone, .phone, n: n)
    }

    /// What an officer says most simply.
    func defined(_ name: String = "exam") -> Statement {
        statement(
            .examDefined(ExamDefined(name: name, tz: "Asia/Shanghai", mode: .formal)), by: officer, .administrator,
            sitting: nil, candidate: nil)
    }

    func enrolment(
        of key: SigningKey, _ role: StaffKeyEnrolled.Role, from: Instant? = nil, until: Instant? = nil
    ) -> Statement {
        statement(
            .staffKeyEnrolled(
                StaffKeyEnrolled(
                    keyID: key.publicKey.id, publicKey: key.publicKey.bytes, role: role, holder: key.name,
                    validFromMs: from?.milliseconds, validUntilMs: until?.milliseconds)),
            by: authority, .administrator)
    }

    func binding(of key: SigningKey, _ role: DeviceKeyBound.Role) -> Statement {
        statement(
            .deviceKeyBound(
                DeviceKeyBound(
                    keyID: key.publicKey.id, publicKey: key.publicKey.bytes, role: role, holder: key.name,
                    kind: role == .phone ? .phone : .pc, device: "d-\(role.rawValue)", appVersion: "1", os: "os")),
            by: platform, .platform)
    }

    func revocation(of key: SigningKey) -> Statement {
        statement(
            .staffKeyRevoked(
                StaffKeyRevoked(
                    keyID: key.publicKey.id, publicKey: key.publicKey.bytes, role: .administrator, holder: key.name,
                    reason: .compromised)), by: authority, .administrator)
    }

    /// An envelope line.
    func line(_ statement: Statement, by key: SigningKey, at received: Instant? = nil, disclosures: [String] = [])
        -> String
    {
        line(statement.bytes, by: key, at: received, disclosures: disclosures)
    }

    func line(_ bytes: [UInt8], by key: SigningKey, at received: Instant? = nil, disclosures: [String] = []) -> String {
        Envelope(
            signing: bytes, with: key.secret, disclosures: disclosures,
            receivedAt: received ?? (clock == .imported ? now : nil)
        ).line
    }

    /// What the officer, the candidate and the phone say in turn.
    func history(_ count: Int) -> [String] {
        (0..<count).map { number in
            switch number % 3 {
            case 0: line(declined(), by: candidate)
            case 1: line(opened(), by: phone)
            default: line(defined("exam \(number)"), by: officer)
            }
        }
    }
}
