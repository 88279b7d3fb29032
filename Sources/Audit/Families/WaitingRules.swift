import Exam
import Primitives

/// WAIT: on the waiting page before the start (§10).
enum WaitingRules {
    static let all = [wait01]

    static let wait01 = Rule(
        "WAIT-01", Phrase(en: "In the countdown page before the start", zh: "开考前候考"), seed: "§10", severity: .notice,
        events: [.waitingEntered],
        summary: Phrase(en: "The candidate is on the waiting page before the start.", zh: "考生应在开考之前进入候考页面。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when no waiting.entered, or the first has t >= T.",
            zh: "没有 waiting.entered，或第一个满足 t >= T 的，不通过。"),
        judge: .candidate(waiting))

    private static func waiting(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let start = try session.start
        guard let waiting = session.events.first(.waitingEntered) else {
            return .fail(
                Phrase(
                    en: "entry at \(session.text(entry.receivedAt)); no waiting page is recorded",
                    zh: "\(session.text(entry.receivedAt)) 进入，没有记录进入候考页面"),
                citing: [entry], values: ["start": .time(start)])
        }
        guard waiting.receivedAt >= start else { return .pass }
        let by = waiting.receivedAt - start
        return .fail(
            Phrase(
                en: "on the waiting page at \(session.text(waiting.receivedAt)), \(by) ms after the start",
                zh: "\(session.text(waiting.receivedAt)) 进入候考页面，晚于开考 \(by) 毫秒"),
            citing: [waiting], values: ["start": .time(start), "late_ms": .integer(by)])
    }
}
