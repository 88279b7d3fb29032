import Exam
import Primitives

// §10 and the end of §11: questions, answers, the end of the session.
extension Session {
    /// The timer, and every question with its answer.
    mutating func answer() {
        let due = plan.answers.due
        script.say(
            .platform, receivedAt: 5,
            .answerTimerStarted(AnswerTimerStarted(limitMs: due, dueAt: script.absolute(due))))
        let questions = plan.sitting.questions
        let first = max(0, moments.waiting) + plan.answers.firstDelay
        let share = (min(end, plan.sitting.duration) - first) / Int64(questions.count)
        var shown = first
        for (index, hash) in questions.enumerated() {
            let number = Int64(index + 1)
            if let failure = plan.answers.loadFailure, failure.question == index + 1 {
                shown = waitForQuestion(number, failure, from: shown)
            }
            script.say(
                .pc, at: shown,
                .questionPresented(QuestionPresented(qNo: number, qHash: hash, source: .online)))
            let started = shown + script.random.within(4000...9000)
            let begun = script.say(.candidate(.pc), at: started, .answerStarted(AnswerStarted(qNo: number)))
            let completed = first + share * number - script.random.within(9000...11_000)
            script.say(
                .candidate(.pc), at: completed,
                .answerCompleted(
                    AnswerCompleted(qNo: number, marker: .spoken, asrBp: script.random.within(8000...9900))),
                cause: begun)
            if index == 0 { moments.firstAnswer = started...completed }
            shown = completed + 2000
        }
    }

    private mutating func waitForQuestion(
        _ number: Int64, _ failure: SessionPlan.Answers.LoadFailure, from time: Int64
    ) -> Int64 {
        let cause = script.say(
            .pc, at: time,
            .questionLoadFailed(QuestionLoadFailed(qNo: number, error: "timeout", waitedMs: 2000)))
        if failure.refreshes {
            let wait = min(failure.wait - 500, 10_500)
            script.say(
                .candidate(.pc), at: time + wait,
                .questionRefreshed(QuestionRefreshed(qNo: number, waitedMs: wait)), cause: cause)
        }
        return time + failure.wait
    }

    /// The end, by whom it comes.
    mutating func finish() {
        switch plan.end {
        case .timedOut(let late):
            let timedOut = FinishTimedOut(dueAt: script.absolute(plan.answers.due), lateMs: max(0, late))
            script.say(.platform, receivedAt: end, .finishTimedOut(timedOut))
        case .confirmed(let early):
            let requested = script.say(
                .candidate(.pc), at: end - 3000,
                .finishRequested(FinishRequested(remainingMs: early + 3000)))
            script.say(
                .candidate(.pc), at: end, .finishConfirmed(FinishConfirmed(remainingMs: early)), cause: requested)
        case .forced(_, let reason, let isApproved):
            let forced = script.say(
                .staff(.invigilator), receivedAt: end, .finishForced(FinishForced(reason: reason)))
            guard isApproved else { return }
            script.say(
                .staff(.approver), receivedAt: end + 45_000,
                .approvalRecorded(ApprovalRecorded(subject: forced, decision: .approve)), cause: forced)
        }
    }
}
