import Exam
import Primitives

/// PRIV: personal values stay out of the log, and are opened and erased on the record.
enum PrivacyRules {
    static let all = [priv01, priv02, priv03]

    static let priv01 = Rule(
        "PRIV-01", Phrase(en: "Personal fields only as digests", zh: "敏感字段加密"), seed: "law", severity: .blocking,
        summary: Phrase(
            en: "The log holds digests of personal values and never the values.", zh: "日志中只有个人信息的摘要，没有其内容。"),
        applies: .always,
        condition: Phrase(
            en: """
                Fails when a statement has a name of the type's personal list in data, or a personal member that is \
                not a 43-character base64url digest.
                """,
            zh: "有下列情形之一的，不通过：（一）陈述的 data 中有该类型的个人信息清单（personal）所列的名称；（二）有个人信息成员不是 43 个字符的 base64url 摘要。"),
        judge: .ledger(digests))

    private static func digests(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.personalProblems) }

    static let priv02 = Rule(
        "PRIV-02", Phrase(en: "Erasure lawful and logged", zh: "删除合规"), seed: "law", severity: .blocking,
        parameters: ["retention_ident_days"],
        events: [.erasureKeyDestroyed, .disputeFiled, .disputeDecided],
        summary: Phrase(
            en: "A personal key is destroyed after its time, with a basis and a second officer, and with nothing open.",
            zh: "个人信息密钥应在保存期满后、有依据、经第二人批准且无未决事项时销毁。"),
        applies: Phrase(en: "there is an erasure.key.destroyed", zh: "有 erasure.key.destroyed"),
        condition: Phrase(
            en: """
                Fails when it lies before retention_end_at, while a dispute or review is open, with empty \
                legal_basis, or is not approved.
                """,
            zh: "有下列情形之一的，不通过：（一）其早于 retention_end_at；（二）作出时有异议或复核未决；（三）legal_basis 为空；（四）未获批准。"),
        judge: .candidate(erased))

    private static func erased(_ session: SessionView) -> Judgement {
        let erasures = session.events.facts(.erasureKeyDestroyed)
        guard !erasures.isEmpty else { return .notApplicable }
        for erasure in erasures {
            let ends = Instant(milliseconds: erasure.data.retentionEndAt)
            let early = max(0, ends - erasure.event.receivedAt)
            let open = Disputes(session.events, before: erasure.event.index).open + openReviews(erasure.event, session)
            let isWithoutBasis = erasure.data.legalBasis.isEmpty
            let isAlone = !session.isApproved(erasure.event)
            guard early > 0 || !open.isEmpty || isWithoutBasis || isAlone else { continue }
            return .fail(
                Phrase(
                    en:
                        "personal key destroyed at \(session.text(erasure.event.receivedAt)), \(early) ms before the end of "
                        + "retention; \(open.count) disputes or reviews open; "
                        + (isWithoutBasis ? "no legal basis" : "with a legal basis") + "; "
                        + (isAlone ? "no approval by another officer is recorded" : "approved by another officer"),
                    zh: "\(session.text(erasure.event.receivedAt)) 销毁个人信息密钥，早于保存期满 \(early) 毫秒；未决异议或复核 \(open.count) 件；"
                        + (isWithoutBasis ? "没有法律依据" : "有法律依据") + "；"
                        + (isAlone ? "没有记录另一名人员的批准" : "已经另一名人员批准")),
                citing: [erasure.event] + open,
                values: [
                    "retention_end_at": .time(ends), "early_ms": .integer(early), "open": .number(open.count),
                    "has_basis": .bool(!isWithoutBasis), "approved": .bool(!isAlone),
                ])
        }
        return .pass
    }

    /// The requests for a review of a case, before an event, that no decision of the case has answered by then.
    private static func openReviews(_ event: RecordedEvent, _ session: SessionView) -> [RecordedEvent] {
        let decisions = session.events.facts(.decisionIssued).filter { $0.event.index < event.index }
        return session.events.facts(.reviewRequested).filter { request in
            request.event.index < event.index
                && !decisions.contains {
                    $0.event.index > request.event.index && $0.data.caseID.isSame(as: request.data.caseID)
                }
        }.map(\.event)
    }

    static let priv03 = Rule(
        "PRIV-03", Phrase(en: "Access logged", zh: "访问留痕"), seed: "law", severity: .notice,
        events: [.accessViewed],
        summary: Phrase(en: "Whoever opens a personal value leaves an event.", zh: "每次查看个人信息均须留下事件。"),
        applies: Phrase(en: "the store's own access record is given", zh: "给出了存储自身的查阅记录"),
        condition: Phrase(
            en: "Fails when a personal value was opened without an access.viewed.",
            zh: "有个人信息的值被打开而没有 access.viewed 的，不通过。"),
        judge: .ledger(accesses))

    private static func accesses(_ evidence: LedgerEvidence) -> Judgement {
        evidence.accessProblems.map(Judgement.of) ?? .notApplicable
    }
}
