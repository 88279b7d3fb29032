import Primitives

/// Statements of a few types, made by hand, that tests put mistakes into.
enum SampleStatements {
    static let all = [attempt, failure, registration, enrolment, policyOfDocument, lot, refusedEntry, raised]

    static let id = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
    static let digest = String(repeating: "0a", count: 32)
    static let keyID = String(repeating: "1b", count: 16)
    static let commitment = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"

    /// The candidate scope, a counted role, every optional member of a statement but `personal`.
    static let attempt = statement(
        "login.face.attempted", .candidate, by: "candidate", isCounted: true, data: ["attempt_no": 1])
    /// A closed set of values, an optional payload member.
    static let failure = statement(
        "login.face.failed", .candidate, by: "platform",
        data: ["attempt_no": 1, "reason": "no_match", "match_bp": 5000])
    /// Commitments to personal values.
    static let registration = statement(
        "candidate.registered", .candidate, by: "administrator", data: ["room_id": "r-1"],
        personal: ["name": .string(commitment), "phone": .string(commitment)])
    /// The trust scope, key ids.
    static let enrolment = statement(
        "staff.key.enrolled", .none, by: "administrator",
        data: [
            "key_id": .string(keyID), "public_key": .string(digest), "role": "platform", "holder": "platform",
            "valid_from_ms": 0,
        ])
    /// The exam scope, a digest.
    static let policyOfDocument = statement(
        "document.published", .exam, by: "administrator",
        data: ["doc": "pledge", "version": "1", "doc_hash": .string(digest)])
    /// Hex of another length, a list of digests.
    static let lot = statement(
        "draw.assigned", .candidate, by: "platform",
        data: [
            "draw_id": .string(digest), "index": 0, "number": 1, "salt": .string(keyID),
            "path": .array([.string(digest)]), "trigger": "candidate",
        ])
    /// A list of choices.
    static let refusedEntry = statement(
        "entry.refused", .candidate, by: "platform", data: ["reasons": ["late", "lot_missing"]])
    /// A scope with alternatives, a list of event ids.
    static let raised = statement(
        "finding.raised", .sitting, by: "auditor",
        data: ["rule_id": "INT-01", "ruleset_version": "1", "severity": "B", "refs": .array([.string(id)])])

    enum Ids: Int {
        case none, exam, sitting, candidate
    }

    static func statement(
        _ type: String, _ ids: Ids, by role: String, isCounted: Bool = false,
        data: KeyValuePairs<String, JSONValue?>, personal: KeyValuePairs<String, JSONValue?>? = nil
    ) -> JSONValue {
        .members([
            "id": .string(id),
            "type": .string(type),
            "v": 1,
            "ledger": "examledger.example/exam/1",
            "mode": "formal",
            "exam": ids.rawValue >= Ids.exam.rawValue ? "ex-1" : nil,
            "sitting": ids.rawValue >= Ids.sitting.rawValue ? "s_1" : nil,
            "candidate": ids == .candidate ? "c.0001" : nil,
            "actor": .members(["role": .string(role), "id": "someone"]),
            "device": isCounted ? "pc-1" : nil,
            "at": 1_763_690_400_000,
            "mono": isCounted ? 12 : nil,
            "n": isCounted ? 3 : nil,
            "cause": isCounted ? .string("0193a1b2-c3d4-7e5f-9a9b-0c1d2e3f4a5b") : nil,
            "data": .members(data),
            "personal": personal.map { .members($0) },
        ])
    }
}
