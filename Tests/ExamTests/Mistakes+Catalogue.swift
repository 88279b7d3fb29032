import Exam
import Primitives

extension Mistakes {
    private static let attempt = SampleStatements.attempt
    private static let enrolment = SampleStatements.enrolment
    private static let document = SampleStatements.policyOfDocument
    private static let raised = SampleStatements.raised

    /// Mistakes against the scope and the roles of a type.
    static let permissions: [Mistake] = [
        Mistake("a candidate without a sitting", attempt.removing("sitting"), .scope),
        Mistake("a sitting without an exam", attempt.removing("candidate").removing("exam"), .scope),
        Mistake("a candidate alone", attempt.removing("exam").removing("sitting"), .scope),
        Mistake("a candidate's event without a candidate", attempt.removing("candidate"), .scope),
        Mistake("a candidate's event of an exam", attempt.removing("candidate").removing("sitting"), .scope),
        Mistake(
            "a candidate's event of nothing", attempt.removing("candidate").removing("sitting").removing("exam"), .scope
        ),
        Mistake("an exam's event of a sitting", document.setting("sitting", to: "s"), .scope),
        Mistake(
            "an exam's event of a candidate", document.setting("sitting", to: "s").setting("candidate", to: "c"), .scope
        ),
        Mistake("an exam's event of nothing", document.removing("exam"), .scope),
        Mistake("a key of an exam", enrolment.setting("exam", to: "e"), .scope),
        Mistake("a key of a sitting", enrolment.setting("exam", to: "e").setting("sitting", to: "s"), .scope),
        Mistake("a finding of nothing", raised.removing("sitting").removing("exam"), .scope),
        Mistake("an attempt by the platform", attempt.setting("actor", "role", to: "platform"), .role),
        Mistake("an attempt by the device", attempt.setting("actor", "role", to: "device"), .role),
        Mistake("an attempt by an invigilator", attempt.setting("actor", "role", to: "invigilator"), .role),
        Mistake("an enrolment by the platform", enrolment.setting("actor", "role", to: "platform"), .role),
        Mistake("a document by an auditor", document.setting("actor", "role", to: "auditor"), .role),
        Mistake("a finding by an administrator", raised.setting("actor", "role", to: "administrator"), .role),
    ]

    /// Mistakes against the payload of a type and its commitments.
    static let payloads: [Mistake] =
        wrongPayloads.map { sample, name, value in
            Mistake(
                "\(sample["type"]?.text ?? ""): \(name) = \(value.text.prefix(72))",
                sample.setting("data", name, to: value), .memberInvalid)
        }
        + [attempt, enrolment, document, raised, SampleStatements.lot, SampleStatements.failure].flatMap { sample in
            required(of: sample).map {
                Mistake("\(sample["type"]?.text ?? "") without \($0)", sample.removing("data", $0), .memberMissing)
            } + [
                Mistake("\(sample["type"]?.text ?? "") and more", sample.setting("data", "more", to: 1), .memberUnknown)
            ]
        }
        + commitments
        + [
            Mistake(
                "a member where there are none",
                SampleStatements.statement(
                    "login.face.declined", .candidate, by: "candidate", isCounted: true, data: ["why": "x"]),
                .memberUnknown)
        ]

    private static func required(of sample: JSONValue) -> [String] {
        (sample["data"]?.names ?? []).filter { !["match_bp", "valid_from_ms"].contains($0) }
    }

    private static let wrongPayloads: [(JSONValue, String, JSONValue)] = [
        (attempt, "attempt_no", "1"), (attempt, "attempt_no", .null), (attempt, "attempt_no", true),
        (attempt, "attempt_no", [1]), (attempt, "attempt_no", .members([:])),
        (SampleStatements.failure, "reason", "unknown"), (SampleStatements.failure, "reason", "No_match"),
        (SampleStatements.failure, "reason", ""), (SampleStatements.failure, "reason", .null),
        (SampleStatements.failure, "reason", ["no_match"]), (SampleStatements.failure, "match_bp", .null),
        (SampleStatements.failure, "liveness_bp", .null), (SampleStatements.failure, "liveness_bp", "9000"),
        (document, "doc", "rules"), (document, "version", 1), (document, "version", .null),
        (document, "doc_hash", .string(String(SampleStatements.digest.dropLast()))),
        (document, "doc_hash", .string(SampleStatements.digest + "0a")),
        (document, "doc_hash", .string(SampleStatements.digest + "\n")),
        (document, "doc_hash", .string(SampleStatements.digest.uppercased())),
        (document, "doc_hash", .string("0x" + SampleStatements.digest.dropFirst(2))),
        (document, "doc_hash", .string(SampleStatements.commitment)), (document, "doc_hash", 0),
        (enrolment, "key_id", .string(SampleStatements.digest)),
        (enrolment, "key_id", .string(String(repeating: "1B", count: 16))), (enrolment, "key_id", .null),
        (enrolment, "role", "candidate"), (enrolment, "role", "owner"), (enrolment, "valid_from_ms", .null),
        (enrolment, "valid_until_ms", "0"), (enrolment, "holder", 1),
        (SampleStatements.lot, "salt", .string(SampleStatements.digest)), (SampleStatements.lot, "salt", ""),
        (SampleStatements.lot, "path", .string(SampleStatements.digest)), (SampleStatements.lot, "path", .null),
        (SampleStatements.lot, "path", [""]), (SampleStatements.lot, "path", [1]),
        (SampleStatements.lot, "path", .array([.string(SampleStatements.digest), .null])),
        (SampleStatements.lot, "trigger", "entry"), (SampleStatements.lot, "number", "1"),
        (SampleStatements.refusedEntry, "reasons", "late"),
        (SampleStatements.refusedEntry, "reasons", ["late", "tired"]),
        (SampleStatements.refusedEntry, "reasons", ["late", 1]),
        (SampleStatements.refusedEntry, "reasons", .members([:])),
        (raised, "refs", [.string("x")]), (raised, "refs", .array([.array([.string(SampleStatements.id)])])),
        (raised, "severity", "C"),
    ]

    private static let commitments: [Mistake] =
        [
            Mistake(
                "a personal value that the type does not have",
                SampleStatements.registration.setting("personal", "address", to: .string(SampleStatements.commitment)),
                .memberUnknown),
            Mistake(
                "a personal value where there is none",
                attempt.setting("personal", "name", to: .string(SampleStatements.commitment)), .memberUnknown),
        ]
        + [
            "", "Li Lei", .null, 1, true, .string(SampleStatements.digest), .string(SampleStatements.commitment + "="),
            .string(SampleStatements.commitment.replacing("-", with: "+")),
            .string(SampleStatements.commitment.dropLast() + "V"),
            .string(String(SampleStatements.commitment.dropLast())),
            .string(SampleStatements.commitment + "AA"), .string(SampleStatements.commitment + "\n"),
        ].map { value in
            Mistake(
                "the commitment \(value.text)", SampleStatements.registration.setting("personal", "name", to: value),
                .memberInvalid)
        }
}
