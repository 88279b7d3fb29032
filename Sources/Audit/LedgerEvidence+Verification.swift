import Exam
public import Ledger
public import Primitives
public import Transparency

extension LedgerEvidence {
    /// What a verification found within an audited prefix, as the rules over the ledger need it.
    ///
    /// - Parameters:
    ///   - report: the verification of the whole ledger.
    ///   - differences: the sessions whose stored state differs from the log's; `nil` where no projection stands at
    ///     the end of the log.
    ///   - prefix: the audited prefix; problems of later entries are not its own. What is missing behind the last
    ///     entry is a matter of the whole log.
    ///   - witnessing: what is known of witnesses.
    ///   - citation: the entry of an index, as far as it can be read.
    public init(
        _ report: VerificationReport, differences: [SessionName]?, in prefix: Prefix,
        witnessing: Witnessing = .notAsked, citation: (UInt64) -> Citation = { Citation(index: $0) }
    ) {
        self.init()
        self.witnessing = witnessing
        let isWhole = prefix.size >= report.size
        for problem in report.problems where isWhole || problem.index.map({ $0 < prefix.size }) ?? true {
            let event = problem.index.flatMap { $0 < report.size ? citation($0) : nil }
            let evidence = Problem(code: problem.code, event: event, reason: problem.phrase)
            switch (problem.category, problem.code) {
            case (.signature, _): signatureProblems.append(evidence)
            case (_, "entry.mode"): modeProblems.append(evidence)
            case (_, "entry.role"): roleProblems.append(evidence)
            case (_, "entry.personal"): personalProblems.append(evidence)
            case (.history, _):
                chainProblems.append(evidence)
                checkpointProblems.append(evidence)
            case (.integrity, _): chainProblems.append(evidence)
            }
        }
        if let differences { projection = differences.isEmpty ? .equal : .differs(at: prefix.size - 1) }
    }
}

extension LedgerEvidence.Witnessing {
    /// What a ledger's checkpoints are by a trust policy.
    public init(_ store: LedgerStore, _ policy: TrustPolicy?) throws(LedgerError) {
        guard let policy, !policy.namedWitnesses.isEmpty else {
            self = .notAsked
            return
        }
        if try store.quorumCheckpoint(policy) != nil {
            self = .quorum
        } else {
            self = try store.newestCheckpointNote() == nil ? .withoutCheckpoint : .withoutQuorum
        }
    }
}
