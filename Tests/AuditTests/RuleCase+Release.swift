import Audit
import Exam
import Primitives

extension RuleCase {
    private static let problem = LedgerEvidence.Problem(
        code: "test", event: Citation(index: 7), reason: Phrase(en: "wrong", zh: "错误"))
    private static var badSignature: LedgerEvidence {
        var evidence = LedgerEvidence()
        evidence.signatureProblems = [problem]
        return evidence
    }

    static let release = [
        RuleCase("REL-01", .notApplicable, "nothing is approved"),
        RuleCase("REL-01", .pass, "nothing since what the approvers saw") { $0.release() },
        RuleCase("REL-01", .fail, "a dispute since") { day in day.release { $0.file(at: $0.later + 41) } },
        RuleCase("REL-01", .pass, "a dispute before") { day in day.release { $0.file(at: $0.later + 39) } },
        RuleCase("REL-01", .fail, "a finding resolved since") { day in
            day.release { $0.resolve("LOGIN-02", at: $0.later + 41) }
        },
        RuleCase("REL-01", .fail, "a score since") { day in day.release { $0.score(1, at: $0.later + 41) } },
        RuleCase("REL-01", .fail, "a decision just before the release") { day in
            day.release { $0.decide("k-1", .none, at: $0.releaseTime + -1) }
        },
        RuleCase("REL-01", .pass, "a decision after the release") { day in
            day.release { $0.decide("k-1", .none, at: $0.releaseTime + 1) }
        },
        RuleCase("REL-01", .pass, "a dispute of somebody who is withheld") { day in
            day.release(withheld: ["c-0001"]) {
                $0.file(at: $0.later + 41)
                $0.score(1, at: $0.later + 42)
            }
        },
        RuleCase("REL-01", .fail, "a score of nobody who is withheld") { day in
            day.release(withheld: ["c-0001"]) { $0.score(7, at: $0.later + 42) }
        },
        RuleCase("REL-01", .fail, "a position that is not recorded") { day in
            day.release()
            day.change(.releaseApproved) { draft in
                guard case .releaseApproved(var data) = draft.payload else { return }
                data.atEvent = EventID(at: draft.time, randomness: (5, 5))
                draft.payload = .releaseApproved(data)
            }
        },
        RuleCase("REL-02", .notApplicable, "nothing is proposed") { $0.move(.loginFaceSucceeded, to: $0.closes) },
        RuleCase("REL-02", .pass, "nothing blocks") { $0.release() },
        RuleCase("REL-02", .pass, "what needs adjudication does not block") {
            $0.release()
            $0.detectDisplay(at: $0.start)
        },
        RuleCase("REL-02", .fail, "a login after the close") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
        },
        RuleCase("REL-02", .pass, "resolved") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.resolve("LOGIN-02", at: $0.later)
            $0.resolve("FLOW-01", at: $0.later)
        },
        RuleCase("REL-02", .fail, "resolved before it happened") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.resolve("LOGIN-02", at: $0.closes + -1)
        },
        RuleCase("REL-02", .fail, "another rule was resolved") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.resolve("LOGIN-01", at: $0.later)
        },
        RuleCase("REL-02", .pass, "waived by two") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.waive("LOGIN-02", approvedBy: "a-02", at: $0.later)
        },
        RuleCase("REL-02", .fail, "waived by one") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.waive("LOGIN-02", approvedBy: nil, at: $0.later)
        },
        RuleCase("REL-02", .fail, "waived by the same twice") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.waive("LOGIN-02", approvedBy: "a-01", at: $0.later)
        },
        RuleCase("REL-02", .fail, "a decision does not lift what blocks") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
            $0.decide("k-1", .none, rules: ["LOGIN-02"], at: $0.later)
        },
        RuleCase("REL-02", .pass, "its candidate is withheld") {
            $0.release(withheld: ["c-0001"])
            $0.move(.loginFaceSucceeded, to: $0.closes)
        },
        RuleCase("REL-02", .pass, "its candidate is withheld by an event") { day in
            day.move(.loginFaceSucceeded, to: day.closes)
            day.release { $0.withhold(at: $0.later) }
        },
        RuleCase("REL-02", .fail, "a signature in the ledger", evidence: badSignature) { $0.release() },
        RuleCase("REL-02", .pass, "a signature in the ledger, resolved in the exam's stream", evidence: badSignature) {
            $0.release()
            $0.resolve("INT-01", at: $0.later, to: nil)
        },
        RuleCase("REL-02", .fail, "a policy with a wrong digest") {
            $0.release()
            $0.say(.examPolicySet(ExamPolicySet(params: $0.parameters, policyHash: .zero)))
        },
        RuleCase("REL-02", .pass, "a proposal that gave way to another") { day in
            day.move(.loginFaceSucceeded, to: day.closes)
            day.propose(withheld: [], at: day.later)
            day.propose(withheld: ["c-0001"], at: day.later + 1)
        },
        RuleCase("REL-03", .notApplicable, "nothing is proposed") { $0.detectDisplay(at: $0.start) },
        RuleCase("REL-03", .pass, "nothing to adjudicate") { $0.release() },
        RuleCase("REL-03", .pass, "what blocks is another rule's matter") {
            $0.release()
            $0.move(.loginFaceSucceeded, to: $0.closes)
        },
        RuleCase("REL-03", .fail, "a second display") {
            $0.release()
            $0.detectDisplay(at: $0.start)
        },
        RuleCase("REL-03", .pass, "a second display, decided") {
            $0.release()
            $0.detectDisplay(at: $0.start)
            $0.decide("k-1", .none, rules: ["ENTRY-03"], at: $0.later)
        },
        RuleCase("REL-03", .fail, "a decision about another rule") {
            $0.release()
            $0.detectDisplay(at: $0.start)
            $0.decide("k-1", .none, rules: ["ENTRY-04"], at: $0.later)
        },
        RuleCase("REL-03", .fail, "decided before it happened") {
            $0.release()
            $0.detectDisplay(at: $0.start)
            $0.decide("k-1", .none, rules: ["ENTRY-03"], at: $0.start + -1)
        },
        RuleCase("REL-03", .fail, "decided, and broken again for the twenty-second time") { day in
            day.release()
            for number in 0..<21 { day.detectDisplay(at: day.start + Int64(number)) }
            day.resolve("ENTRY-03", at: day.start + 1000)
            day.detectDisplay(at: day.start + 2000)
        },
        RuleCase("REL-03", .pass, "a second display, resolved") {
            $0.release()
            $0.detectDisplay(at: $0.start)
            $0.resolve("ENTRY-03", at: $0.later)
        },
        RuleCase("REL-03", .pass, "its candidate is withheld") {
            $0.release(withheld: ["c-0001"])
            $0.detectDisplay(at: $0.start)
        },
    ]

    static let gate = [
        RuleCase("REL-04", .notApplicable, "nothing is proposed"),
        RuleCase("REL-04", .pass, "the room was reviewed") { $0.release() },
        RuleCase("REL-04", .fail, "no review") {
            $0.release()
            $0.remove(.environmentReviewDecided)
        },
        RuleCase("REL-04", .pass, "no review of who did not finish") {
            $0.release()
            $0.remove(.environmentReviewDecided, .finishTimedOut)
        },
        RuleCase("REL-04", .fail, "the last review is unclear") {
            $0.release()
            $0.reviewRoom(.unclear, at: $0.later + 5)
        },
        RuleCase("REL-04", .pass, "a review after a failed one") {
            $0.release()
            $0.reviewRoom(.fail, at: $0.later + -5)
        },
        RuleCase("REL-04", .pass, "withheld") {
            $0.release(withheld: ["c-0001"])
            $0.reviewRoom(.fail, at: $0.later + 5)
        },
        RuleCase("REL-05", .notApplicable, "nothing is proposed") { $0.file(at: $0.later) },
        RuleCase("REL-05", .pass, "no dispute") { $0.release() },
        RuleCase("REL-05", .fail, "an open dispute") {
            $0.release()
            $0.file(at: $0.later)
        },
        RuleCase("REL-05", .pass, "decided") {
            $0.release()
            $0.file(at: $0.later)
            $0.settle(by: .administrator("a-07"), at: $0.later + 1)
        },
        RuleCase("REL-05", .pass, "withdrawn") {
            $0.release()
            $0.file(at: $0.later)
            $0.add(.disputeWithdrawn(DisputeWithdrawn(disputeID: "d-1")), at: $0.later + 1, by: .candidate)
        },
        RuleCase("REL-05", .fail, "another one was decided") {
            $0.release()
            $0.file(at: $0.later)
            $0.settle("d-2", by: .administrator("a-07"), at: $0.later + 1)
        },
        RuleCase("REL-05", .fail, "filed again") {
            $0.release()
            $0.file(at: $0.later)
            $0.settle(by: .administrator("a-07"), at: $0.later + 1)
            $0.file(at: $0.later + 2)
        },
        RuleCase("REL-05", .pass, "withheld") {
            $0.release(withheld: ["c-0001"])
            $0.file(at: $0.later)
        },
    ]

    static let carried = [
        RuleCase("REL-06", .notApplicable, "nothing is released"),
        RuleCase("REL-06", .pass, "two approvers") { $0.release() },
        RuleCase("REL-06", .fail, "one approver") { $0.release(approvers: ["a-02"]) },
        RuleCase("REL-06", .fail, "the same approver twice") { $0.release(approvers: ["a-02", "a-02"]) },
        RuleCase("REL-06", .fail, "the second after the release") { day in
            day.release(approvers: ["a-02"]) { $0.approveRelease(by: "a-03", at: $0.releaseTime + 1) }
        },
        RuleCase("REL-06", .fail, "three are required") { day in
            day.set { $0.approvalsRequired = 3 }
            day.release()
        },
        RuleCase("REL-06", .pass, "three are required and there") { day in
            day.set { $0.approvalsRequired = 3 }
            day.release(approvers: ["a-02", "a-03", "a-04"])
        },
        RuleCase("REL-06", .fail, "none are required by an absurd policy, and none is there") { day in
            day.set { $0.approvalsRequired = -2 }
            day.release(approvers: [])
        },
        RuleCase("REL-06", .fail, "an approver decided a case") {
            $0.release()
            $0.decide("k-1", .none, by: "a-02", at: $0.later)
        },
        RuleCase("REL-06", .fail, "an approver resolved a finding") {
            $0.release()
            $0.resolve("ENTRY-03", by: "a-03", at: $0.later)
        },
        RuleCase("REL-06", .pass, "an approver decided the case of somebody withheld") {
            $0.release(withheld: ["c-0001"])
            $0.decide("k-1", .none, by: "a-02", at: $0.later)
        },
        RuleCase("REL-06", .fail, "a release that nobody proposed") { $0.releaseAlone(at: $0.later) },
        RuleCase("REL-07", .notApplicable, "nothing is released") { $0.seal(at: $0.later) },
        RuleCase("REL-07", .pass, "sealed through the score") { $0.release() },
        RuleCase("REL-07", .fail, "a score after it") { day in day.release { $0.score(1, at: $0.later + 11) } },
        RuleCase("REL-07", .fail, "a decision after it") { day in
            day.release { $0.decide("k-1", .none, at: $0.later + 11) }
        },
        RuleCase("REL-07", .pass, "a dispute after it") { day in day.release { $0.file(at: $0.later + 11) } },
        RuleCase("REL-07", .pass, "a decision after it of somebody withheld") { day in
            day.release(withheld: ["c-0001"]) { $0.decide("k-1", .none, at: $0.later + 11) }
        },
        RuleCase("REL-07", .fail, "not sealed") {
            $0.release()
            $0.remove(.ledgerSealed)
        },
        RuleCase("REL-07", .fail, "sealed by one officer") { day in
            day.release()
            day.change(.approvalRecorded) { $0.voice = .administrator("a-01") }
        },
        RuleCase("REL-07", .fail, "sealed through an event that is not recorded") { day in
            day.release()
            day.say(.ledgerSealed(LedgerSealed(throughEvent: EventID(at: day.later, randomness: (6, 6)))))
        },
        RuleCase("REL-08", .notApplicable, "nothing is released"),
        RuleCase("REL-08", .pass, "as the time for objections has passed", severity: nil) { $0.release() },
        RuleCase("REL-08", .fail, "a millisecond before", severity: .notice) { day in
            day.release()
            day.move(.scoreReleased, to: day.releaseTime + -1)
        },
        RuleCase("REL-08", .fail, "without a notice") {
            $0.release()
            $0.remove(.provisionalNoticePublished)
        },
        RuleCase("REL-08", .pass, "the first of two notices counts") { day in
            day.release { $0.announce(at: $0.later + 60) }
        },
    ]
}
