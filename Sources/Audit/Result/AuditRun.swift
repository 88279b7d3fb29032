public import Exam
public import Primitives

/// One audit of one prefix: judges sessions, sittings, exams and the ledger, and puts the findings together.
///
/// Judging is pure and may go on in any order and on any number of threads; the result is the same bytes.
public struct AuditRun: Sendable {
    /// The prefix that is audited.
    public let prefix: AuditedPrefix
    /// Whether judgements that nobody has to see are kept too.
    public let keepsAll: Bool
    /// Whether what releases rest on is kept of candidates for whom nothing is proposed too.
    let keepsStandings: Bool
    private let candidateRules: [Check<SessionView>]
    private let sittingRules: [Check<SittingView>]
    private let examRules: [Check<ExamView>]
    private let releaseRules: [Check<ReleaseView>]
    private let ledgerRules: [Check<LedgerEvidence>]

    /// An audit of a prefix by some rules.
    public init(prefix: AuditedPrefix, rules: [Rule] = Ruleset.rules, keepsAll: Bool = false) {
        self.init(prefix: prefix, rules: rules, keepsAll: keepsAll, keepsStandings: false)
    }

    init(prefix: AuditedPrefix, rules: [Rule] = Ruleset.rules, keepsAll: Bool, keepsStandings: Bool) {
        self.prefix = prefix
        self.keepsAll = keepsAll
        self.keepsStandings = keepsStandings
        candidateRules = rules.compactMap { rule in
            if case .candidate(let judge) = rule.judge { Check(rule, judge) } else { nil }
        }
        sittingRules = rules.compactMap { rule in
            if case .sitting(let judge) = rule.judge { Check(rule, judge) } else { nil }
        }
        examRules = rules.compactMap { rule in
            if case .exam(let judge) = rule.judge { Check(rule, judge) } else { nil }
        }
        releaseRules = rules.compactMap { rule in
            if case .release(let judge) = rule.judge { Check(rule, judge) } else { nil }
        }
        ledgerRules = rules.compactMap { rule in
            if case .ledger(let judge) = rule.judge { Check(rule, judge) } else { nil }
        }
    }

    /// Judges a session.
    ///
    /// - Parameters:
    ///   - history: the session.
    ///   - surroundings: those of its context, made once for all sessions of the sitting.
    ///   - references: what the prefix says of what its events name.
    public func judge(
        _ history: SessionHistory, in surroundings: Surroundings, references: SessionReferences
    ) -> JudgedSession {
        let view = SessionView(history, in: surroundings, references: references)
        let findings = findings(candidateRules, view, history.stream)
        let isProposed = keepsStandings || !releaseRules.isEmpty && surroundings.exam.has(.releaseProposed)
        return JudgedSession(
            findings: findings, standing: isProposed ? CandidateStanding(view, findings) : nil)
    }

    /// Judges a sitting; `references` have taken the whole prefix.
    public func judge(sitting surroundings: Surroundings, references: CrossReferences) -> [Finding] {
        let view = SittingView(surroundings: surroundings, references: references)
        let stream = StreamName.sitting(
            exam: surroundings.context.exam, sitting: surroundings.context.sitting)
        return findings(sittingRules, view, stream)
    }

    /// Judges an exam by the surroundings of its sittings, in any order; `references` have taken the whole prefix.
    ///
    /// - Parameter events: the exam's own stream, for an exam that has no sitting yet.
    public func judge(
        exam: String, sittings: [Surroundings], events: [RecordedEvent] = [], references: CrossReferences
    ) -> [Finding] {
        findings(examRules, examView(exam, sittings, events: events, references), .exam(exam))
    }

    /// Judges the releases of an exam: the second phase, when all else of the prefix has been judged.
    ///
    /// - Parameters:
    ///   - exam: the exam.
    ///   - sittings: the surroundings of its sittings, in any order.
    ///   - standings: what `judge` of its sessions left, in any order.
    ///   - findings: what was found of its sittings, of itself and of the ledger; others do no harm.
    ///   - positions: where the events stand that `eventsNamed(by:)` gives, those that are in the prefix.
    ///   - references: what the whole prefix says.
    public func judge(
        releasesOf exam: String, sittings: [Surroundings], standings: [CandidateStanding], findings: [Finding],
        positions: [EventID: UInt64], references: CrossReferences
    ) -> [Finding] {
        judge(ReleaseView(examView(exam, sittings, references), standings, findings, positions: positions))
    }

    /// Judges releases as they are seen.
    func judge(_ view: ReleaseView) -> [Finding] {
        findings(releaseRules, view, .exam(view.exam.exam))
    }

    func examView(
        _ exam: String, _ sittings: [Surroundings], events: [RecordedEvent] = [], _ references: CrossReferences
    ) -> ExamView {
        ExamView(
            exam: exam, events: sittings.first?.exam ?? EventIndex(events), sittings: AuditRun.ordered(sittings),
            references: references)
    }

    /// The events that an exam's approvals and seals name, whose places its releases are judged by.
    public static func eventsNamed(by sittings: [Surroundings]) -> Set<EventID> {
        Set(sittings.flatMap { ReleaseView.namedEvents($0.exam) })
    }

    /// Judges the ledger by what its verification found.
    public func judge(_ evidence: LedgerEvidence) -> [Finding] {
        findings(ledgerRules, evidence, .ledger)
    }

    /// The result of all that was judged, in any order; `sittings` are those that were.
    public func result(_ judged: [Finding], sittings: [Surroundings]) -> AuditResult {
        AuditResult(
            prefix: prefix, ruleset: Ruleset.version, parametersHash: AuditRun.parametersHash(sittings),
            judged: judged)
    }

    /// A rule with what it does; every session is shown all of them, so that one is passed on as a reference.
    private final class Check<View>: Sendable {
        let rule: Rule
        let judge: @Sendable (View) throws(MissingBasis) -> Judgement

        init(_ rule: Rule, _ judge: @escaping @Sendable (View) throws(MissingBasis) -> Judgement) {
            self.rule = rule
            self.judge = judge
        }
    }

    private func findings<View>(_ checks: [Check<View>], _ view: View, _ stream: StreamName) -> [Finding] {
        checks.compactMap { check in
            let judgement: Judgement
            do throws(MissingBasis) { judgement = try check.judge(view) } catch { judgement = error.judgement }
            guard keepsAll || judgement.outcome.isReported else { return nil }
            return Finding(stream: stream, rule: check.rule, judgement: judgement)
        }
    }

    private static func ordered(_ sittings: [Surroundings]) -> [Surroundings] {
        sittings.sorted { name($0).utf8.lexicographicallyPrecedes(name($1).utf8) }
    }

    private static func name(_ sitting: Surroundings) -> String {
        StreamName.sitting(exam: sitting.context.exam, sitting: sitting.context.sitting).text
    }

    /// The policy hash where all sittings have the same parameters, else the SHA-256 of the RFC 8785 object that
    /// gives each sitting's stream name its parameters.
    private static func parametersHash(_ sittings: [Surroundings]) -> Digest {
        let parameters = sittings.map(\.context.parameters)
        if let first = parameters.first, let common = first, parameters.allSatisfy({ $0 == first }) {
            return common.policyHash
        }
        let members = ordered(sittings).map { sitting in
            JSONValue.Member(name(sitting), sitting.context.parameters?.json ?? .null)
        }
        return SHA256.digest(of: JSONValue.object(members).canonicalBytes)
    }
}

extension Parameters {
    /// SHA-256 of the RFC 8785 form of the complete parameters (rules.json, terms, "policy_hash").
    public var policyHash: Digest { SHA256.digest(of: json.canonicalBytes) }
}
