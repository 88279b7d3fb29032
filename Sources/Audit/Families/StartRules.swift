import Exam
import Primitives

/// START: the first question, when and from which paper (§10).
enum StartRules {
    static let all = [start01]

    static let start01 = Rule(
        "START-01", Phrase(en: "Question shown on time, same paper", zh: "按时出题"), seed: "§10", severity: .adjudication,
        parameters: ["question_skew_ms"],
        events: [.questionPresented, .waitingEntered, .paperSealed],
        summary: Phrase(
            en: "A waiting candidate sees the first question at the start, and only questions of the sealed paper.",
            zh: "候考考生应在开考时看到第一题，且所见试题均出自已封存的试卷。"),
        applies: Phrase(en: "waiting.entered has t < T", zh: "waiting.entered 满足 t < T"),
        condition: Phrase(
            en: """
                Fails when the first question.presented{q_no 1} is missing or abs(o - T) > question_skew_ms, or a \
                q_hash is not among question_hashes of the sitting's paper.sealed.
                """,
            zh: """
                有下列情形之一的，不通过：（一）没有第一个 question.presented{q_no 1}，或其 abs(o - T) > question_skew_ms；（二）任一 q_hash 不在该场次的 \
                paper.sealed 的 question_hashes 之中。
                """),
        judge: .candidate(shown))

    private static func shown(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let waiting = session.events.first(.waitingEntered) else { return .notApplicable }
        let start = try session.start
        guard waiting.receivedAt < start else { return .notApplicable }
        let limit = try session.parameters.questionSkewMs
        let questions = session.events.facts(.questionPresented)
        let first = questions.first { $0.data.qNo == 1 }?.event
        let skew = first.map { session.clock.time(of: $0) - start }
        let foreign = questions.filter { !isOfPaper($0, session) }
        let defects = [timing(skew, limit), origin(foreign)].compactMap { $0 }
        guard !defects.isEmpty else { return .pass }
        return .fail(
            Phrase(en: defects.map(\.en).joined(separator: "; "), zh: defects.map(\.zh).joined(separator: "；")),
            citing: ([waiting] + (first.map { [$0] } ?? []) + foreign.map(\.event)).distinct,
            values: [
                "start": .time(start), "skew_ms": skew.map { .integer($0) } ?? .null, "foreign": .number(foreign.count),
                "question_skew_ms": .integer(limit),
            ])
    }

    private static func timing(_ skew: Int64?, _ limit: Int64) -> Phrase? {
        guard let skew else {
            return Phrase(en: "the first question is not recorded as shown", zh: "没有记录显示第一题")
        }
        guard abs(skew) > limit else { return nil }
        let (order, direction) = skew < 0 ? ("before", "早于") : ("after", "晚于")
        return Phrase(
            en: "the first question was shown \(abs(skew)) ms \(order) the start, \(limit) ms are tolerated",
            zh: "第一题\(direction)开考 \(abs(skew)) 毫秒显示，容许 \(limit) 毫秒")
    }

    private static func origin(_ foreign: [Fact<QuestionPresented>]) -> Phrase? {
        guard let first = foreign.first else { return nil }
        return Phrase(
            en: "questions shown that are not in the sitting's paper as it was recorded as sealed before: "
                + "\(foreign.count), the first as number \(first.data.qNo)",
            zh: "显示的试题中有 \(foreign.count) 道不在此前为本场次记录封存的试卷之内，首道为第 \(first.data.qNo) 题")
    }

    /// Whether a question is in the scheduled paper as it was last sealed before the question was shown.
    private static func isOfPaper(_ question: Fact<QuestionPresented>, _ session: SessionView) -> Bool {
        guard let paper = session.history.context.schedule?.paperID else { return false }
        let sealed = session.surroundings.sitting.facts(.paperSealed).last {
            $0.data.paperID.isSame(as: paper) && $0.event.index < question.event.index
        }
        return sealed?.data.questionHashes.contains(question.data.qHash) ?? false
    }
}
