import Exam
import Primitives

/// NOTICE: the notice to candidates is acknowledged (§6).
enum NoticeRules {
    static let all = [notice01]

    static let notice01 = Rule(
        "NOTICE-01", Phrase(en: "Notice acknowledged", zh: "须知确认"), seed: "§6", severity: .notice,
        events: [.noticeAcknowledged, .documentPublished, .entryGranted],
        summary: Phrase(en: "The published notice is acknowledged before entry.", zh: "进入面谈之前应确认已发布的考试须知。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no notice.acknowledged before entry.granted whose doc_hash is the latest \
                document.published{notice} before it.
                """,
            zh: """
                在 entry.granted 之前，没有 doc_hash 与该事件之前最新的 document.published{notice} 相符的 notice.acknowledged 的，不通过。
                """),
        judge: .candidate(acknowledged))

    private static func acknowledged(_ session: SessionView) -> Judgement {
        PublishedDocument.notice.judge(
            session, session.events.facts(.noticeAcknowledged).map { ($0.event, $0.data.docHash) })
    }
}
