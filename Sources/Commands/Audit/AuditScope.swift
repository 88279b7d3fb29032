import Audit
import Exam
import Ledger
import Primitives
import Terminal
import Transparency

/// Which findings of an audit are wanted.
struct AuditScope {
    /// The streams to report on: a candidate's own and, where asked for, those around it; `nil` for all.
    let streams: Set<StreamName>?
    /// The session to judge; `nil` for all.
    let session: SessionName?
    let rules: RuleSelection
    /// The severities to report; empty for all.
    let severities: Set<Severity>

    /// The scope that a command line asks for.
    init(
        candidate: String?, sitting: String?, around: Bool, rules: [String], severities: [Severity],
        in store: LedgerStore
    ) throws(LedgerError) {
        self.rules = try RuleSelection(rules)
        self.severities = Set(severities)
        guard let candidate else {
            session = nil
            streams = nil
            return
        }
        let session = try SessionName.named(candidate, sitting: sitting, in: store)
        self.session = session
        streams =
            around
            ? [session.stream, .sitting(exam: session.exam, sitting: session.sitting), .exam(session.exam)]
            : [session.stream]
    }

    /// Whether all findings are wanted.
    var isWhole: Bool { streams == nil && rules.isAll && severities.isEmpty }

    /// Whether a finding is wanted.
    func includes(_ finding: Finding) -> Bool {
        (streams?.contains(finding.stream) ?? true) && rules.contains(finding.rule)
            && (severities.isEmpty || severities.contains(finding.severity))
    }
}
