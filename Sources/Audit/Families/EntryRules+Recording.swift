import Exam
import Primitives

/// What is recorded and uploaded from entry on.
extension EntryRules {
    static let entry04 = Rule(
        "ENTRY-04", Phrase(en: "Main recording starts", zh: "自动录制"), seed: "§7", severity: .adjudication,
        parameters: ["start_grace_ms"],
        events: [.mainRecordingStarted, .entryGranted],
        summary: Phrase(
            en: "The main recording of camera, microphone and screen starts at entry.",
            zh: "进入后自动开始摄像头、麦克风和屏幕的主录制。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when no main.recording.started after entry.granted, or the first has o > t(entry.granted) + \
                start_grace_ms, or its streams lack camera, mic or screen.
                """,
            zh: """
                有下列情形之一的，不通过：（一）在 entry.granted 之后没有 main.recording.started；（二）其中第一个满足 o > t(entry.granted) + \
                start_grace_ms；（三）其 streams 缺少 camera、mic 或 screen。
                """),
        judge: .candidate(recording))

    private static func recording(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let entry = session.entry else { return .notEntered }
        let recordings = session.events.facts(.mainRecordingStarted)
        guard let first = recordings.first(where: { $0.event.index > entry.index }) else {
            return .fail(
                Phrase(
                    en: "no start of the main recording is recorded after entry", zh: "进入之后没有记录主录制的开始"),
                citing: [entry])
        }
        let missing = MainRecordingStarted.Stream.allCases.filter { !first.data.streams.contains($0) }.map(\.rawValue)
        let grace = try session.parameters.startGraceMs
        let by = session.clock.time(of: first.event) - entry.receivedAt
        guard by > grace || !missing.isEmpty else { return .pass }
        let names = missing.isEmpty ? "-" : missing.joined(separator: ", ")
        return .fail(
            Phrase(
                en:
                    "the main recording started \(by) ms after entry, \(grace) ms are granted; streams missing: \(names)",
                zh: "主录制在进入之后 \(by) 毫秒开始，容许 \(grace) 毫秒；缺少的流：\(names)"),
            citing: [entry, first.event],
            values: [
                "late_ms": .integer(by), "start_grace_ms": .integer(grace),
                "missing": .array(missing.map { .string($0) }),
            ])
    }

    static let entry05 = Rule(
        "ENTRY-05", Phrase(en: "Live upload ran", zh: "实时上传"), seed: "§7", severity: .notice,
        parameters: ["live_gap_ms"],
        events: [.uploadManifestRecorded, .networkLost, .networkRestored],
        summary: Phrase(en: "The live upload goes on while the network is there.", zh: "网络正常时实时上传不应中断。"),
        applies: Phrase(en: "finished and there is a main.recording.started", zh: "已结束，且有 main.recording.started"),
        condition: Phrase(
            en: """
                Fails when between o(first main.recording.started) and E two neighbouring upload.manifest.recorded \
                (by o) are more than live_gap_ms apart, time in network.lost..restored not counted.
                """,
            zh: """
                在 o(第一个 main.recording.started) 与 E 之间，有相邻的两个 upload.manifest.recorded（按 o）相隔超过 live_gap_ms 的，不通过，\
                network.lost..restored 之间的时间不计。
                """),
        judge: .candidate(liveUpload))

    private static func liveUpload(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        guard let started = session.events.first(.mainRecordingStarted) else { return .notApplicable }
        let limit = try session.parameters.liveGapMs
        let from = session.clock.time(of: started)
        let manifests = session.events.all(.uploadManifestRecorded)
            .map { (time: session.clock.time(of: $0), event: $0) }
            .filter { $0.time >= from && $0.time <= end }
            .sorted { ($0.time, $0.event.index) < ($1.time, $1.event.index) }
        let outages = Intervals(session.outages(until: end).map(\.interval))
        for (before, after) in zip(manifests, manifests.dropFirst()) where after.time - before.time > limit {
            let offline = outages.covered(of: Interval(from: before.time, until: after.time))
            let gap = after.time - before.time - offline
            guard gap > limit else { continue }
            return .fail(
                Phrase(
                    en:
                        "\(gap) ms online without an upload from \(session.text(before.time)), \(limit) ms are tolerated",
                    zh: "自 \(session.text(before.time)) 起在线而无上传 \(gap) 毫秒，容许 \(limit) 毫秒"),
                citing: [before.event, after.event],
                values: ["gap_ms": .integer(gap), "offline_ms": .integer(offline), "live_gap_ms": .integer(limit)])
        }
        return .pass
    }
}
