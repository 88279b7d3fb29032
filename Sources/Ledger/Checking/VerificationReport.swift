public import Primitives

/// What a verification found: three verdicts, and what they rest on.
public struct VerificationReport: Hashable, Sendable {
    /// Whether everything that is stored agrees with itself and with the signatures over it.
    public enum Integrity: String, Hashable, Sendable {
        /// It does.
        case ok
        /// It does not.
        case violated
    }

    /// Whether the log is all of the log that a checkpoint was signed over.
    public enum Completeness: String, Hashable, Sendable {
        /// It continues every checkpoint that was given from outside.
        case ok
        /// It is shorter than a checkpoint, or another log.
        case violated
        /// No checkpoint from outside was given, so that a tail cut off together with its checkpoint cannot be missed.
        case notProved = "not_proved"
    }

    /// Something that was not checked, and why.
    public struct Omission: Hashable, Sendable {
        /// A stable, dotted code for programs.
        public let code: String
        /// What was not checked, and what it would take.
        public let phrase: Phrase
    }

    /// How many problems are kept with their words; the rest are counted.
    public static let problemLimit = 100

    /// The number of entries.
    public let size: UInt64
    /// The root over them, computed from their bytes.
    public let root: Digest
    /// The first verdict.
    public let integrity: Integrity
    /// The second verdict.
    public let completeness: Completeness
    /// How many signatures of entries hold by a key that counts at their place.
    public let signatures: UInt64
    /// What is wrong, by index; at most ``problemLimit``.
    public let problems: [VerificationProblem]
    /// How many more problems there are.
    public let furtherProblems: UInt64
    /// The kinds of all problems, the further ones included.
    public let categories: Set<VerificationProblem.Category>
    /// The third verdict: what was not checked.
    public let notChecked: [Omission]

    /// The first bad entry's problem, with its index and, where it can be known, its stream.
    public var first: VerificationProblem? { problems.first }
}

extension VerificationReport {
    /// What a check of the log found, at its end.
    ///
    /// - Parameter streamOfFirst: the stream of the first problem's entry, where that entry cannot say it itself.
    init(_ log: LogCheck, streamOfFirst: String? = nil, notes: [Omission] = []) {
        var problems = log.problems.ordered
        if let streamOfFirst, !problems.isEmpty { problems[0].stream = streamOfFirst }
        let categories = log.problems.categories
        let isSound = categories.isDisjoint(with: [.integrity, .signature]) && !log.problems.hasRewriting
        self.init(
            size: log.size, root: log.tree.root, integrity: isSound ? .ok : .violated,
            completeness: categories.contains(.history) || log.problems.hasGap
                ? .violated : log.trust.outside.isEmpty ? .notProved : .ok,
            signatures: log.signatures, problems: problems, furtherProblems: log.problems.further,
            categories: categories, notChecked: VerificationReport.omissions(log) + notes)
    }
}
