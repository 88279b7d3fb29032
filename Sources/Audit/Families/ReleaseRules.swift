import Exam
import Primitives

/// REL: nothing is released while something stands against it (§11).
enum ReleaseRules {
    static let all = [rel01, rel02, rel03, rel04, rel05, rel06, rel07, rel08]

    static let rel01 = Rule(
        "REL-01", Phrase(en: "Gate computed at the latest position", zh: "门禁取最新位点"), seed: "§11", severity: .blocking,
        events: [.releaseApproved, .findingRaised, .disputeFiled, .decisionIssued, .scoreRecorded],
        summary: Phrase(
            en: "Nothing about those released is recorded between what the approvers saw and the release.",
            zh: "自批准所依据的位点至公布，不得再有与所公布考生有关的记录。"),
        applies: Phrase(en: "there is a release.approved", zh: "有 release.approved"),
        condition: Phrase(
            en: """
                Fails when a finding.*, dispute.*, decision.* or score.recorded event of the cohort is indexed after \
                the event at_event of a release.approved and before score.released.
                """,
            zh: """
                有拟公布考生的 finding.*、dispute.*、decision.* 或 score.recorded 事件，其序号在某一 release.approved 的 at_event 所指事件之后、\
                score.released 之前的，不通过。
                """),
        judge: .release(latest))

    private static func latest(_ view: ReleaseView) -> Judgement {
        guard view.events.has(.releaseApproved) else { return .notApplicable }
        let approvals = view.proposals.flatMap { proposal in proposal.approvals.map { (proposal, $0) } }
        var unknown: [RecordedEvent] = []
        var stale: [RecordedEvent] = []
        var changes: Set<Citation> = []
        for (proposal, approval) in approvals {
            guard let position = view.position(of: approval.data.atEvent) else {
                unknown.append(approval.event)
                continue
            }
            let found = proposal.changes(after: position, before: proposal.release?.event.index ?? .max)
            if !found.isEmpty { stale.append(approval.event) }
            changes.formUnion(found)
        }
        guard !unknown.isEmpty || !stale.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en:
                    "\(stale.count) approvals of a release rest on a position after which \(changes.count) events about "
                    + "those released are recorded; \(unknown.count) name a position that is not recorded",
                zh: "\(stale.count) 次公布批准所依据的位点之后又记录了 \(changes.count) 个与所公布考生有关的事件；"
                    + "\(unknown.count) 次批准所指位点没有记录"),
            citing: (unknown + stale).map(Citation.init) + changes,
            values: [
                "stale_approvals": .number(stale.count), "changes": .number(changes.count),
                "unknown_positions": .number(unknown.count),
            ])
    }

    static let rel02 = Rule(
        "REL-02", Phrase(en: "No open blocking finding", zh: "无阻断项"), seed: "§11", severity: .blocking,
        events: [.releaseProposed, .findingWaived, .findingResolved],
        summary: Phrase(en: "No blocking failure stands against those released.", zh: "所公布考生没有未处理的阻断项。"),
        applies: Phrase(en: "there is a release.proposed", zh: "有 release.proposed"),
        condition: Phrase(
            en: """
                Fails when a B failure of a candidate in the cohort, of its sitting, exam or ledger is neither \
                finding.resolved nor an approved finding.waived.
                """,
            zh: "拟公布考生、其场次、考试或账本有级别为 B 的不通过项，既没有 finding.resolved，也没有已获批准的 finding.waived 的，不通过。"),
        judge: .release(unblocked))

    private static func unblocked(_ view: ReleaseView) -> Judgement {
        guard !view.proposals.isEmpty else { return .notApplicable }
        return standing(
            .blocking, view,
            Phrase(en: "blocking failures neither resolved nor waived with an approval", zh: "既未解决、也未经批准豁免的阻断项"))
    }

    static let rel03 = Rule(
        "REL-03", Phrase(en: "Every finding adjudicated or candidate withheld", zh: "待裁项处理"), seed: "§11",
        severity: .blocking,
        events: [.releaseProposed, .decisionIssued, .findingResolved],
        summary: Phrase(
            en: "Every failure that needs adjudication is decided, or its candidate is withheld.",
            zh: "每个待裁项均已裁定，或相应考生暂缓公布。"),
        applies: Phrase(en: "there is a release.proposed", zh: "有 release.proposed"),
        condition: Phrase(
            en: """
                Fails when a J failure of a candidate in the cohort has no later finding.resolved, approved \
                finding.waived or decision.issued naming its rule in rule_ids.
                """,
            zh: """
                拟公布考生有级别为 J 的不通过项，其后既没有 finding.resolved，也没有已获批准的 finding.waived，也没有在 rule_ids 中载明该规则的 \
                decision.issued 的，不通过。
                """),
        judge: .release(adjudicated))

    private static func adjudicated(_ view: ReleaseView) -> Judgement {
        guard !view.proposals.isEmpty else { return .notApplicable }
        return standing(
            .adjudication, view, Phrase(en: "failures without an adjudication recorded", zh: "没有记录裁定的待裁项"))
    }

    /// Fails on what stands against the standing proposals at a severity.
    private static func standing(_ severity: Severity, _ view: ReleaseView, _ what: Phrase) -> Judgement {
        var count = 0
        var candidates: Set<StreamName> = []
        var rules: Set<TextKey> = []
        var names: [String] = []
        var events: [Citation] = []
        func take(_ failure: OpenFailure) {
            count += 1
            events += [failure.event].compactMap(\.self)
            if rules.insert(TextKey(failure.rule)).inserted { names.append(failure.rule) }
        }
        for proposal in view.proposals {
            let before = count
            if severity == .blocking {
                for failure in proposal.outerFailures where failure.severity == severity { take(failure) }
            }
            for candidate in proposal.cohort {
                for failure in candidate.failures where failure.severity == severity {
                    take(failure)
                    candidates.insert(candidate.stream)
                }
            }
            if count > before { events.append(Citation(proposal.event)) }
        }
        guard count > 0 else { return .pass }
        let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let listed = sorted.joined(separator: ", ")
        return .fail(
            Phrase(
                en: "\(count) \(what.en) stand against a release, of \(candidates.count) candidates: \(listed)",
                zh: "公布提议涉及 \(count) 项\(what.zh)，关系 \(candidates.count) 名考生：\(listed)"),
            citing: events,
            values: [
                "open": .number(count), "candidates": .number(candidates.count),
                "rules": .array(sorted.map { .string($0) }),
            ])
    }

    static let rel04 = Rule(
        "REL-04", Phrase(en: "Environment review passed", zh: "现场环境审核"), seed: "准格尔", severity: .blocking,
        events: [.releaseProposed, .environmentReviewDecided],
        summary: Phrase(
            en: "Whoever is released and finished has passed the review of the room.", zh: "所公布的已结束面谈的考生均已通过现场环境审核。"),
        applies: Phrase(en: "there is a release.proposed", zh: "有 release.proposed"),
        condition: Phrase(
            en: """
                Fails when a finished candidate in the cohort has no environment.review.decided, or the last is not \
                pass.
                """,
            zh: "拟公布考生中已结束者没有 environment.review.decided，或最后一个不是 pass 的，不通过。"),
        judge: .release(environment))

    private static func environment(_ view: ReleaseView) -> Judgement {
        guard !view.proposals.isEmpty else { return .notApplicable }
        var unreviewed = 0
        var failed: [Citation] = []
        var proposals: [Citation] = []
        for proposal in view.proposals {
            let broken = proposal.cohort.filter(\.lacksEnvironmentReview)
            guard !broken.isEmpty else { continue }
            proposals.append(Citation(proposal.event))
            unreviewed += broken.count { $0.environment == nil }
            failed += broken.compactMap(\.environment)
        }
        guard !proposals.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en:
                    "of those proposed for release \(unreviewed) have no review of the room recorded, and the last one of "
                    + "\(failed.count) is not a pass",
                zh: "提议公布的考生中，没有记录现场环境审核的 \(unreviewed) 名，最近一次审核未通过的 \(failed.count) 名"),
            citing: proposals + failed,
            values: ["unreviewed": .number(unreviewed), "not_passed": .number(failed.count)])
    }

    static let rel05 = Rule(
        "REL-05", Phrase(en: "Disputes closed or withheld", zh: "争议处理"), seed: "§11", severity: .blocking,
        events: [.releaseProposed, .disputeFiled, .disputeDecided, .disputeWithdrawn],
        summary: Phrase(en: "Nobody with an open dispute is released.", zh: "有未决异议的考生不得公布。"),
        applies: Phrase(en: "there is a release.proposed", zh: "有 release.proposed"),
        condition: Phrase(
            en: "Fails when a dispute of a candidate in the cohort is neither decided nor withdrawn.",
            zh: "拟公布考生的异议既未裁定也未撤回的，不通过。"),
        judge: .release(disputes))

    private static func disputes(_ view: ReleaseView) -> Judgement {
        guard !view.proposals.isEmpty else { return .notApplicable }
        // A dispute that was filed after the release was not there to be closed before it.
        var open: Set<Citation> = []
        var disputed: [Citation] = []
        for proposal in view.proposals {
            let found = proposal.cohort.flatMap { $0.openDisputes(before: proposal.end) }
            if !found.isEmpty { disputed.append(Citation(proposal.event)) }
            open.formUnion(found)
        }
        guard !open.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en:
                    "\(open.count) disputes of candidates proposed for release with neither a decision nor a withdrawal "
                    + "recorded",
                zh: "提议公布的考生有 \(open.count) 件异议既没有记录裁定，也没有记录撤回"),
            citing: disputed + open, values: ["open": .number(open.count)])
    }
}
