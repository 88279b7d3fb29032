import Audit
import Exam
import Primitives

extension RuleCase {
    static let devices =
        beforeWaiting("DEV-01", .deviceConfirmed)
        + [
            RuleCase("DEV-02", .notApplicable, "not entered") { $0.remove(.entryGranted) },
            RuleCase("DEV-02", .pass, "kept"),
            RuleCase("DEV-02", .fail, "lost at the start, by the device's time") { $0.loseDevice(at: $0.start) },
            RuleCase("DEV-02", .pass, "lost a millisecond before") { $0.loseDevice(at: $0.start + -1) },
            RuleCase("DEV-02", .fail, "changed at the end, by the device's time") { $0.changeDevice(at: $0.end) },
            RuleCase("DEV-02", .pass, "changed a millisecond after") { $0.changeDevice(at: $0.end + 1) },
            RuleCase("DEV-02", .fail, "changed later, without an end") {
                $0.remove(.finishTimedOut)
                $0.changeDevice(at: $0.end + 1)
            },
            RuleCase("DEV-03", .notApplicable, "no answer") { $0.remove(.answerStarted) },
            RuleCase("DEV-03", .pass, "sound in every answer"),
            RuleCase("DEV-03", .fail, "silent up to the completion of an answer") {
                $0.fallSilent(until: $0.completed(1))
            },
            RuleCase("DEV-03", .pass, "a millisecond shorter") { $0.fallSilent(until: $0.completed(1), short: 1) },
            RuleCase("DEV-03", .pass, "until a millisecond after the completion") {
                $0.fallSilent(until: $0.completed(1) + 1)
            },
            RuleCase("DEV-03", .fail, "silent from the start of an answer") {
                $0.fallSilent(until: $0.started(2) + $0.parameters.silenceMs)
            },
            RuleCase("DEV-03", .pass, "from a millisecond before the start") {
                $0.fallSilent(until: $0.started(2) + $0.parameters.silenceMs + -1)
            },
            RuleCase("DEV-03", .fail, "inside an answer that was started twice") {
                $0.add(.answerStarted(AnswerStarted(qNo: 1)), at: $0.completed(1) + -1000, by: .candidate)
                $0.fallSilent(until: $0.completed(1))
            },
            RuleCase("DEV-03", .pass, "in an answer whose completion is not recorded") {
                $0.remove(.answerCompleted)
                $0.fallSilent(until: $0.completed(1))
            },
            RuleCase("DEV-03", .insufficientEvidence, "no sound is summed up") { $0.remove(.audioWindow) },
            RuleCase("DEV-03", .insufficientEvidence, "only a millisecond before the start and after the end") {
                $0.remove(.audioWindow)
                $0.hear(at: $0.start + -1)
                $0.hear(at: $0.end + 1)
            },
            RuleCase("DEV-03", .pass, "at the start, by the device's time") {
                $0.remove(.audioWindow)
                $0.hear(at: $0.start)
            },
            RuleCase("DEV-03", .pass, "at the end, by the device's time") {
                $0.remove(.audioWindow)
                $0.hear(at: $0.end)
            },
        ]

    /// A step that has to be there before waiting, which is at T-500_000.
    static func beforeWaiting(_ rule: String, _ step: EventType) -> [RuleCase] {
        [
            RuleCase(rule, .notApplicable, "not waiting") { $0.remove(.waitingEntered) },
            RuleCase(rule, .pass, "before"),
            RuleCase(rule, .fail, "missing") { $0.remove(step) },
            RuleCase(rule, .pass, "a millisecond before") { $0.move(step, to: $0.start + -500_001) },
            RuleCase(rule, .fail, "a millisecond after") { $0.move(step, to: $0.start + -499_999) },
            RuleCase(rule, .fail, "only before waiting for the second time") {
                $0.move(step, to: $0.start + -400_000)
                $0.add(.waitingEntered(WaitingEntered(leadMs: 1)), at: $0.start + -300_000, by: .candidate)
            },
        ]
    }
}

extension HistoryBuilder {
    fileprivate mutating func loseDevice(at time: Instant) {
        add(
            .deviceLost(DeviceLost(kind: .microphone, deviceRef: "mic", during: .answering)), at: time, by: .computer)
    }

    fileprivate mutating func changeDevice(at time: Instant) {
        add(
            .deviceChanged(
                DeviceChanged(kind: .camera, deviceRef: "cam", newDeviceRef: "cam-2", during: .answering)),
            at: time, by: .computer)
    }

    /// As long as is not tolerated, less a little.
    fileprivate mutating func fallSilent(until time: Instant, short: Int64 = 0) {
        hear(silent: parameters.silenceMs - short, span: parameters.silenceMs, at: time)
    }
}
