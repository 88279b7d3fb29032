import Exam
import Primitives

/// MIS: whoever is accused is heard, by people who are not judges in their own cause (articles 16 and 17).
enum MisconductRules {
    static let all = [mis01, mis02, mis03, mis04]

    static let mis01 = Rule(
        "MIS-01", Phrase(en: "On-site record complete", zh: "违纪记录"), seed: "Art.16", severity: .blocking,
        events: [.misconductRecorded, .misconductSigned, .misconductSignatureRefused, .misconductCountersigned],
        summary: Phrase(
            en: "A record of misconduct cites evidence, is signed or its refusal witnessed by two, and countersigned.",
            zh: "违纪记录须附证据，由考生签字或由两名见证人证明其拒签，并经负责人签字。"),
        applies: Phrase(en: "there is a misconduct.recorded", zh: "有 misconduct.recorded"),
        condition: Phrase(
            en: """
                Fails when evidence_refs is empty, or neither misconduct.signed nor misconduct.signature_refused with \
                two distinct witnesses, or no misconduct.countersigned for the record_id.
                """,
            zh: """
                有下列情形之一的，不通过：（一）evidence_refs 为空；（二）就该 record_id，既没有 misconduct.signed，也没有载有两名不同见证人的 \
                misconduct.signature_refused；（三）就该 record_id，没有 misconduct.countersigned。
                """),
        judge: .candidate(recorded))

    private static func recorded(_ session: SessionView) -> Judgement {
        let records = session.events.facts(.misconductRecorded)
        guard !records.isEmpty else { return .notApplicable }
        let signed = Set(session.events.facts(.misconductSigned).map { TextKey($0.data.recordID) })
        let refused = Set(
            session.events.facts(.misconductSignatureRefused)
                .filter { Set($0.data.witnesses.map { TextKey($0) }).count >= 2 }.map { TextKey($0.data.recordID) })
        let countersigned = Set(session.events.facts(.misconductCountersigned).map { TextKey($0.data.recordID) })
        let bare = records.filter { $0.data.evidenceRefs.isEmpty }
        let unsigned = records.filter {
            let id = TextKey($0.data.recordID)
            return !signed.contains(id) && !refused.contains(id)
        }
        let alone = records.filter { !countersigned.contains(TextKey($0.data.recordID)) }
        let broken = records.map(\.event).filter { record in
            (bare + unsigned + alone).contains { $0.event.index == record.index }
        }
        guard !broken.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "of \(records.count) records of misconduct \(bare.count) cite no evidence, \(unsigned.count) have "
                    + "neither a signature nor a refusal before two witnesses recorded, \(alone.count) no countersignature",
                zh: "违纪记录 \(records.count) 份：未附证据 \(bare.count) 份；既没有记录考生签字、也没有记录两人见证拒签的 \(unsigned.count) 份；"
                    + "没有记录负责人签字的 \(alone.count) 份"),
            citing: broken,
            values: [
                "without_evidence": .number(bare.count), "unsigned": .number(unsigned.count),
                "not_countersigned": .number(alone.count),
            ])
    }

    static let mis02 = Rule(
        "MIS-02", Phrase(en: "Notice, statement, re-examination before decision", zh: "告知申辩复核"), seed: "Art.17",
        severity: .blocking,
        parameters: ["statement_window_ms"],
        events: [.penaltyNoticeServed, .statementReceived, .evidenceReexamined, .decisionIssued],
        summary: Phrase(
            en: "Before a penalty the candidate is told of it, can be heard, and the evidence is examined again.",
            zh: "作出处理决定之前须告知考生、听取陈述申辩并复核证据。"),
        applies: Phrase(
            en: "there is a decision.issued with outcome warn, subject_void or all_void",
            zh: "有 outcome 为 warn、subject_void 或 all_void 的 decision.issued"),
        condition: Phrase(
            en: """
                Fails when for the case_id no penalty.notice.served or no evidence.reexamined precedes it, or it is \
                earlier than both the first statement.received and served_at + statement_window_ms.
                """,
            zh: """
                有下列情形之一的，不通过：（一）就该 case_id，在其之前没有 penalty.notice.served，或没有 evidence.reexamined；（二）其既早于第一个 \
                statement.received，又早于 served_at + statement_window_ms。
                """),
        judge: .candidate(heard))

    /// The decisions that impose something.
    private static func penalties(_ session: SessionView) -> [Fact<DecisionIssued>] {
        session.events.facts(.decisionIssued).filter { $0.data.outcome != .none }
    }

    private static func heard(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let penalties = penalties(session)
        guard !penalties.isEmpty else { return .notApplicable }
        let window = try session.parameters.statementWindowMs
        for penalty in penalties {
            let (issued, number) = (penalty.event, penalty.data.caseID)
            let notice = session.events.facts(.penaltyNoticeServed).last {
                $0.event.index < issued.index && $0.data.caseID.isSame(as: number)
            }
            let review = session.events.facts(.evidenceReexamined).last {
                $0.event.index < issued.index && $0.data.caseID.isSame(as: number)
            }
            guard let notice, review != nil else {
                let lacking =
                    notice == nil
                    ? Phrase(en: "notice of the penalty", zh: "处理告知") : Phrase(en: "re-examination", zh: "复核")
                return .fail(
                    Phrase(
                        en:
                            "case \(number) decided at \(session.text(issued.receivedAt)) with no \(lacking.en) recorded "
                            + "before it",
                        zh: "\(session.text(issued.receivedAt)) 对案件 \(number) 作出决定，此前没有记录\(lacking.zh)"),
                    citing: [notice?.event, review?.event, issued].compactMap(\.self),
                    values: ["case_id": .string(number)])
            }
            let isHeard = session.events.facts(.statementReceived).contains {
                $0.event.index < issued.index && $0.data.caseID.isSame(as: number)
            }
            let ends = Instant(milliseconds: notice.data.servedAt) + window
            guard !isHeard, issued.receivedAt < ends else { continue }
            let early = ends - issued.receivedAt
            return .fail(
                Phrase(
                    en:
                        "case \(number) decided at \(session.text(issued.receivedAt)), \(early) ms before the time for a "
                        + "statement ended at \(session.text(ends)); no statement is recorded before it",
                    zh: "\(session.text(issued.receivedAt)) 对案件 \(number) 作出决定，早于陈述申辩期限 \(session.text(ends)) "
                        + "\(early) 毫秒；此前没有记录陈述申辩"),
                citing: [notice.event, issued],
                values: [
                    "case_id": .string(number), "window_ends_at": .time(ends), "early_ms": .integer(early),
                    "statement_window_ms": .integer(window),
                ])
        }
        return .pass
    }

    static let mis03 = Rule(
        "MIS-03", Phrase(en: "Decision served", zh: "决定送达"), seed: "Art.17", severity: .blocking,
        events: [.decisionIssued, .decisionServed, .scoreReleased],
        summary: Phrase(
            en: "A penalty is served on the candidate before the scores are released.", zh: "处理决定应在成绩公布之前送达考生。"),
        applies: Phrase(
            en: "there is a decision.issued with outcome warn, subject_void or all_void",
            zh: "有 outcome 为 warn、subject_void 或 all_void 的 decision.issued"),
        condition: Phrase(
            en: """
                Fails when no decision.served for the case_id before score.released (or in the prefix where there is \
                none).
                """,
            zh: "就该 case_id，在 score.released 之前（没有 score.released 的，在前缀中）没有 decision.served 的，不通过。"),
        judge: .candidate(served))

    private static func served(_ session: SessionView) -> Judgement {
        let penalties = penalties(session)
        guard !penalties.isEmpty else { return .notApplicable }
        let release = session.release
        let services = session.events.facts(.decisionServed).filter { $0.event.index < release?.index ?? .max }
        let unserved = penalties.filter { penalty in
            !services.contains { $0.data.caseID.isSame(as: penalty.data.caseID) }
        }
        guard let first = unserved.first else { return .pass }
        let limit =
            release.map {
                Phrase(
                    en: "before the release at \(session.text($0.receivedAt))",
                    zh: "\(session.text($0.receivedAt)) 成绩公布之前")
            } ?? Phrase(en: "up to now", zh: "至今")
        return .fail(
            Phrase(
                en: "\(unserved.count) decisions, the first of case \(first.data.caseID), with no service recorded "
                    + limit.en,
                zh: "\(limit.zh)没有记录送达的决定 \(unserved.count) 份，第一份为案件 \(first.data.caseID)"),
            citing: unserved.map(\.event), values: ["unserved": .number(unserved.count)])
    }

    static let mis04 = Rule(
        "MIS-04", Phrase(en: "Independence", zh: "回避"), seed: "Art.17", severity: .blocking,
        events: [
            .misconductRecorded, .decisionIssued, .disputeAssigned, .disputeDecided, .environmentReviewDecided,
            .recordingReviewed,
        ],
        summary: Phrase(
            en: "Who recorded the misconduct does not decide it; who reviewed or decided does not judge the dispute.",
            zh: "记录违纪者不得作出处理决定；原复核人、决定人不得处理异议。"),
        applies: Phrase(
            en: "there is a decision.issued, dispute.assigned or dispute.decided",
            zh: "有 decision.issued、dispute.assigned 或 dispute.decided"),
        condition: Phrase(
            en: """
                Fails when the actor id of decision.issued is the one of misconduct.recorded, or assignee or actor of \
                dispute.decided is an actor of environment.review.decided, recording.reviewed or decision.issued of \
                the candidate.
                """,
            zh: """
                有下列情形之一的，不通过：（一）decision.issued 的陈述人标识与 misconduct.recorded 的相同；（二）assignee 或 dispute.decided 的陈述人，\
                是该考生的 environment.review.decided、recording.reviewed 或 decision.issued 的陈述人。
                """),
        judge: .candidate(independent))

    private static func independent(_ session: SessionView) -> Judgement {
        let decisions = session.events.all(.decisionIssued)
        let assignments = session.events.facts(.disputeAssigned)
        let verdicts = session.events.all(.disputeDecided)
        guard !decisions.isEmpty || !assignments.isEmpty || !verdicts.isEmpty else { return .notApplicable }
        let recorders = actors(session.events.all(.misconductRecorded))
        let reviewers = actors(
            session.events.all(.environmentReviewDecided, .recordingReviewed, .decisionIssued))
        let selfDecided = decisions.filter { recorders.contains(TextKey($0.statement.actor.id)) }
        let partial =
            assignments.filter { reviewers.contains(TextKey($0.data.assignee)) }.map(\.event)
            + verdicts.filter { reviewers.contains(TextKey($0.statement.actor.id)) }
        guard !selfDecided.isEmpty || !partial.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "\(selfDecided.count) decisions by who recorded the misconduct; \(partial.count) assignments or "
                    + "verdicts of a dispute to or by who had reviewed or decided",
                zh: "由违纪记录人作出的决定 \(selfDecided.count) 份；由原复核人或决定人承办或裁定的异议 \(partial.count) 次"),
            citing: selfDecided + partial,
            values: ["decided_by_recorder": .number(selfDecided.count), "disputes": .number(partial.count)])
    }

    private static func actors(_ events: [RecordedEvent]) -> Set<TextKey> {
        Set(events.map { TextKey($0.statement.actor.id) })
    }
}
