import Exam
import Ledger
import Primitives

/// INT: the record itself can be relied on.
enum IntegrityRules {
    static let all = [
        int01, int02, int03, int04, int05, int06, int07, int08, int09, int10, int11,
    ]

    static let int10 = Rule(
        "INT-10", Phrase(en: "Device belongs to candidate", zh: "设备归属"), seed: "§2 §4", severity: .adjudication,
        events: [.deviceKeyBound],
        summary: Phrase(
            en: "Every device that speaks for a candidate is bound to that candidate alone.",
            zh: "代表考生发言的设备须绑定于该考生，且只绑定于该考生。"),
        applies: Phrase(en: "the stream has device.key.bound", zh: "流中有 device.key.bound"),
        condition: Phrase(
            en: """
                Fails when a candidate, device or phone entry of the stream is signed by a key not bound in this \
                stream, or a key bound in this stream is bound in the stream of another candidate of the sitting.
                """,
            zh: "有下列情形之一的，不通过：（一）流中 candidate、device 或 phone 的条目由未在本流绑定的密钥签名；（二）在本流绑定的密钥又在同一场次其他考生的流中绑定。"),
        looksBeyond: true,
        judge: .candidate(ownership))

    private static func ownership(_ session: SessionView) -> Judgement {
        let bindings = session.events.facts(.deviceKeyBound)
        guard !bindings.isEmpty else { return .notApplicable }
        let keys = Set(bindings.map(\.data.keyID))
        let strange = session.history.events.filter { $0.statement.actor.role.isCounted && !keys.contains($0.keyID) }
        let shared = bindings.filter { isBoundElsewhere($0.data.keyID, session) }
        guard !strange.isEmpty || !shared.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "\(strange.count) events by keys that are not bound in this stream; \(shared.count) keys bound to "
                    + "another candidate of the sitting too",
                zh: "\(strange.count) 个事件的签名密钥未在本流绑定；\(shared.count) 个密钥同时绑定于本场次的其他考生"),
            citing: shared.map(\.event) + strange,
            values: ["unbound_events": .number(strange.count), "shared_keys": .number(shared.count)])
    }

    private static func isBoundElsewhere(_ key: KeyID, _ session: SessionView) -> Bool {
        guard case .candidate(let exam, let sitting, let candidate) = session.history.stream else { return false }
        return session.references.bindings(of: key).contains { binding in
            guard case .candidate(exam, sitting, let other) = binding.stream else { return false }
            return other != candidate
        }
    }

    static let int11 = Rule(
        "INT-11", Phrase(en: "Counters without a hole", zh: "计数连续"), seed: "-", severity: .adjudication,
        summary: Phrase(en: "The counters of the candidate's keys have no hole.", zh: "考生各密钥的计数连续无缺。"),
        applies: Phrase(en: "the stream has an entry with n", zh: "流中有带 n 的条目"),
        condition: Phrase(
            en: """
                Fails when the counters n of a key bound in this stream, over all its entries up to now, are not 1, \
                2, 3, … without a hole.
                """,
            zh: "在本流绑定的密钥，其截至 now 的全部条目的计数 n 不是连续无缺的 1, 2, 3, … 的，不通过。"),
        looksBeyond: true,
        judge: .candidate(counters))

    private static func counters(_ session: SessionView) -> Judgement {
        guard session.history.events.contains(where: { $0.statement.n != nil }) else { return .notApplicable }
        var broken: [RecordedEvent] = []
        var missing: Int64 = 0
        var first: (key: KeyID, n: Int64)?
        for binding in session.events.facts(.deviceKeyBound) {
            guard let counters = session.references.counters(of: binding.data.keyID), let hole = counters.firstHole
            else { continue }
            broken.append(binding.event)
            missing += counters.missing
            first = first ?? (binding.data.keyID, hole)
        }
        guard let first else { return .pass }
        return .fail(
            Phrase(
                en: "\(missing) counters are not recorded, the first is \(first.n) of key \(first.key.hex)",
                zh: "缺少 \(missing) 个计数的记录，第一个是密钥 \(first.key.hex) 的 \(first.n)"),
            citing: broken,
            values: [
                "missing": .integer(missing), "first_missing": .integer(first.n), "key_id": .string(first.key.hex),
            ])
    }
}
