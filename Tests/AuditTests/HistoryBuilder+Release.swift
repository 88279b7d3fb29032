import Exam
import Primitives

extension HistoryBuilder {
    /// When `release` releases: just as the time for objections has passed.
    var releaseTime: Instant { later + 40 + parameters.objectionWindowMs }

    /// A release in good order, bent before it is carried out.
    ///
    /// From `later` on: reviewed at +0, scored at +10, sealed at +20, announced at +40, proposed at +50, approved and released at the
    /// end of the time for objections.
    mutating func release(
        withheld: [String] = [], approvers: [String] = ["a-02", "a-03"],
        _ bend: (inout HistoryBuilder) -> Void = { _ in }
    ) {
        reviewRoom(.pass, at: later)
        score(1, at: later + 10)
        seal(at: later + 20)
        announce(at: later + 40)
        propose(withheld: withheld, at: later + 50)
        for officer in approvers { approveRelease(by: officer, at: releaseTime + -1000) }
        bend(&self)
        guard let proposal = id(of: .releaseProposed), let seen = id(of: .provisionalNoticePublished) else { return }
        add(
            .scoreReleased(
                ScoreReleased(
                    proposal: proposal, sittings: ["s-1"], withheld: withheld, cohortRoot: .zero, atEvent: seen,
                    scoresSha256: .zero, scoresBytes: 1)),
            at: releaseTime, to: nil)
    }

    mutating func score(_ lot: Int64, at time: Instant) {
        add(
            .scoreRecorded(ScoreRecorded(scopeID: "s-1", lotNumber: lot, sheetHash: .zero)), at: time, by: .examiner,
            to: nil)
    }

    mutating func seal(at time: Instant) {
        let through = id(of: .scoreRecorded) ?? EventID(at: time, randomness: (4, 4))
        let seal = add(
            .ledgerSealed(LedgerSealed(throughEvent: through)), at: time, by: .administrator("a-01"), to: nil)
        add(
            .approvalRecorded(ApprovalRecorded(subject: seal, decision: .approve)), at: time + 1,
            by: .administrator("a-04"), to: nil)
    }

    mutating func announce(at time: Instant) {
        add(
            .provisionalNoticePublished(ProvisionalNoticePublished(scoresSha256: .zero, scoresBytes: 1)), at: time,
            by: .administrator("a-01"), to: nil)
    }

    mutating func propose(withheld: [String], at time: Instant) {
        add(
            .releaseProposed(
                ReleaseProposed(
                    sittings: ["s-1"], withheld: withheld, cohortRoot: .zero,
                    atEvent: EventID(at: time, randomness: (3, 3)), scoresSha256: .zero, scoresBytes: 1)),
            at: time, by: .administrator("a-01"), to: nil)
    }

    mutating func approveRelease(by officer: String, at time: Instant) {
        guard let proposal = id(of: .releaseProposed), let seen = id(of: .provisionalNoticePublished) else { return }
        add(
            .releaseApproved(ReleaseApproved(proposal: proposal, atEvent: seen, cohortRoot: .zero)), at: time,
            by: .administrator(officer), to: nil)
    }

    mutating func withhold(at time: Instant) {
        add(.releaseWithheld(ReleaseWithheld(reason: "r")), at: time, by: .administrator("a-01"))
    }
}
