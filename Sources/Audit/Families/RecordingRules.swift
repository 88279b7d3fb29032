import Exam
import Primitives

/// REC: camera, microphone and screen are recorded throughout (§10).
enum RecordingRules {
    static let all = [rec01]

    static let rec01 = Rule(
        "REC-01", Phrase(en: "Camera, mic and screen cover the exam", zh: "全程采集录屏"),
        seed: "§10(2)", severity: .adjudication,
        parameters: ["rec_gap_ms"],
        events: [.uploadManifestRecorded, .mainRecordingStarted],
        summary: Phrase(
            en: "Camera, microphone and screen are recorded without a hole to the end.",
            zh: "摄像头、麦克风和屏幕的录制应连续至结束。"),
        applies: .finished,
        condition: Phrase(
            en: """
                Fails when for camera, mic or screen the manifests' intervals leave a hole > rec_gap_ms in [o(first \
                main.recording.started) or t(entry.granted) where there is none, E].
                """,
            zh: """
                就 camera、mic 或 screen，各上传清单的区间在 [o(第一个 main.recording.started)（没有的，为 t(entry.granted)）, E] 之内留有 > \
                rec_gap_ms 的空缺的，不通过。
                """),
        judge: .candidate(covered))

    private static func covered(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        let started = session.events.first(.mainRecordingStarted)
        guard let from = started.map(session.clock.time) ?? session.entry?.receivedAt else { return .notEntered }
        let limit = try session.parameters.recGapMs
        let window = Interval(from: from, until: end)
        let holes = UploadManifestRecorded.Stream.allCases.flatMap { stream in
            let pieces = pieces(of: stream, session)
            return Intervals(pieces.map(\.interval)).holes(in: window).filter { $0.length > limit }
                .map { Hole(stream: stream, interval: $0, neighbours: neighbours(of: $0, pieces)) }
        }
        guard let first = holes.first else { return .pass }
        let (gap, since) = (first.interval.length, session.text(first.interval.from))
        return .fail(
            Phrase(
                en:
                    "\(holes.count) holes in the recordings, the first of \(gap) ms (\(first.stream.rawValue)) at \(since); "
                    + "\(limit) ms are tolerated",
                zh: "录制有 \(holes.count) 处中断，首处（\(first.stream.rawValue)）自 \(since) 起 \(gap) 毫秒，容许 \(limit) 毫秒"),
            citing: ([started ?? session.entry, session.times.finish].compactMap { $0 } + holes.flatMap(\.neighbours))
                .distinct,
            values: [
                "holes": .number(holes.count), "stream": .string(first.stream.rawValue), "gap_ms": .integer(gap),
                "from": .time(first.interval.from), "rec_gap_ms": .integer(limit),
            ])
    }

    /// What a manifest says to be recorded, on the ledger's clock.
    private struct Piece {
        let event: RecordedEvent
        let interval: Interval
    }

    private struct Hole {
        let stream: UploadManifestRecorded.Stream
        let interval: Interval
        /// The manifests that end and begin where it does.
        let neighbours: [RecordedEvent]
    }

    private static func pieces(of stream: UploadManifestRecorded.Stream, _ session: SessionView) -> [Piece] {
        session.events.facts(.uploadManifestRecorded).filter { $0.data.stream == stream }.map { manifest in
            let from = Instant(milliseconds: manifest.data.startMs) + session.clock.offset(at: manifest.event)
            return Piece(event: manifest.event, interval: Interval(from: from, until: from + manifest.data.durMs))
        }
    }

    private static func neighbours(of hole: Interval, _ pieces: [Piece]) -> [RecordedEvent] {
        pieces.filter { $0.interval.until == hole.from || $0.interval.from == hole.until }.map(\.event)
    }
}
