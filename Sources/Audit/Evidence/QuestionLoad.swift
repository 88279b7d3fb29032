import Exam
import Primitives

/// A question that did not load: from its first `question.load.failed` to the next time it was shown.
struct QuestionLoad {
    let question: Int64
    let failed: RecordedEvent
    /// `nil` where the question is not recorded as shown after it.
    let presented: RecordedEvent?
    /// o(presented) - o(failed), in milliseconds.
    let waited: Int64?
}

extension SessionView {
    /// The questions that did not load, in the order in which they first failed.
    var questionLoads: [QuestionLoad] {
        var failures: [Fact<QuestionLoadFailed>] = []
        var seen: Set<Int64> = []
        for failure in events.facts(.questionLoadFailed) where seen.insert(failure.data.qNo).inserted {
            failures.append(failure)
        }
        guard !failures.isEmpty else { return [] }
        let questions = events.facts(.questionPresented)
        return failures.map { failure in
            let presented = questions.first {
                $0.data.qNo == failure.data.qNo && $0.event.position > failure.event.position
            }?.event
            let waited = presented.map { clock.time(of: $0) - clock.time(of: failure.event) }
            return QuestionLoad(
                question: failure.data.qNo, failed: failure.event, presented: presented, waited: waited)
        }
    }
}
