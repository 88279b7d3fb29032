import Primitives

/// Problems as they are found: the first hundred with their words, the rest counted.
struct ProblemList {
    private(set) var kept: [VerificationProblem] = []
    private(set) var further: UInt64 = 0
    private(set) var categories: Set<VerificationProblem.Category> = []
    /// Whether one of them says that the log is not what a checkpoint was signed over.
    private(set) var hasRewriting = false
    /// Whether one of them says that an entry is missing.
    private(set) var hasGap = false

    mutating func add(_ problem: VerificationProblem) {
        categories.insert(problem.category)
        if problem.code == VerificationProblem.rewrittenCode { hasRewriting = true }
        if problem.code == VerificationProblem.gapCode { hasGap = true }
        if kept.count < VerificationReport.problemLimit { kept.append(problem) } else { further += 1 }
    }

    /// The problems by index, those of the whole ledger last; within an index in the order in which they were found.
    var ordered: [VerificationProblem] {
        kept.enumerated().sorted { lhs, rhs in
            (lhs.element.index ?? .max, lhs.offset) < (rhs.element.index ?? .max, rhs.offset)
        }.map(\.element)
    }
}
