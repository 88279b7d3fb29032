import Exam
import Primitives
import Transparency

// §7, §10(9) and §11: the main recording, its windows, its manifests and its upload.
extension Session {
    /// The stop, the windows and manifests until then, and the upload.
    mutating func upload() {
        let stop = end + plan.recording.stopDelay
        moments.recordingStop = stop
        script.say(
            .pc, at: stop,
            .mainRecordingStopped(MainRecordingStopped(recID: mainID, stopReason: stopReason)))
        windows()
        let roots = UploadManifestRecorded.Stream.allCases.map { manifests($0) }
        var settled = stop
        for (index, (stream, manifests)) in zip(UploadCompleted.Stream.allCases, roots).enumerated() {
            settled = max(settled, send(stream, manifests, started: stop + 1400 + 100 * Int64(index)))
        }
        moments.lastUpload = script.last(.uploadCompleted).map { $0.received - script.origin } ?? stop
        guard isUploadComplete else {
            closeSession(at: settled + 55_000)
            return
        }
        let home = settled + script.random.within(25_000...40_000)
        if plan.upload.returnsHome {
            script.say(.candidate(.pc), receivedAt: home, .homeReturned(HomeReturned(pendingBytes: 0)))
        }
        closeSession(at: home + 20_000)
    }

    private var isUploadComplete: Bool {
        UploadCompleted.Stream.allCases.allSatisfy { stream in
            if case .fails = plan.upload.trouble(stream) { false } else { true }
        }
    }

    private mutating func closeSession(at received: Int64) {
        script.say(
            .platform, receivedAt: received, .sessionEnded(SessionEnded(sessionNo: 1, reason: .finished)))
        moments.lastBeat[.pc] = received - 19_000
    }

    private var stopReason: MainRecordingStopped.StopReason {
        switch plan.end {
        case .timedOut: .timeout
        case .confirmed: .finish
        case .forced: .forced
        }
    }

    private mutating func windows() {
        for (start, end) in Intervals.cut(moments.recordingStart, moments.recordingStop, every: 60_000) {
            let silent = min((end - start) / 5, script.random.within(3000...11_000))
            script.say(
                .pc, at: end,
                .audioWindow(
                    AudioWindow(
                        spanMs: end - start, n: (end - start) / 100, maxGapMs: script.random.within(100...190),
                        rmsDbfs: script.random.within(-35 ... -20), silentMs: silent)))
        }
    }

    /// What a stream's manifests are made of, and the roots of them.
    private mutating func manifests(_ stream: UploadManifestRecorded.Stream) -> (
        count: Int64, bytes: Int64, root: Digest
    ) {
        var gaps = plan.recording.holes.filter { $0.streams.contains(stream) }.map { ($0.at, $0.at + $0.length) }
        gaps += plan.outages.filter { $0.localAfter == nil }.map { ($0.at, $0.at + $0.length) }
        var pieces = Intervals.remove(gaps, from: (moments.recordingStart, moments.recordingStop)).flatMap {
            Intervals.cut($0.0, $0.1, every: 60_000)
        }
        if let long = plan.recording.longManifest { pieces = Intervals.merge(pieces, long.at, long.at + long.length) }
        let rate: Int64 =
            switch stream {
            case .camera: 150;
            case .mic: 12;
            case .screen: 100
            }
        var bytes: Int64 = 0
        var roots: [Digest] = []
        for (index, piece) in pieces.enumerated() {
            let root = script.random.digest()
            roots.append(root)
            bytes += (piece.1 - piece.0) * rate
            let number = Int64(index + 1)
            script.say(
                .pc, at: piece.1 + 300,
                .uploadManifestRecorded(
                    UploadManifestRecorded(
                        recID: mainID, stream: stream, first: number, last: number,
                        startMs: script.absolute(piece.0 - plan.offsets[.pc, default: 0]), durMs: piece.1 - piece.0,
                        bytes: (piece.1 - piece.0) * rate, root: root)))
        }
        return (Int64(pieces.count), bytes, MerkleTree.root(of: roots.map { MerkleTree.leafHash($0.bytes.span) }))
    }

    /// Sends one stream; when that is known to be complete, or when it was given up.
    private mutating func send(
        _ stream: UploadCompleted.Stream, _ sent: (count: Int64, bytes: Int64, root: Digest), started: Int64
    ) -> Int64 {
        script.say(
            .pc, at: started,
            .uploadStarted(UploadStarted(stream: stream.started, pendingBytes: script.random.within(1...9) * 1_000_000))
        )
        var done = started + script.random.within(18_000...44_000)
        switch plan.upload.trouble(stream) {
        case .completes: break
        case .fails:
            fail(stream, at: done)
            return done
        case .failsAndRetries:
            fail(stream, at: done)
            done += 20_000
            script.say(.pc, at: done, .uploadRetried(UploadRetried(stream: stream.retried, attemptNo: 2)))
            done += 30_000
        }
        let completed = script.say(
            .pc, receivedAt: done,
            .uploadCompleted(
                UploadCompleted(
                    recID: mainID, stream: stream, first: 1, last: sent.count, bytes: sent.bytes, root: sent.root)))
        if !plan.upload.unverified.contains(stream) {
            script.say(
                .platform, receivedAt: done + script.random.within(2000...9000),
                .storageVerified(
                    StorageVerified(
                        recID: mainID, stream: stream.stored, first: 1, last: sent.count, bytes: sent.bytes,
                        root: sent.root)), cause: completed)
        }
        return done
    }

    private mutating func fail(_ stream: UploadCompleted.Stream, at time: Int64) {
        script.say(.pc, at: time, .uploadFailed(UploadFailed(stream: stream.failed, reason: "connection reset")))
    }
}

extension UploadCompleted.Stream {
    var started: UploadStarted.Stream {
        switch self {
        case .camera: .camera;
        case .mic: .mic;
        case .screen: .screen
        }
    }
    var retried: UploadRetried.Stream {
        switch self {
        case .camera: .camera;
        case .mic: .mic;
        case .screen: .screen
        }
    }
    var failed: UploadFailed.Stream {
        switch self {
        case .camera: .camera;
        case .mic: .mic;
        case .screen: .screen
        }
    }
    var stored: StorageVerified.Stream {
        switch self {
        case .camera: .camera;
        case .mic: .mic;
        case .screen: .screen
        }
    }
}
