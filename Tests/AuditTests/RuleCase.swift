import Audit
import Exam
import Primitives
import Testing

/// A clean session, bent, and what a rule then says of it.
struct RuleCase: Sendable, CustomTestStringConvertible {
    let rule: String
    let outcome: Outcome
    let severity: Severity?
    let name: String
    let evidence: LedgerEvidence
    let bend: @Sendable (inout HistoryBuilder) -> Void

    init(
        _ rule: String, _ outcome: Outcome, _ name: String, severity: Severity? = nil,
        evidence: LedgerEvidence = .verified, bend: @escaping @Sendable (inout HistoryBuilder) -> Void = { _ in }
    ) {
        self.rule = rule
        self.outcome = outcome
        self.severity = severity
        self.name = name
        self.evidence = evidence
        self.bend = bend
    }

    var testDescription: String { "\(rule) \(outcome.rawValue): \(name)" }

    static let all = [
        integrity, clocks, preparation, login, credentials, sessions, reading, evidence, recording, uploads, lots,
        draws, entry, entryRefusals, finish,
    ].flatMap { $0 }
}

extension HistoryBuilder {
    /// Other parameters, set by the policy itself.
    mutating func set(_ body: (inout Parameters) -> Void) {
        body(&parameters)
        let hash = parameters.policyHash
        say(.examPolicySet(ExamPolicySet(params: parameters, policyHash: hash)))
        change(.sittingScheduled) { draft in
            guard case .sittingScheduled(var data) = draft.payload else { return }
            data.policyHash = hash
            draft.payload = .sittingScheduled(data)
        }
    }

    /// A session that never came to pass beyond its registration.
    mutating func leaveOnlyRegistration() {
        let kept: Set<EventType> = [
            .examDefined, .examPolicySet, .documentPublished, .sittingScheduled, .candidateRegistered,
        ]
        drafts.removeAll { !kept.contains($0.payload.type) }
    }

    /// A session that stops before an event of a type.
    mutating func cut(before type: EventType) {
        guard let time = drafts.first(where: { $0.payload.type == type })?.time else { return }
        drafts.removeAll { $0.time >= time && $0.payload.type != .documentPublished }
    }

    /// The log ends at a moment.
    mutating func end(at time: Instant) {
        drafts.removeAll { $0.time > time }
        publish(.consent, "last", at: time)
    }

    mutating func removePolicy() { remove(.examPolicySet) }
    mutating func removeSchedule() { remove(.sittingScheduled) }
}
