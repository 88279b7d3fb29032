import Exam
import Primitives

/// SHOT: no pictures of the screen (§7).
enum ScreenshotRules {
    static let all = [shot01]

    static let shot01 = Rule(
        "SHOT-01", Phrase(en: "Screenshots", zh: "截屏"), seed: "§7", severity: .adjudication,
        events: [.screenshotAttempted],
        summary: Phrase(en: "No screenshot is attempted during the exam.", zh: "考试期间不得截屏。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when a screenshot.attempted has o in [t(entry.granted), E], blocked or not.",
            zh: "有 screenshot.attempted 的 o 在 [t(entry.granted), E] 内的，不论是否已被阻止，不通过。"),
        judge: .candidate(screenshots))

    private static func screenshots(_ session: SessionView) -> Judgement {
        guard let examTime = session.examTime else { return .notEntered }
        let attempts = session.events.facts(.screenshotAttempted).filter {
            examTime.contains(session.clock.time(of: $0.event))
        }
        guard let first = attempts.first else { return .pass }
        let blocked = attempts.count(where: \.data.blocked)
        let time = session.text(session.clock.time(of: first.event))
        return .fail(
            Phrase(
                en: "screenshots attempted: \(attempts.count), blocked: \(blocked), the first at \(time)",
                zh: "尝试截屏 \(attempts.count) 次，其中 \(blocked) 次被阻止，首次在 \(time)"),
            citing: attempts.map(\.event), values: ["attempts": .number(attempts.count), "blocked": .number(blocked)])
    }
}
