import Exam
import Primitives

/// ORDER: one question after the other (§10).
enum OrderRules {
    static let all = [order01]

    static let order01 = Rule(
        "ORDER-01", Phrase(en: "Answered in order", zh: "按题序作答"), seed: "§10", severity: .notice,
        events: [.answerStarted],
        summary: Phrase(en: "The questions are answered in their order.", zh: "应按题序逐一作答。"),
        applies: Phrase(en: "there is an answer.started", zh: "有 answer.started"),
        condition: Phrase(
            en: "Fails when q_no of successive answer.started is not 1, 2, 3, ... (repeats allowed).",
            zh: "先后各个 answer.started 的 q_no 不是 1, 2, 3, ... 的，不通过（允许重复）。"),
        judge: .candidate(order))

    private static func order(_ session: SessionView) -> Judgement {
        let answers = session.events.facts(.answerStarted)
        guard !answers.isEmpty else { return .notApplicable }
        var reached: Int64 = 0
        for (place, answer) in answers.enumerated() {
            let number = answer.data.qNo
            guard number == reached + 1 || (number == reached && reached > 0) else {
                let before = place > 0 ? [answers[place - 1].event] : []
                let time = session.text(session.clock.time(of: answer.event))
                return .fail(
                    Phrase(
                        en: "answer to question \(number) started at \(time), where question \(reached + 1) was next",
                        zh: "\(time) 开始作答第 \(number) 题，按题序应为第 \(reached + 1) 题"),
                    citing: before + [answer.event],
                    values: ["q_no": .integer(number), "expected": .integer(reached + 1)])
            }
            reached = number
        }
        return .pass
    }
}
