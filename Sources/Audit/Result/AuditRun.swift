public import Exam
public import Primitives

/// One audit of one prefix: judges sessions, sittings, exams and the ledger, and puts the findings together.
///
/// Judging is pure and may go on in any order and on any number of threads; the result is the same bytes.
public struct AuditRun: Sendable {
    /// The prefix that is audited.
    public let prefix: AuditedPrefix
    /// What the prefix says of keys, phones and accounts across streams.
    public let references: CrossReferences
    /// Whether judgements that nobody has to see are kept too.
    public let keepsAll: Bool
    /// Whether what releases rest on is kept of candidates for whom nothing is proposed too.
    let keepsStandings: Bool
    private let candidateRules: [(Rule, @Sendable (SessionView) throws(MissingBasis) -> Judgement)]
    private let sittingRules: [(Rule, @Sendable (SittingView) throws(MissingBasis) -> Judgement)]
    private let examRules: [(Rule, @Sendable (ExamView) throws(MissingBasis) -> Judgement)]
    private let releaseRules: [(Rule, @Sendable (ReleaseView) throws(MissingBasis) -> Judgement)]
    private let ledgerRules: [(Rule, @Sendable (LedgerEvidence) -> Judgement)]

    /// An audit of a prefix by some rules; `references` has taken every entry of the prefix in order.
    public init(
        prefix: AuditedPrefix, references: CrossReferences, rules: [Rule] = Ruleset.rules, keepsAll: Bool = false
    ) {
        self.init(prefix: prefix, references: references, rules: rules, keepsAll: keepsAll, keepsStandings: false)
    }

    init(
        prefix: AuditedPrefix, references: CrossReferences, rules: [Rule] = Ruleset.rules, keepsAll: Bool,
        keepsStandings: Bool
    ) {
        self.prefix = prefix
        self.references = references
        self.keepsAll = keepsAll
        self.keepsStandings = keepsStandings
        candidateRules = rules.compactMap { rule in
            if case .candidate(let judge) = rule.judge { (rule, judge) } else { nil }
        }
        sittingRules = rules.compactMap { rule in
            if case .sitting(let judge) = rule.judge { (rule, judge) } else { nil }
        }
        examRules = rules.compactMap { rule in
            if case .exam(let judge) = rule.judge { (rule, judge) } else { nil }
        }
        releaseRules = rules.compactMap { rule in
            if case .release(let judge) = rule.judge { (rule, judge) } else { nil }
        }
        ledgerRules = rules.compactMap { rule in
            if case .ledger(let judge) = rule.judge { (rule, judge) } else { nil }
        }
    }

    /// Judges a session; `surroundings` are those of its context, made once for all sessions of the sitting.
    public func judge(_ history: SessionHistory, in surroundings: Surroundings) -> JudgedSession {
        let view = SessionView(history, in: surroundings, references: references)
        let findings = candidateRules.compactMap { rule, judge in
            finding(history.stream, rule) { () throws(MissingBasis) in try judge(view) }
        }
        let isProposed = keepsStandings || !releaseRules.isEmpty && surroundings.exam.has(.releaseProposed)
        return JudgedSession(
            findings: findings, standing: isProposed ? CandidateStanding(view, findings) : nil)
    }

    /// Judges a sitting.
    public func judge(sitting surroundings: Surroundings) -> [Finding] {
        let view = SittingView(surroundings: surroundings, references: references)
        let stream = StreamName.sitting(
            exam: surroundings.context.exam, sitting: surroundings.context.sitting)
        return sittingRules.compactMap { rule, judge in
            finding(stream, rule) { () throws(MissingBasis) in try judge(view) }
        }
    }

    /// Judges an exam by the surroundings of its sittings, in any order.
    public func judge(exam: String, sittings: [Surroundings]) -> [Finding] {
        let view = examView(exam, sittings)
        return examRules.compactMap { rule, judge in
            finding(.exam(exam), rule) { () throws(MissingBasis) in try judge(view) }
        }
    }

    /// Judges the releases of an exam: the second phase, when all else of the prefix has been judged.
    ///
    /// - Parameters:
    ///   - exam: the exam.
    ///   - sittings: the surroundings of its sittings, in any order.
    ///   - standings: what `judge` of its sessions left, in any order.
    ///   - findings: what was found of its sittings, of itself and of the ledger; others do no harm.
    ///   - positions: where the events stand that `eventsNamed(by:)` gives, those that are in the prefix.
    public func judge(
        releasesOf exam: String, sittings: [Surroundings], standings: [CandidateStanding], findings: [Finding],
        positions: [EventID: UInt64]
    ) -> [Finding] {
        judge(
            ReleaseView(examView(exam, sittings), standings, findings, positions: positions))
    }

    /// Judges releases as they are seen.
    func judge(_ view: ReleaseView) -> [Finding] {
        releaseRules.compactMap { rule, judge in
            finding(.exam(view.exam.exam), rule) { () throws(MissingBasis) in try judge(view) }
        }
    }

    func examView(_ exam: String, _ sittings: [Surroundings]) -> ExamView {
        ExamView(exam: exam, sittings: AuditRun.ordered(sittings), references: references)
    }

    /// The events that an exam's approvals and seals name, whose places its releases are judged by.
    public static func eventsNamed(by sittings: [Surroundings]) -> Set<EventID> {
        Set(sittings.flatMap { ReleaseView.namedEvents($0.exam) })
    }

    /// Judges the ledger by what its verification found.
    public func judge(_ evidence: LedgerEvidence) -> [Finding] {
        ledgerRules.compactMap { rule, judge in
            finding(.ledger, rule) { () throws(MissingBasis) in judge(evidence) }
        }
    }

    /// The result of all that was judged, in any order; `sittings` are those that were.
    public func result(_ judged: [Finding], sittings: [Surroundings]) -> AuditResult {
        AuditResult(
            prefix: prefix, ruleset: Ruleset.version, parametersHash: AuditRun.parametersHash(sittings),
            judged: judged)
    }

    private func finding(
        _ stream: StreamName, _ rule: Rule, _ judge: () throws(MissingBasis) -> Judgement
    ) -> Finding? {
        let judgement: Judgement
        do throws(MissingBasis) { judgement = try judge() } catch { judgement = error.judgement }
        guard keepsAll || judgement.outcome.isReported else { return nil }
        return Finding(stream: stream, rule: rule, judgement: judgement)
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
