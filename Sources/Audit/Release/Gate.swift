public import Exam
public import Ledger
public import Primitives
import Transparency

/// Whether a proposed release may be carried out: a pure function of what was judged, verified and witnessed.
///
/// What the rules of release say is not said again here: the gate has them judge the log with the release in it, and
/// names what they fail on by candidate and rule. It adds what no officer can waive: that the ledger was read again
/// and is whole, that its newest checkpoint has the quorum, that every draw was checked to its end.
public struct Gate: Sendable {
    /// How far a release has come, and so what it must already have.
    public enum Stage: Hashable, Sendable {
        /// Approvals and the checkpoint are still to come.
        case proposal
        /// The approvals are still to come, and whoever asks wants to know of everything else.
        case check
        /// Everything must be there.
        case release
    }

    /// What was found of the ledger beside the rules.
    public struct Proof: Sendable {
        let verification: VerificationReport
        let head: HeadCheck

        /// A verification of the whole ledger, and what its newest checkpoint is worth.
        public init(_ verification: VerificationReport, _ head: HeadCheck) {
            self.verification = verification
            self.head = head
        }
    }

    /// What stands against the release, by place and demand.
    public let blockers: [Blocker]
    /// What the rules of release noticed that blocks nothing.
    public let notices: [Finding]
    /// The streams of those whom it releases, in their byte order.
    public let cohort: [StreamName]
    /// The root over them.
    public let cohortRoot: Digest
    /// The candidates of its sittings whom it leaves out, in the byte order of their ids.
    public let withheld: [String]
    /// The officers who have approved it.
    public let approvers: [String]

    /// Whether nothing stands against the release.
    public var isOpen: Bool { blockers.isEmpty }

    /// The candidates who have something of their own against them, with it, in the byte order of their streams.
    public var blockedCandidates: [(candidate: StreamName, blockers: [Blocker])] {
        Dictionary(grouping: blockers.filter { $0.candidate != nil }, by: \.place)
            .sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
            .map { ($0.key, $0.value) }
    }

    /// The gate of a proposal.
    ///
    /// - Parameters:
    ///   - proposal: the id of the `release.proposed`, recorded or supposed.
    ///   - supposed: what is not in the log yet, in its order: the proposal itself, an approval, the `score.released`.
    ///   - basis: what was judged.
    ///   - proof: what was verified and witnessed.
    ///   - stage: how far the release has come.
    ///   - scores: the score file at hand, where there is one.
    public init(
        of proposal: EventID, supposing supposed: [RecordedEvent], on basis: ReleaseBasis, _ proof: Proof,
        at stage: Stage, scores: ScoreFile? = nil
    ) {
        let view = basis.view(of: proposal, supposing: supposed)
        let findings = basis.findings(of: view).filter(\.outcome.isReported)
        notices = findings.filter { $0.severity == .notice }
        let exam = StreamName.exam(basis.exam)
        var blockers = Gate.blockers(proof, basis.prefix, stage)
        guard let proposal = view.proposals.first else {
            (cohort, withheld, approvers) = ([], [], [])
            cohortRoot = Cohort.root(of: [])
            self.blockers = blockers + [Blocker(exam, .cohort, Gate.noProposal)]
            return
        }
        cohort = proposal.cohort.map(\.stream)
        cohortRoot = Cohort.root(of: cohort)
        withheld = proposal.withheld
        approvers = proposal.approvalsInTime.given.map(\.event.statement.actor.id)
        for finding in findings where finding.severity == .blocking {
            // Without approvals there can be no count of them yet.
            if stage != .release, finding.rule == ReleaseRules.rel06.id { continue }
            let single = proposal.blockers(behind: finding.rule)
            blockers +=
                single.isEmpty
                ? [Blocker(exam, .rule(finding.rule), finding.judgement.message, finding.judgement.events)] : single
        }
        blockers = blockers.map { $0.citing(below: basis.prefix.size) }
        blockers += proposal.sittings.flatMap { sitting in Gate.blockers(basis.draws(of: sitting), in: sitting) }
        blockers += Gate.blockers(
            proposal, cohortRoot, exam, scores, isRecorded: proposal.event.index < basis.prefix.size)
        self.blockers = Array(Set(blockers)).sorted(by: Blocker.precedes)
    }

    private static func blockers(_ proof: Proof, _ prefix: Prefix, _ stage: Stage) -> [Blocker] {
        var blockers: [Blocker] = []
        let report = proof.verification
        if report.integrity != .ok || report.size != prefix.size {
            let first = report.first?.phrase ?? Phrase(en: "the log has grown meanwhile", zh: "日志在此期间有新增")
            blockers.append(
                Blocker(
                    .ledger, .verification,
                    Phrase(
                        en: "the ledger does not verify at this position: \(first.en)",
                        zh: "账本在该位点未通过校验：\(first.zh)")))
        }
        if report.completeness == .violated || (stage != .proposal && report.completeness != .ok) {
            blockers.append(
                Blocker(
                    .ledger, .verification,
                    Phrase(
                        en: "that nothing was left out is not proved by a checkpoint under the policy",
                        zh: "尚无符合信任策略的检查点证明没有遗漏")))
        }
        if stage != .proposal, case .open(let reason) = proof.head {
            blockers.append(Blocker(.ledger, .witnesses, reason))
        }
        return blockers
    }

    private static func blockers(_ draws: [DrawVerification], in sitting: Surroundings) -> [Blocker] {
        let place = StreamName.sitting(exam: sitting.context.exam, sitting: sitting.context.sitting)
        return draws.compactMap { draw in
            if let defect = draw.defect { return Blocker(place, .draw, defect.reason, defect.events) }
            for (_, outcome) in draw.steps {
                if case .notYet(let reason) = outcome { return Blocker(place, .draw, reason) }
            }
            return nil
        }
    }

    private static func blockers(
        _ proposal: Proposal, _ root: Digest, _ exam: StreamName, _ scores: ScoreFile?, isRecorded: Bool
    ) -> [Blocker] {
        var blockers: [Blocker] = []
        let data = proposal.fact.data
        if proposal.cohort.isEmpty { blockers.append(Blocker(exam, .cohort, nobody)) }
        if isRecorded, data.cohortRoot != root {
            blockers.append(Blocker(exam, .cohort, otherCohort, [Citation(proposal.event)]))
        }
        let others = proposal.approvalsInTime.given.filter { $0.data.cohortRoot != root }
        if !others.isEmpty {
            blockers.append(Blocker(exam, .cohort, otherApproval, others.map { Citation($0.event) }))
        }
        if let scores, scores.sha256 != data.scoresSha256 || scores.bytes != data.scoresBytes {
            blockers.append(Blocker(exam, .scores, otherScores, [Citation(proposal.event)]))
        }
        return blockers
    }

    private static let noProposal = Phrase(
        en: "the proposal does not stand: a later one for a sitting of it is recorded",
        zh: "该提议已失效：其场次之后另有公布提议")
    private static let nobody = Phrase(en: "nobody is left to release", zh: "没有可公布的考生")
    private static let otherCohort = Phrase(
        en: "those who would be released are not those who were proposed: propose again",
        zh: "现将公布的考生与提议时不一致：请重新提议")
    private static let otherApproval = Phrase(
        en: "an approval names others than those who would be released", zh: "有批准所指的考生与将公布的考生不一致")
    private static let otherScores = Phrase(
        en: "the score file is not the one that was proposed", zh: "成绩文件与提议时的文件不一致")
}

extension Proposal {
    /// What a failed rule of release failed on, one by one; empty for a rule that speaks of the release as a whole.
    fileprivate func blockers(behind rule: String) -> [Blocker] {
        switch rule {
        case ReleaseRules.rel02.id:
            (outerFailures + cohort.flatMap(\.failures)).filter { $0.severity == .blocking }.map(Blocker.init)
        case ReleaseRules.rel03.id:
            cohort.flatMap(\.failures).filter { $0.severity == .adjudication }.map(Blocker.init)
        case ReleaseRules.rel04.id:
            cohort.filter(\.lacksEnvironmentReview).map { candidate in
                Blocker(
                    candidate.stream, .rule(rule), Proposal.noReview, [candidate.environment].compactMap(\.self))
            }
        case ReleaseRules.rel05.id:
            cohort.flatMap { candidate in
                candidate.openDisputes(before: end).map {
                    Blocker(candidate.stream, .rule(rule), Proposal.openDispute, [$0])
                }
            }
        default: []
        }
    }

    private static let noReview = Phrase(
        en: "no review of the room that passed is the last one recorded", zh: "最近一次现场环境审核并非通过，或没有记录")
    private static let openDispute = Phrase(
        en: "a dispute with neither a decision nor a withdrawal recorded", zh: "有异议既没有记录裁定，也没有记录撤回")
}

extension Blocker {
    /// A failure that nobody has settled.
    fileprivate init(_ failure: OpenFailure) {
        let finding = failure.finding
        self.init(finding.stream, .rule(finding.rule), finding.judgement.message, finding.judgement.events)
    }
}
