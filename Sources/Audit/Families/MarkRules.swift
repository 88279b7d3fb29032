import Exam
import Primitives

/// MARK: the candidate says that an answer is complete (§10).
enum MarkRules {
    static let all = [mark01]

    static let mark01 = Rule(
        "MARK-01", Phrase(en: "Spoken end marker", zh: "\"该题回答完毕\""), seed: "§10", severity: .notice,
        events: [.answerCompleted],
        summary: Phrase(en: "The candidate says or marks that an answer is complete.", zh: "每题答毕，考生应说“该题回答完毕”或点击确认。"),
        applies: Phrase(en: "there is an answer.completed", zh: "有 answer.completed"),
        condition: Phrase(
            en: "Fails when an answer.completed has marker none or auto.",
            zh: "有 answer.completed 的 marker 为 none 或 auto 的，不通过。"),
        judge: .candidate(marked))

    private static func marked(_ session: SessionView) -> Judgement {
        let answers = session.events.facts(.answerCompleted)
        guard !answers.isEmpty else { return .notApplicable }
        let unmarked = answers.filter { $0.data.marker == .none || $0.data.marker == .auto }
        guard let first = unmarked.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "\(unmarked.count) of \(answers.count) answers completed without a mark by the candidate, the first "
                    + "for question \(first.data.qNo) (\(first.data.marker.rawValue))",
                zh: "\(answers.count) 次作答完毕中有 \(unmarked.count) 次没有记录考生的完毕标志，首次为第 \(first.data.qNo) 题"
                    + "（\(first.data.marker.rawValue)）"),
            citing: unmarked.map(\.event),
            values: ["unmarked": .number(unmarked.count), "completed": .number(answers.count)])
    }
}
