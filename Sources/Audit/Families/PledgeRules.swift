import Exam
import Primitives

/// PLEDGE: the pledge of honesty comes first (§6).
enum PledgeRules {
    static let all = [pledge01, pledge02]

    static let pledge01 = Rule(
        "PLEDGE-01", Phrase(en: "Pledge, then notice", zh: "先承诺后须知"), seed: "§6", severity: .notice,
        events: [.pledgeSigned, .noticeAcknowledged],
        summary: Phrase(en: "The pledge is signed before the notice is acknowledged.", zh: "先签署承诺书，后确认考试须知。"),
        applies: Phrase(
            en: "there are both pledge.signed and notice.acknowledged",
            zh: "pledge.signed 与 notice.acknowledged 均有"),
        condition: Phrase(
            en: "Fails when the first notice.acknowledged precedes the first pledge.signed.",
            zh: "第一个 notice.acknowledged 先于第一个 pledge.signed 的，不通过。"),
        judge: .candidate(order))

    private static func order(_ session: SessionView) -> Judgement {
        guard let pledge = session.events.first(.pledgeSigned),
            let notice = session.events.first(.noticeAcknowledged)
        else { return .notApplicable }
        guard notice.index < pledge.index else { return .pass }
        return .fail(
            Phrase(
                en: "the notice was acknowledged at \(session.text(notice.receivedAt)), before the pledge was signed "
                    + "at \(session.text(pledge.receivedAt))",
                zh: "\(session.text(notice.receivedAt)) 确认考试须知，早于 \(session.text(pledge.receivedAt)) 签署承诺书"),
            citing: [notice, pledge])
    }

    static let pledge02 = Rule(
        "PLEDGE-02", Phrase(en: "Pledge signed before entry", zh: "承诺书签署"), seed: "§6", severity: .blocking,
        events: [.pledgeSigned, .documentPublished, .entryGranted],
        summary: Phrase(en: "The published pledge is signed before entry.", zh: "进入面谈之前应签署已发布的承诺书。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no pledge.signed before entry.granted whose doc_hash is the latest \
                document.published{pledge} before it.
                """,
            zh: "在 entry.granted 之前，没有 doc_hash 与该事件之前最新的 document.published{pledge} 相符的 pledge.signed 的，不通过。"),
        judge: .candidate(signed))

    private static func signed(_ session: SessionView) -> Judgement {
        PublishedDocument.pledge.judge(
            session, session.events.facts(.pledgeSigned).map { ($0.event, $0.data.docHash) })
    }
}
