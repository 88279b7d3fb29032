import Exam
import Primitives

extension Script {
    /// The way of an exam's scores: provisional notice, seal, proposal, approvals, release.
    mutating func release(
        _ exam: ExamPlan, _ plan: ReleasePlan, _ timetable: Timetable, turn: (number: Int, count: Int),
        sittings: [String], withheld: [String]
    ) {
        func time(_ phase: Phase) -> Int64 {
            timetable.turn(turn.number, of: turn.count, in: phase).start - timetable.last
        }
        let planner = Speaker.staff(.planner)
        let scores = random.digest()
        let cohort = random.digest()
        let noticed = time(.seals) + delay(of: planner)
        let released = noticed + exam.parameters.objectionWindowMs + (plan.afterObjections ?? 60_000)
        var last: EventID?
        if plan.hasNotice {
            let notice = ProvisionalNoticePublished(scoresSha256: scores, scoresBytes: 18_432)
            last = say(planner, receivedAt: noticed, .provisionalNoticePublished(notice))
        }
        if plan.isSealed {
            let through =
                last
                ?? say(
                    planner, at: time(.seals),
                    .exportIssued(ExportIssued(purpose: "scores", fields: ["score"], sha256: scores)))
            let sealed = say(planner, at: time(.seals) + 3000, .ledgerSealed(LedgerSealed(throughEvent: through)))
            last = say(
                .staff(.approver), at: time(.seals) + 6000,
                .approvalRecorded(ApprovalRecorded(subject: sealed, decision: .approve)), cause: sealed)
        }
        guard let at = last else { return }
        let proposal = say(
            planner, at: time(.proposals),
            .releaseProposed(
                ReleaseProposed(
                    sittings: sittings, withheld: withheld, cohortRoot: cohort, atEvent: at, scoresSha256: scores,
                    scoresBytes: 18_432)))
        for (number, approver) in plan.approvers.enumerated() {
            say(
                .staff(approver), at: time(.approvals) + Int64(number) * 2000,
                .releaseApproved(ReleaseApproved(proposal: proposal, atEvent: proposal, cohortRoot: cohort)),
                cause: proposal)
        }
        say(
            .platform, receivedAt: released,
            .scoreReleased(
                ScoreReleased(
                    proposal: proposal, sittings: sittings, withheld: withheld, cohortRoot: cohort, atEvent: proposal,
                    scoresSha256: scores, scoresBytes: 18_432)), cause: proposal)
    }
}
