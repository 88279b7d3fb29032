import Exam
import Primitives
import Signing

extension SittingPlan {
    /// What the platform and the staff say about the sitting itself on the day.
    func script(_ draw: SittingDraw, seed: UInt64) -> Script {
        var script = Script(subject, origin: start, random: SeededRandom(seed: seed, "day/" + subject.stream))
        let open = parameters.loginOpenMs
        let close = parameters.loginCloseMs
        script.say(.platform, at: open, .loginWindowOpened(LoginWindowOpened(atMs: script.absolute(open))))
        for room in rooms {
            let permitted = EntryPermitted(
                roomID: room, fromMs: script.absolute(permittedFrom), untilMs: script.absolute(permittedUntil))
            script.say(.staff(.approver), at: permittedFrom - 120_000, .entryPermitted(permitted))
        }
        script.say(
            .platform, at: -600_000, .countdownStarted(CountdownStarted(remainingMs: 600_000)))
        script.say(.platform, at: 0, .countdownEnded(CountdownEnded(atMs: script.absolute(0))))
        script.say(.platform, at: 0, .examStarted(ExamStarted(atMs: script.absolute(0))))
        script.say(.platform, at: close, .loginWindowClosed(LoginWindowClosed(atMs: script.absolute(close))))
        script.say(
            .platform, at: close + 120_000,
            .drawClosed(DrawClosed(drawID: draw.id, pi: draw.run.proof.bytes)))
        fault?.edit(&script, self, draw)
        return script
    }
}
