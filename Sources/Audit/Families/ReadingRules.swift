import Exam
import Primitives

/// READ: the procedure is read before the exam (§3).
enum ReadingRules {
    static let all = [read01, read02]

    static let read01 = Rule(
        "READ-01", Phrase(en: "Procedure acknowledged", zh: "阅读考试流程"), seed: "§3", severity: .notice,
        events: [.procedureAcknowledged, .documentPublished, .entryGranted],
        summary: Phrase(en: "The published procedure is acknowledged before entry.", zh: "进入面谈之前应确认已发布的考试流程。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no procedure.acknowledged before entry.granted whose doc_hash is the latest \
                document.published{procedure} before it.
                """,
            zh: """
                在 entry.granted 之前，没有 doc_hash 与该事件之前最新的 document.published{procedure} 相符的 procedure.acknowledged 的，\
                不通过。
                """),
        judge: .candidate(acknowledged))

    private static func acknowledged(_ session: SessionView) -> Judgement {
        PublishedDocument.procedure.judge(
            session,
            session.events.facts(.procedureAcknowledged).map { ($0.event, $0.data.docHash) })
    }

    static let read02 = Rule(
        "READ-02", Phrase(en: "Reading time", zh: "阅读时长"), seed: "§3", severity: .notice,
        parameters: ["read_min_ms"],
        events: [.procedureAcknowledged],
        summary: Phrase(en: "The procedure is open long enough to be read.", zh: "考试流程的阅读时间应足够。"),
        applies: Phrase(en: "there is a procedure.acknowledged", zh: "有 procedure.acknowledged"),
        condition: Phrase(
            en: "Fails when the first procedure.acknowledged has dwell_ms < read_min_ms.",
            zh: "第一个 procedure.acknowledged 满足 dwell_ms < read_min_ms 的，不通过。"),
        judge: .candidate(dwell))

    private static func dwell(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let first = session.events.facts(.procedureAcknowledged).first else { return .notApplicable }
        let least = try session.parameters.readMinMs
        guard first.data.dwellMs < least else { return .pass }
        return .fail(
            Phrase(
                en: "the procedure was open for \(first.data.dwellMs) ms, at least \(least) ms are asked for",
                zh: "考试流程阅读 \(first.data.dwellMs) 毫秒，要求至少 \(least) 毫秒"),
            citing: [first.event], values: ["dwell_ms": .integer(first.data.dwellMs), "read_min_ms": .integer(least)])
    }
}
