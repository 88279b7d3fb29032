public import Exam
public import Primitives

/// One rule: what it says, and the function that judges it.
///
/// The English sentences are those of the published rules, word for word, the Chinese ones say the same; the summary is
/// for readers.
public struct Rule: Sendable {
    /// What a rule judges, with the function that does.
    public enum Judge: Sendable {
        /// A candidate's session.
        case candidate(@Sendable (SessionView) throws(MissingBasis) -> Judgement)
        /// A sitting.
        case sitting(@Sendable (SittingView) throws(MissingBasis) -> Judgement)
        /// An exam.
        case exam(@Sendable (ExamView) throws(MissingBasis) -> Judgement)
        /// The releases of an exam, when everything else has been judged.
        case release(@Sendable (ReleaseView) throws(MissingBasis) -> Judgement)
        /// The ledger itself.
        case ledger(@Sendable (LedgerEvidence) -> Judgement)

        /// The kind of thing that is judged.
        public var scope: Scope {
            switch self {
            case .candidate: .candidate
            case .sitting: .sitting
            case .exam, .release: .exam
            case .ledger: .ledger
            }
        }
    }

    /// The id, such as `LOGIN-07`.
    public let id: String
    /// The title.
    public let title: Phrase
    /// The place in the document that defines the domain.
    public let seed: String
    /// The severity of a failure.
    public let severity: Severity
    /// Where the severity differs from that.
    public let severityNote: Phrase?
    /// The names of the parameters it uses.
    public let parameters: [String]
    /// The types of event it looks at; empty for all.
    public let events: [EventType]
    /// What it asks, in a sentence.
    public let summary: Phrase
    /// When it applies.
    public let applies: Phrase
    /// When it fails.
    public let condition: Phrase
    /// When it cannot be judged.
    public let insufficient: Phrase?
    /// Whether it looks into other streams than the session's own and those around it.
    public let looksBeyond: Bool
    /// The function that judges.
    public let judge: Judge

    /// What it judges.
    public var scope: Scope { judge.scope }
    /// The family, such as `LOGIN`.
    public var family: Substring { id.prefix { $0 != "-" } }

    /// A rule from its texts and its function.
    public init(
        _ id: String, _ title: Phrase, seed: String, severity: Severity, severityNote: Phrase? = nil,
        parameters: [String] = [], events: [EventType] = [], summary: Phrase, applies: Phrase, condition: Phrase,
        insufficient: Phrase? = nil, looksBeyond: Bool = false, judge: Judge
    ) {
        self.id = id
        self.title = title
        self.seed = seed
        self.severity = severity
        self.severityNote = severityNote
        self.parameters = parameters
        self.events = events
        self.summary = summary
        self.applies = applies
        self.condition = condition
        self.insufficient = insufficient
        self.looksBeyond = looksBeyond
        self.judge = judge
    }
}
