import Exam
import Primitives

/// What a release that was carried out must have had before it: approvers, a seal, a time for objections.
extension ReleaseRules {
    static let rel06 = Rule(
        "REL-06", Phrase(en: "Two distinct approvers", zh: "双人审批"), seed: "-", severity: .blocking,
        parameters: ["approvals_required"],
        events: [.releaseProposed, .releaseApproved, .decisionIssued, .findingResolved],
        summary: Phrase(
            en: "Enough different officers approve a release, none of whom adjudicated one of its candidates.",
            zh: "公布须经足够数量的不同人员批准，且均未裁定过其中的考生。"),
        applies: Phrase(en: "there is a score.released", zh: "有 score.released"),
        condition: Phrase(
            en: """
                Fails when fewer than approvals_required release.approved of the proposal by distinct holders, or an \
                approver is the actor of a decision.issued or finding.resolved of a candidate in the cohort.
                """,
            zh: """
                有下列情形之一的，不通过：（一）由不同持有人就该提议作出的 release.approved 少于 approvals_required 个；（二）批准人是拟公布考生的 decision.issued \
                或 finding.resolved 的陈述人。
                """),
        judge: .release(approvers))

    private static func approvers(_ view: ReleaseView) throws(MissingBasis) -> Judgement {
        let releases = view.events.facts(.scoreReleased)
        guard !releases.isEmpty else { return .notApplicable }
        for release in releases {
            let proposal = view.proposals.first { $0.event.id == release.data.proposal }
            let (approvals, count) = proposal?.approvalsInTime ?? ([], 0)
            let required = try required(proposal?.sittings ?? view.exam.sittings)
            let deciders = proposal?.adjudications(by: approvals.map(\.event.statement.actor.id)) ?? []
            guard count < required || !deciders.isEmpty else { continue }
            return .fail(
                Phrase(
                    en: "a release with approvals of \(count) different officers recorded, \(required) are required; "
                        + "\(deciders.count) adjudications of its candidates are by one of them",
                    zh: "公布之前记录有 \(count) 名不同人员的批准，要求 \(required) 名；其中考生的裁定有 \(deciders.count) 项由批准人作出"),
                citing: ([proposal?.event, release.event].compactMap(\.self) + approvals.map(\.event))
                    .map(Citation.init) + deciders,
                values: [
                    "approvers": .number(count), "approvals_required": .integer(Int64(required)),
                    "own_adjudications": .number(deciders.count),
                ])
        }
        return .pass
    }

    /// The strictest number of approvers that the parameters of the sittings ask for; a policy that asks for none asks
    /// for one.
    private static func required(_ sittings: [Surroundings]) throws(MissingBasis) -> Int {
        guard let required = sittings.compactMap(\.context.parameters?.approvalsRequired).max() else {
            throw .parameters
        }
        return max(1, Int(required))
    }

    static let rel07 = Rule(
        "REL-07", Phrase(en: "Seal covers everything released", zh: "封存覆盖"), seed: "-", severity: .blocking,
        events: [.ledgerSealed, .scoreRecorded, .findingRaised, .decisionIssued],
        summary: Phrase(
            en: "An approved seal covers every score, finding and decision of those released.",
            zh: "获批准的封存涵盖所公布考生的全部成绩、审计发现和决定。"),
        applies: Phrase(en: "there is a score.released", zh: "有 score.released"),
        condition: Phrase(
            en: """
                Fails when a score.recorded, finding.* or decision.* of the cohort is indexed after the event \
                through_event of the last approved ledger.sealed, or there is no ledger.sealed.
                """,
            zh: """
                有下列情形之一的，不通过：（一）有拟公布考生的 score.recorded、finding.* 或 decision.*，其序号在最后一个已获批准的 ledger.sealed 的 \
                through_event 所指事件之后；（二）没有 ledger.sealed。
                """),
        judge: .release(sealed))

    /// Each release is judged by the seal of its own moment: what comes later was not released by it.
    private static func sealed(_ view: ReleaseView) -> Judgement {
        let carriedOut = view.proposals.filter { $0.release != nil }
        let released = carriedOut.compactMap(\.release?.event) + orphans(view)
        guard !released.isEmpty else { return .notApplicable }
        let unsealed = released.filter { view.seal(before: $0.index) == nil }
        guard unsealed.isEmpty else {
            return .fail(
                Phrase(en: "no approved seal is recorded before the release of scores", zh: "成绩公布之前没有记录获批准的封存"),
                citing: unsealed + view.events.all(.ledgerSealed))
        }
        for proposal in carriedOut {
            guard let seal = view.seal(before: proposal.end) else { continue }
            guard let through = view.position(of: seal.data.throughEvent) else {
                return .fail(
                    Phrase(en: "the event through which the seal reaches is not recorded", zh: "没有记录封存所截至的事件"),
                    citing: released + [seal.event])
            }
            let uncovered = Set(
                proposal.changes(after: through, before: proposal.end).filter { !isOfDispute($0) })
            guard !uncovered.isEmpty else { continue }
            return .fail(
                Phrase(
                    en:
                        "\(uncovered.count) scores, findings or decisions of those released are recorded after "
                        + "#\(through), through which the seal reaches",
                    zh: "封存截至第 \(through) 条，此后又记录了所公布考生的成绩、审计发现或决定 \(uncovered.count) 个"),
                citing: [Citation(seal.event)] + uncovered,
                values: ["sealed_through": .number(through), "uncovered": .number(uncovered.count)])
        }
        return .pass
    }

    /// The releases of a proposal that is not recorded.
    private static func orphans(_ view: ReleaseView) -> [RecordedEvent] {
        view.events.facts(.scoreReleased).filter { release in
            !view.proposals.contains { $0.event.id == release.data.proposal }
        }.map(\.event)
    }

    private static func isOfDispute(_ event: Citation) -> Bool {
        switch event.type {
        case .disputeFiled, .disputeAcknowledged, .disputeAssigned, .disputeEvidenceAttached, .disputeDecided,
            .disputeWithdrawn:
            true
        default: false
        }
    }

    static let rel08 = Rule(
        "REL-08", Phrase(en: "Objection window", zh: "异议期"), seed: "policy", severity: .notice,
        parameters: ["objection_window_ms"],
        events: [.provisionalNoticePublished, .scoreReleased],
        summary: Phrase(
            en: "Scores are final only after a provisional notice and the time for objections.", zh: "成绩经公示且异议期满后方可公布。"),
        applies: Phrase(en: "there is a score.released", zh: "有 score.released"),
        condition: Phrase(
            en: "Fails when no provisional.notice.published with t + objection_window_ms <= t(score.released).",
            zh: "没有满足 t + objection_window_ms <= t(score.released) 的 provisional.notice.published 的，不通过。"),
        judge: .release(objections))

    private static func objections(_ view: ReleaseView) throws(MissingBasis) -> Judgement {
        let releases = view.events.all(.scoreReleased)
        guard !releases.isEmpty else { return .notApplicable }
        guard let window = view.exam.sittings.compactMap(\.context.parameters?.objectionWindowMs).max() else {
            throw .parameters
        }
        let notices = view.events.all(.provisionalNoticePublished)
        guard let earliest = notices.map(\.receivedAt).min() else {
            return .fail(
                Phrase(en: "no provisional notice is recorded before the release of scores", zh: "成绩公布之前没有记录公示"),
                citing: releases, values: ["objection_window_ms": .integer(window)])
        }
        let early = releases.filter { $0.receivedAt < earliest + window }
        guard let first = early.first else { return .pass }
        let by = earliest + window - first.receivedAt
        return .fail(
            Phrase(
                en: "scores were released \(by) ms before the time for objections of \(window) ms had passed since the "
                    + "first provisional notice",
                zh: "自首次公示起异议期 \(window) 毫秒，成绩公布早于期满 \(by) 毫秒"),
            citing: notices + early,
            values: ["objection_window_ms": .integer(window), "early_ms": .integer(by)])
    }
}
