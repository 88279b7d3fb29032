import Exam
import Primitives
import Transparency

/// The evidence video: without holes, to the end, and the one that is stored.
extension EvidenceRules {
    static let evid06 = Rule(
        "EVID-06", Phrase(en: "Evidence video uninterrupted", zh: "佐证不中断"), seed: "§4", severity: .adjudication,
        parameters: ["evid_gap_ms", "evid_until"],
        events: [
            .evidenceSegmentClosed, .evidenceRecordingInterrupted, .evidenceRecordingResumed,
            .evidencePanCompleted,
        ],
        summary: Phrase(en: "The evidence video has no hole from the pan to the end.", zh: "佐证视频自环拍至结束不得中断。"),
        applies: Phrase(
            en: "finished and there is an evidence.recording.started",
            zh: "已结束，且有 evidence.recording.started"),
        condition: Phrase(
            en: """
                Fails when the time between two consecutive segments (by seq), cut to [o(first pan.completed) or else \
                T, end], exceeds evid_gap_ms, or an evidence.recording.resumed in that interval has gap_ms > \
                evid_gap_ms; end = E, or with evid_until upload_done t(last upload.completed).
                """,
            zh: """
                有下列情形之一的，不通过：（一）前后相邻的两个分段（按 seq）之间的时间，截取到 [o(第一个 pan.completed)（没有的，为 T）, end] 之内，超过 evid_gap_ms；（二）\
                该区间内有 evidence.recording.resumed 满足 gap_ms > evid_gap_ms。end = E；evid_until 为 upload_done 的，end 为 \
                t(最后一个 upload.completed)。
                """),
        insufficient: Phrase(en: "fewer than two evidence.segment.closed", zh: "evidence.segment.closed 少于两个"),
        judge: .candidate(uninterrupted))

    private static func uninterrupted(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        guard session.events.has(.evidenceRecordingStarted) else { return .notApplicable }
        let parameters = try session.parameters
        let limit = parameters.evidGapMs
        let until = Self.until(end, session, parameters)
        let pan = session.events.first(.evidencePanCompleted).map(session.clock.time)
        let from = if let pan { pan } else { try session.start }
        let segments = Self.segments(session)
        let holes = zip(segments, segments.dropFirst()).compactMap { before, after -> Hole? in
            let (lower, upper) = (max(before.until, from), min(after.from, until))
            return upper - lower > limit
                ? Hole(events: [before.event, after.event], from: lower, gap: upper - lower) : nil
        }
        let resumptions = session.events.facts(.evidenceRecordingResumed).compactMap { resumed -> Hole? in
            let time = session.clock.time(of: resumed.event)
            guard time >= from, time <= until, resumed.data.gapMs > limit else { return nil }
            return Hole(events: [resumed.event], from: time, gap: resumed.data.gapMs)
        }
        guard let first = holes.first ?? resumptions.first else {
            guard segments.count < 2 else { return .pass }
            return .insufficient(
                Phrase(en: "fewer than two segments of the evidence video are recorded", zh: "所记录的佐证视频分段不足两段"),
                citing: segments.map(\.event))
        }
        return .fail(
            Phrase(
                en: "a hole of \(first.gap) ms in the evidence video at \(session.text(first.from)), \(limit) ms are "
                    + "tolerated",
                zh: "佐证视频在 \(session.text(first.from)) 中断 \(first.gap) 毫秒，容许 \(limit) 毫秒"),
            citing: (holes + resumptions).flatMap(\.events),
            values: ["gap_ms": .integer(first.gap), "from": .time(first.from), "evid_gap_ms": .integer(limit)])
    }

    private struct Hole {
        let events: [RecordedEvent]
        let from: Instant
        let gap: Int64
    }

    /// A segment's interval on the ledger's clock.
    private struct Segment {
        let event: RecordedEvent
        let data: EvidenceSegmentClosed
        let from: Instant
        let until: Instant
    }

    /// The segments by number, those of an earlier recording first.
    private static func segments(_ session: SessionView) -> [Segment] {
        var recordings: [TextKey: Int] = [:]
        let numbered = session.events.facts(.evidenceSegmentClosed).map { fact -> (Int, Segment) in
            let recording = recordings[TextKey(fact.data.recID), default: recordings.count]
            recordings[TextKey(fact.data.recID)] = recording
            let from = Instant(milliseconds: fact.data.startMs) + session.clock.offset(at: fact.event)
            return (recording, Segment(event: fact.event, data: fact.data, from: from, until: from + fact.data.durMs))
        }
        return numbered.sorted {
            ($0.0, $0.1.data.seq, $0.1.event.index) < ($1.0, $1.1.data.seq, $1.1.event.index)
        }.map(\.1)
    }

    /// The moment until which the evidence has to be recorded; E while no upload is complete.
    private static func until(_ end: Instant, _ session: SessionView, _ parameters: Parameters) -> Instant {
        guard parameters.evidUntil == .uploadDone else { return end }
        return session.events.last(.uploadCompleted)?.receivedAt ?? end
    }

    static let evid07 = Rule(
        "EVID-07", Phrase(en: "Evidence not stopped early", zh: "不得提前停止"), seed: "§4 §11", severity: .adjudication,
        parameters: ["evid_until"],
        events: [.evidenceRecordingStopped],
        summary: Phrase(en: "The evidence recording is not stopped before the end.", zh: "佐证录制不得提前停止。"),
        applies: Phrase(
            en: "finished and there is an evidence.recording.started",
            zh: "已结束，且有 evidence.recording.started"),
        condition: Phrase(
            en: """
                Fails when an evidence.recording.stopped has o < E (with evid_until upload_done: < t of the last \
                upload.completed).
                """,
            zh: """
                有 evidence.recording.stopped 满足 o < E（evid_until 为 upload_done 的：< 最后一个 upload.completed 的 t）的，不通过。
                """),
        insufficient: Phrase(
            en: "no evidence.recording.stopped and no evidence.upload.completed",
            zh: "既没有 evidence.recording.stopped，也没有 evidence.upload.completed"),
        judge: .candidate(stoppedEarly))

    private static func stoppedEarly(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard let end = session.end else { return .notFinished }
        guard session.events.has(.evidenceRecordingStarted) else { return .notApplicable }
        let until = try Self.until(end, session, session.parameters)
        let stops = session.events.all(.evidenceRecordingStopped)
        let early = stops.filter { session.clock.time(of: $0) < until }
        if let first = early.first {
            let by = until - session.clock.time(of: first)
            return .fail(
                Phrase(
                    en:
                        "the evidence recording stopped \(by) ms before \(session.text(until)), until which it has to run",
                    zh: "佐证录制应持续至 \(session.text(until))，提前 \(by) 毫秒停止"),
                citing: early, values: ["until": .time(until), "early_ms": .integer(by)])
        }
        guard stops.isEmpty, !session.events.has(.evidenceUploadCompleted) else { return .pass }
        return .insufficient(
            Phrase(
                en: "neither a stop of the evidence recording nor its upload is recorded",
                zh: "既没有记录佐证录制的停止，也没有记录佐证视频的上传"))
    }

    static let evid11 = Rule(
        "EVID-11", Phrase(en: "Stored evidence equals recorded", zh: "视频哈希一致"), seed: "§4", severity: .blocking,
        events: [.evidenceSegmentClosed, .evidenceUploadCompleted, .storageVerified],
        summary: Phrase(en: "The stored evidence is the one that was recorded.", zh: "所存佐证视频与录制时一致。"),
        applies: Phrase(en: "there is an evidence.upload.completed", zh: "有 evidence.upload.completed"),
        condition: Phrase(
            en: """
                Fails when root over the sha256 of all evidence.segment.closed (by seq) differs from root of \
                evidence.upload.completed or from root of the last storage.verified{evidence}.
                """,
            zh: """
                对全部 evidence.segment.closed（按 seq）的 sha256 所取的根，与 evidence.upload.completed 的 root 或与最后一个 \
                storage.verified{evidence} 的 root 不同的，不通过。
                """),
        insufficient: Phrase(en: "no storage.verified{evidence}", zh: "没有 storage.verified{evidence}"),
        judge: .candidate(stored))

    private static func stored(_ session: SessionView) -> Judgement {
        guard let upload = session.events.facts(.evidenceUploadCompleted).last else { return .notApplicable }
        let recorded = MerkleTree.root(
            of: segments(session).lazy.map { MerkleTree.leafHash($0.data.sha256.bytes.span) })
        let verified = session.events.facts(.storageVerified).last { $0.data.stream == .evidence }
        let differing =
            (upload.data.root == recorded ? [] : [upload.event])
            + (verified.map { $0.data.root == recorded ? [] : [$0.event] } ?? [])
        guard differing.isEmpty else {
            return .fail(
                Phrase(
                    en: "the root over the recorded segments differs from that of \(differing.count) later records",
                    zh: "录制分段的根与之后 \(differing.count) 条记录的根不一致"),
                citing: differing, values: ["recorded_root": .string(recorded.hex)])
        }
        guard verified == nil else { return .pass }
        return .insufficient(
            Phrase(en: "no check of the stored evidence is recorded", zh: "没有记录对所存佐证视频的核验"), citing: [upload.event])
    }
}
