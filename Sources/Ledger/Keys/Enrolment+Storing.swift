import Exam
import Primitives
import Signing

extension Enrolment {
    /// The stored form of a key's records, one JSON array: the registry is small and read rarely.
    static func stored(_ records: [Enrolment]) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONValue.array(records.map(\.json)).write(to: &bytes, canonically: false)
        return bytes
    }

    private var json: JSONValue {
        [
            .string(publicKey.bytes.hex), .string(role.rawValue), .string(holder),
            validFrom.map { .integer($0.milliseconds) } ?? .null,
            validUntil.map { .integer($0.milliseconds) } ?? .null,
            .number(enrolledAt), revokedAt.map { .number($0) } ?? .null,
        ]
    }

    /// The records that a stored form holds; `nil` where it is not one.
    static func records(stored bytes: Span<UInt8>) -> [Enrolment]? {
        var tape = JSONTape()
        do throws(JSONDefect) { try tape.scan(bytes) } catch { return nil }
        guard case .array(let values) = tape.value(JSONTape.root, bytes) else { return nil }
        let records = values.compactMap(Enrolment.init(json:))
        return records.count == values.count ? records : nil
    }

    private init?(json: JSONValue) {
        guard case .array(let fields) = json, fields.count == 7,
            case .string(let key) = fields[0], let publicKey = Digest(hex: key),
            case .string(let roleName) = fields[1], let role = Role(rawValue: roleName),
            case .string(let holder) = fields[2], case .integer(let enrolledAt) = fields[5]
        else { return nil }
        func number(_ value: JSONValue) -> Int64? {
            if case .integer(let number) = value { number } else { nil }
        }
        self.init(
            publicKey: PublicKey(publicKey), role: role, holder: holder,
            validFrom: number(fields[3]).map(Instant.init(milliseconds:)),
            validUntil: number(fields[4]).map(Instant.init(milliseconds:)), enrolledAt: UInt64(enrolledAt),
            revokedAt: number(fields[6]).map(UInt64.init))
    }
}
