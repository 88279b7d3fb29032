import Exam
import Primitives
import Transparency

// §4 and §11: the segments of the evidence video, its end, its upload and its confirmation.
extension Session {
    /// From the first segment to the deadline.
    mutating func uploadEvidence() {
        let limit = parameters.evidUntil == .examEnd ? end : moments.lastUpload
        let stop =
            switch plan.evidence.stop {
            case .afterUpload: max(end, moments.lastUpload) + script.random.within(5000...40_000)
            case .afterLimit(let delay): limit + delay
            case .silence(let moment): moment
            }
        let segments = record(until: stop)
        let (uploaded, confirmed): (Bool, Bool)
        moments.lastBeat[.phone] = stop
        if case .silence = plan.evidence.stop {
            (uploaded, confirmed) = (false, false)
        } else {
            script.say(
                .candidate(.phone), at: stop,
                .evidenceRecordingStopped(
                    EvidenceRecordingStopped(
                        recID: recordingID, totalMs: stop - moments.evidenceStart, by: .candidate)))
            (uploaded, confirmed) = send(segments, from: max(stop, end) + 5000)
        }
        let due = end + parameters.evidenceDueMs
        script.say(
            .platform, receivedAt: due,
            .evidenceDeadlinePassed(
                EvidenceDeadlinePassed(dueAt: script.absolute(due), confirmed: confirmed, uploaded: uploaded)))
    }

    private typealias Segments = (count: Int64, bytes: Int64, root: Digest)

    private mutating func record(until stop: Int64) -> Segments {
        let gaps = plan.evidence.gaps.map { ($0.at, $0.at + $0.length) }
        let pieces = Intervals.remove(gaps, from: (moments.evidenceStart, stop)).flatMap {
            Intervals.cut($0.0, $0.1, every: plan.evidence.segmentLength)
        }
        var hashes: [Digest] = []
        var bytes: Int64 = 0
        for (index, piece) in pieces.enumerated() {
            let hash = script.random.digest()
            hashes.append(hash)
            let size = (piece.1 - piece.0) * 1500 / 8
            bytes += size
            script.say(
                .phone, at: piece.1,
                .evidenceSegmentClosed(
                    EvidenceSegmentClosed(
                        recID: recordingID, seq: Int64(index + 1),
                        startMs: script.absolute(piece.0 - plan.offsets[.phone, default: 0]),
                        durMs: piece.1 - piece.0, bytes: size, sha256: hash)))
        }
        for gap in plan.evidence.gaps {
            script.say(
                .phone, at: gap.at,
                .evidenceRecordingInterrupted(EvidenceRecordingInterrupted(recID: recordingID, cause: .call)))
            script.say(
                .phone, at: gap.at + gap.length,
                .evidenceRecordingResumed(
                    EvidenceRecordingResumed(recID: recordingID, cause: .call, gapMs: gap.length)))
        }
        return (Int64(pieces.count), bytes, MerkleTree.root(of: hashes.map { MerkleTree.leafHash($0.bytes.span) }))
    }

    /// Whether it was uploaded and confirmed by the deadline.
    private mutating func send(_ segments: Segments, from start: Int64) -> (uploaded: Bool, confirmed: Bool) {
        let upload = plan.evidenceUpload
        let due = end + parameters.evidenceDueMs
        script.say(
            .phone, at: start,
            .evidenceUploadStarted(
                EvidenceUploadStarted(recID: recordingID, segments: segments.count, bytes: segments.bytes)))
        if upload.fails {
            script.say(
                .phone, at: start + 90_000,
                .evidenceUploadFailed(EvidenceUploadFailed(recID: recordingID, reason: "connection reset")))
        }
        moments.lastBeat[.phone] = start + 120_000
        guard upload.completes else { return (false, false) }
        let done = upload.fromDeadline.map { due + $0 } ?? start + script.random.within(180_000...420_000)
        moments.lastBeat[.phone] = done
        let completed = script.say(
            .phone, receivedAt: done,
            .evidenceUploadCompleted(
                EvidenceUploadCompleted(
                    recID: recordingID, segments: segments.count, bytes: segments.bytes, root: segments.root)))
        if upload.isVerified {
            script.say(
                .platform, receivedAt: done + 4000,
                .storageVerified(
                    StorageVerified(
                        recID: recordingID, stream: .evidence, first: 1, last: segments.count, bytes: segments.bytes,
                        root: segments.root)), cause: completed)
        }
        guard upload.confirms else { return (done <= due, false) }
        let confirmed = upload.confirmedFromDeadline.map { due + $0 } ?? done + script.random.within(25_000...60_000)
        let checked = script.say(
            .candidate(.phone), receivedAt: confirmed - 5000,
            .evidenceUploadChecked(EvidenceUploadChecked(shownStatus: .uploaded)))
        script.say(
            .candidate(.phone), receivedAt: confirmed,
            .evidenceUploadConfirmed(EvidenceUploadConfirmed(shownStatus: .uploaded)), cause: checked)
        return (done <= due, confirmed <= due)
    }
}
