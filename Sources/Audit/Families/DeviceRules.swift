import Exam
import Primitives

/// DEV: camera and microphone, confirmed and kept (§8).
enum DeviceRules {
    static let all = [dev01, dev02, dev03]

    static let dev01 = Rule(
        "DEV-01", Phrase(en: "Devices confirmed before waiting", zh: "设备确认"), seed: "§8", severity: .notice,
        events: [.deviceConfirmed, .waitingEntered],
        summary: Phrase(en: "Camera and microphone are confirmed before waiting.", zh: "进入候考之前应确认摄像头和麦克风。"),
        applies: Phrase(en: "there is a waiting.entered", zh: "有 waiting.entered"),
        condition: Phrase(
            en: "Fails when no device.confirmed before waiting.entered.",
            zh: "在 waiting.entered 之前没有 device.confirmed 的，不通过。"),
        judge: .candidate(confirmed))

    private static func confirmed(_ session: SessionView) -> Judgement {
        guard let waiting = session.events.first(.waitingEntered) else { return .notApplicable }
        let confirmation = session.events.first(.deviceConfirmed)
        if let confirmation, confirmation.position < waiting.position { return .pass }
        return .fail(
            Phrase(
                en: "waiting from \(session.text(waiting.receivedAt)); no confirmation of the devices is recorded "
                    + "before it",
                zh: "\(session.text(waiting.receivedAt)) 进入候考，此前没有记录设备确认"),
            citing: [waiting] + (confirmation.map { [$0] } ?? []))
    }

    static let dev02 = Rule(
        "DEV-02", Phrase(en: "Confirmed devices stayed in use", zh: "中途换设备"), seed: "§8", severity: .adjudication,
        events: [.deviceLost, .deviceChanged],
        summary: Phrase(en: "No device is lost or changed while answering.", zh: "答题期间设备不得断开或更换。"),
        applies: .entered,
        condition: Phrase(
            en: "Fails when a device.lost or device.changed has o in [T, E].",
            zh: "有 device.lost 或 device.changed 的 o 在 [T, E] 内的，不通过。"),
        judge: .candidate(kept))

    private static func kept(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard session.entry != nil else { return .notEntered }
        let (lost, changed) = (session.events.all(.deviceLost), session.events.all(.deviceChanged))
        guard !lost.isEmpty || !changed.isEmpty else { return .pass }
        let answering = try session.answeringTime
        let losses = session.events(lost, in: answering)
        let changes = session.events(changed, in: answering)
        let broken = session.events(session.events.all(.deviceLost, .deviceChanged), in: answering)
        guard let first = broken.first else { return .pass }
        let time = session.text(session.clock.time(of: first))
        return .fail(
            Phrase(
                en: "devices lost while answering: \(losses.count), changed: \(changes.count), the first at \(time)",
                zh: "答题期间断开设备 \(losses.count) 次、更换设备 \(changes.count) 次，首次在 \(time)"),
            citing: broken, values: ["lost": .number(losses.count), "changed": .number(changes.count)])
    }

    static let dev03 = Rule(
        "DEV-03", Phrase(en: "Microphone live", zh: "麦克风有效"), seed: "§8", severity: .adjudication,
        parameters: ["silence_ms"],
        events: [.audioWindow, .answerStarted, .answerCompleted],
        summary: Phrase(en: "The microphone is not silent for long while an answer is given.", zh: "作答期间麦克风不应长时间无声。"),
        applies: Phrase(en: "there is an answer.started", zh: "有 answer.started"),
        condition: Phrase(
            en: """
                Fails when an audio.window lying wholly (o - span_ms .. o) inside [answer.started, answer.completed] \
                of one question has silent_ms >= silence_ms.
                """,
            zh: """
                有 audio.window 全程（o - span_ms .. o）位于同一题的 [answer.started, answer.completed] 之内，且满足 silent_ms >= \
                silence_ms 的，不通过。
                """),
        insufficient: Phrase(en: "no audio.window in [T, E]", zh: "[T, E] 内没有 audio.window"),
        judge: .candidate(live))

    private static func live(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard session.events.has(.answerStarted) else { return .notApplicable }
        let limit = try session.parameters.silenceMs
        let answers = answers(session)
        let windows = session.events.facts(.audioWindow)
        let silent = windows.filter { window in
            guard window.data.silentMs >= limit else { return false }
            let time = session.clock.time(of: window.event)
            let span = Interval(from: time + -window.data.spanMs, until: time)
            return answers.contains { $0.contains(span) }
        }
        if let first = silent.first {
            let time = session.text(session.clock.time(of: first.event))
            return .fail(
                Phrase(
                    en: "\(silent.count) stretches of sound inside an answer are silent for \(limit) ms or longer, the "
                        + "first for \(first.data.silentMs) ms up to \(time)",
                    zh: "作答期间有 \(silent.count) 段录音无声达到 \(limit) 毫秒，首段无声 \(first.data.silentMs) 毫秒，截至 \(time)"),
                citing: silent.map(\.event),
                values: [
                    "windows": .number(silent.count), "silent_ms": .integer(first.data.silentMs),
                    "silence_ms": .integer(limit),
                ])
        }
        let answering = try session.answeringTime
        guard windows.contains(where: { answering.contains(session.clock.time(of: $0.event)) }) else {
            return .insufficient(
                Phrase(
                    en: "no summary of the sound is recorded between the start and the end", zh: "自开考至结束没有记录音量摘要"))
        }
        return .pass
    }

    /// The times in which an answer was open, from its first start to its completion, by o(x).
    private static func answers(_ session: SessionView) -> [Interval] {
        var answers: [Interval] = []
        var open: [Int64: Instant] = [:]
        for event in session.events.all(.answerStarted, .answerCompleted) {
            let time = session.clock.time(of: event)
            if case .answerStarted(let answer) = event.payload {
                open[answer.qNo] = open[answer.qNo] ?? time
            } else if case .answerCompleted(let answer) = event.payload, let from = open.removeValue(forKey: answer.qNo)
            {
                answers.append(Interval(from: from, until: time))
            }
        }
        return answers
    }
}
