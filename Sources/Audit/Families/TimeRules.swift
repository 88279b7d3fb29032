import Exam
import Primitives

/// TIME: the time to answer, no less and no more (§10, §11).
enum TimeRules {
    static let all = [time01, time02]

    static let time01 = Rule(
        "TIME-01", Phrase(en: "Full answering time given", zh: "答题时长足额"), seed: "§10", severity: .adjudication,
        parameters: ["lost_time_ms"],
        events: [
            .questionPresented, .questionLoadFailed, .answerTimerStarted, .waitingEntered, .timeExtensionGranted,
        ],
        summary: Phrase(
            en: "The candidate has the full time to answer, less only what is the candidate's own lateness.",
            zh: "考生应有足额答题时长，仅可扣除考生本人迟到的时间。"),
        applies: Phrase(en: "there is a question.presented", zh: "有 question.presented"),
        condition: Phrase(
            en: """
                Fails when due - o(first question.presented) - sum over questions after the first of (o(presented \
                after load.failed) - o(first load.failed)) < D' - max(0, t(waiting.entered) - T) - lost_time_ms.
                """,
            zh: """
                due - o(第一个 question.presented) - 第一题之后各题的 (o(load.failed 之后的 presented) - o(第一个 load.failed)) 之和 < \
                D' - max(0, t(waiting.entered) - T) - lost_time_ms 的，不通过。
                """),
        judge: .candidate(fullTime))

    private static func fullTime(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let first = session.events.facts(.questionPresented).first else { return .notApplicable }
        let (start, duration) = (try session.start, try session.duration)
        guard let due = session.times.due else { throw .schedule }
        let tolerance = try session.parameters.lostTimeMs
        let loads = session.questionLoads.filter { $0.question > first.data.qNo && $0.presented != nil }
        let lost = loads.reduce(0) { Milliseconds.sum($0, $1.waited ?? 0) }
        let waiting = session.events.first(.waitingEntered)
        let late = max(0, waiting.map { $0.receivedAt - start } ?? 0)
        let given = Milliseconds.sum(due - session.clock.time(of: first.event), -lost)
        let owed = Milliseconds.sum(duration, -late)
        guard given < owed - tolerance else { return .pass }
        return .fail(
            Phrase(
                en: "\(given) ms to answer, from the first question at "
                    + "\(session.text(session.clock.time(of: first.event))) to the end due at \(session.text(due)) less "
                    + "\(lost) ms of waiting for questions; \(owed) ms are owed, \(tolerance) ms are tolerated",
                zh: "自第一题 \(session.text(session.clock.time(of: first.event))) 至应结束时刻 \(session.text(due))，"
                    + "扣除等待试题的 \(lost) 毫秒，答题时长为 \(given) 毫秒；应有 \(owed) 毫秒，容许少 \(tolerance) 毫秒"),
            citing: ([first.event, waiting, session.events.last(.answerTimerStarted)] + session.approvedExtensions
                + loads.flatMap { [$0.failed, $0.presented] }).compactMap { $0 },
            values: [
                "given_ms": .integer(given), "owed_ms": .integer(owed), "lost_ms": .integer(lost),
                "own_late_ms": .integer(late), "due_at": .time(due), "lost_time_ms": .integer(tolerance),
            ])
    }

    static let time02 = Rule(
        "TIME-02", Phrase(en: "No answering after the end", zh: "超时作答"), seed: "§10 §11", severity: .adjudication,
        parameters: ["timer_tol_ms"],
        events: [.answerStarted, .answerCompleted],
        summary: Phrase(en: "Nothing is answered after the time is over.", zh: "答题时间截止后不得作答。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when an answer.started or answer.completed has o > due + timer_tol_ms (also inside an offline \
                batch).
                """,
            zh: "有 answer.started 或 answer.completed 满足 o > due + timer_tol_ms 的，不通过（在离线补传批次之内的亦同）。"),
        judge: .candidate(afterEnd))

    private static func afterEnd(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard session.entry != nil else { return .notEntered }
        let answers = session.events.all(.answerStarted, .answerCompleted)
        guard !answers.isEmpty else { return .pass }
        guard let due = session.times.due else { throw .schedule }
        let tolerance = try session.parameters.timerTolMs
        let late = answers.filter { session.clock.time(of: $0) > due + tolerance }
        guard let last = late.max(by: { session.clock.time(of: $0) < session.clock.time(of: $1) }) else { return .pass }
        let by = session.clock.time(of: last) - due
        return .fail(
            Phrase(
                en: "\(late.count) answers started or completed after the end due at \(session.text(due)), the latest "
                    + "\(by) ms after it; \(tolerance) ms are tolerated",
                zh: "应结束时刻 \(session.text(due)) 之后有 \(late.count) 次开始作答或作答完毕，最迟晚 \(by) 毫秒，容许 \(tolerance) 毫秒"),
            citing: late,
            values: [
                "late": .number(late.count), "due_at": .time(due), "late_ms": .integer(by),
                "timer_tol_ms": .integer(tolerance),
            ])
    }
}
