import Exam
public import Ledger
import Primitives

extension LedgerEvidence {
    /// What a verification found within an audited prefix, as the rules over the ledger need it.
    ///
    /// - Parameters:
    ///   - report: the verification of the whole ledger.
    ///   - differences: the sessions whose stored state differs from the log's; `nil` where no projection stands at
    ///     the end of the log.
    ///   - prefix: the audited prefix; problems of later entries are not its own.
    public init(_ report: VerificationReport, differences: [SessionName]?, in prefix: Prefix) {
        self.init()
        for problem in report.problems where problem.index.map({ $0 < prefix.size }) ?? true {
            let evidence = Problem(code: problem.code, reason: problem.phrase)
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
