import Audit
import Exam
import Primitives

extension RuleCase {
    private static func evidence(_ body: (inout LedgerEvidence) -> Void) -> LedgerEvidence {
        var evidence = LedgerEvidence()
        body(&evidence)
        return evidence
    }

    private static let problem = LedgerEvidence.Problem(
        code: "test", event: Citation(index: 7), reason: Phrase(en: "wrong", zh: "错误"))

    static let privacy = [
        RuleCase("PRIV-01", .pass, "verified"),
        RuleCase("PRIV-01", .fail, "a name in clear", evidence: evidence { $0.personalProblems = [problem] }),
        RuleCase("PRIV-02", .notApplicable, "nothing erased"),
        RuleCase("PRIV-02", .pass, "as retention ends, approved") { $0.erase(early: 0) },
        RuleCase("PRIV-02", .fail, "a millisecond early") { $0.erase(early: 1) },
        RuleCase("PRIV-02", .fail, "without a basis") { $0.erase(early: 0, basis: "") },
        RuleCase("PRIV-02", .fail, "without approval") { $0.erase(early: 0, approvedBy: nil) },
        RuleCase("PRIV-02", .fail, "approved by the same officer") { $0.erase(early: 0, approvedBy: "a-01") },
        RuleCase("PRIV-02", .fail, "during a dispute") {
            $0.file(at: $0.later + -1)
            $0.erase(early: 0)
        },
        RuleCase("PRIV-02", .pass, "after a dispute") {
            $0.file(at: $0.later + -2)
            $0.settle(by: .administrator("a-07"), at: $0.later + -1)
            $0.erase(early: 0)
        },
        RuleCase("PRIV-02", .fail, "decided only afterwards") {
            $0.file(at: $0.later + -2)
            $0.erase(early: 0)
            $0.settle(by: .administrator("a-07"), at: $0.later + 1)
        },
        RuleCase("PRIV-02", .pass, "a dispute filed afterwards") {
            $0.erase(early: 0)
            $0.file(at: $0.later + 1)
        },
        RuleCase("PRIV-02", .fail, "during a review") {
            $0.decide("k-1", .warn, at: $0.later + -9)
            $0.askReview("k-1", at: $0.later + -8)
            $0.erase(early: 0)
        },
        RuleCase("PRIV-02", .pass, "after a review") {
            $0.askReview("k-1", at: $0.later + -8)
            $0.decide("k-1", .warn, at: $0.later + -7)
            $0.erase(early: 0)
        },
        RuleCase("PRIV-03", .notApplicable, "no record of openings"),
        RuleCase("PRIV-03", .pass, "all logged", evidence: evidence { $0.accessProblems = [] }),
        RuleCase(
            "PRIV-03", .fail, "opened on the quiet", severity: .notice,
            evidence: evidence { $0.accessProblems = [problem] }),
    ]
}

extension HistoryBuilder {
    mutating func erase(early: Int64, basis: String = "retention", approvedBy officer: String? = "a-02") {
        let erasure = add(
            .erasureKeyDestroyed(
                ErasureKeyDestroyed(keyCommit: .zero, legalBasis: basis, retentionEndAt: later.milliseconds + early)),
            at: later, by: .administrator("a-01"))
        guard let officer else { return }
        add(
            .approvalRecorded(ApprovalRecorded(subject: erasure, decision: .approve)), at: later + 1,
            by: .administrator(officer))
    }

    mutating func askReview(_ number: String, at time: Instant) {
        add(.reviewRequested(ReviewRequested(caseID: number)), at: time, by: .administrator("a-03"))
    }
}
