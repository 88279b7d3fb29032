import Audit
import Exam
import Primitives
import Transparency

extension RuleCase {
    static let mainRecording =
        [
            RuleCase("REC-01", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
            RuleCase("REC-01", .notApplicable, "finished without an entry or a recording") {
                $0.remove(.entryGranted, .mainRecordingStarted)
            },
            RuleCase("REC-01", .pass, "all of it"),
            RuleCase("REC-01", .pass, "from entry, where no start is recorded") { $0.remove(.mainRecordingStarted) },
            RuleCase("REC-01", .fail, "from entry, where no start is recorded, and too late") {
                $0.remove(.mainRecordingStarted)
                $0.leaveOut($0.parameters.recGapMs - 999, atStartOf: 1, .mic)
            },
            RuleCase("REC-01", .pass, "an overlap") { $0.leaveOut(-10_000, atStartOf: 3, .camera) },
            RuleCase("REC-01", .fail, "a hole that a manifest inside another does not fill") {
                $0.leaveOut($0.parameters.recGapMs + 1, atStartOf: 3, .camera)
                $0.uploadOnce(.camera, from: $0.start + -590_000, until: $0.start + -580_000)
            },
            RuleCase("REC-01", .pass, "a hole that a later manifest fills") {
                $0.leaveOut($0.parameters.recGapMs + 1, atStartOf: 3, .camera)
                $0.uploadOnce(.camera, from: $0.start + -590_000, until: $0.end)
            },
        ] + UploadManifestRecorded.Stream.allCases.flatMap(holes)

    private static func holes(in stream: UploadManifestRecorded.Stream) -> [RuleCase] {
        [
            RuleCase("REC-01", .fail, "no \(stream.rawValue)") { $0.drop(stream) },
            RuleCase("REC-01", .pass, "a hole of just the limit in \(stream.rawValue)") {
                $0.leaveOut($0.parameters.recGapMs, atStartOf: 3, stream)
            },
            RuleCase("REC-01", .fail, "a millisecond more in \(stream.rawValue)") {
                $0.leaveOut($0.parameters.recGapMs + 1, atStartOf: 3, stream)
            },
            RuleCase("REC-01", .pass, "\(stream.rawValue) begins just soon enough") {
                $0.leaveOut($0.parameters.recGapMs, atStartOf: 1, stream)
            },
            RuleCase("REC-01", .fail, "\(stream.rawValue) begins a millisecond late") {
                $0.leaveOut($0.parameters.recGapMs + 1, atStartOf: 1, stream)
            },
            RuleCase("REC-01", .pass, "\(stream.rawValue) ends just late enough") {
                $0.stop(stream, at: $0.end + -$0.parameters.recGapMs)
            },
            RuleCase("REC-01", .fail, "\(stream.rawValue) ends a millisecond early") {
                $0.stop(stream, at: $0.end + (-$0.parameters.recGapMs - 1))
            },
        ]
    }

    static let network = bridging + continuing + longOutages

    private static let bridging = [
        RuleCase("NET-01", .notApplicable, "no outage"),
        RuleCase("NET-01", .notApplicable, "not entered") {
            $0.goOffline(from: $0.start, for: 1000)
            $0.remove(.entryGranted)
        },
        RuleCase("NET-01", .notApplicable, "a millisecond before entry") { $0.goOffline(from: $0.entry + -1, for: 9) },
        RuleCase("NET-01", .fail, "at entry") { $0.goOffline(from: $0.entry, for: 9) },
        RuleCase("NET-01", .fail, "at the end") { $0.goOffline(from: $0.end, for: 9) },
        RuleCase("NET-01", .notApplicable, "a millisecond after the end") { $0.goOffline(from: $0.end + 1, for: 9) },
        RuleCase("NET-01", .pass, "recorded just soon enough, just long enough") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from + $0.parameters.recGapMs, until: from + 20_000)
        },
        RuleCase("NET-01", .fail, "recorded a millisecond late") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from + $0.parameters.recGapMs + 1, until: from + 20_000)
        },
        RuleCase("NET-01", .pass, "recorded from the moment of loss, and never stopped") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from, until: nil)
        },
        RuleCase("NET-01", .fail, "recorded from a millisecond before") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from + -1, until: nil)
        },
        RuleCase("NET-01", .fail, "stopped a millisecond before the network was back") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from, until: from + 19_999)
        },
        RuleCase("NET-01", .pass, "another recording was stopped") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from, until: nil)
            $0.recordLocally("l-2", from: from + -10_000, until: from + 1000)
        },
        RuleCase("NET-01", .fail, "the second of two outages was not recorded") {
            let from = $0.goOffline(for: 20_000)
            $0.recordLocally(from: from, until: from + 20_000)
            $0.goOffline(from: from + 30_000, for: 1000)
        },
        RuleCase("NET-01", .pass, "never back, recorded to the end") {
            let from = $0.goOffline(for: nil)
            $0.recordLocally(from: from, until: $0.end)
        },
        RuleCase("NET-01", .fail, "never back, recorded to a millisecond before the end") {
            let from = $0.goOffline(for: nil)
            $0.recordLocally(from: from, until: $0.end + -1)
        },
    ]

    private static let continuing = [
        RuleCase("NET-03", .notApplicable, "no outage") { $0.endSession(at: $0.start + 1) },
        RuleCase("NET-03", .notApplicable, "a millisecond before the start") {
            $0.goOffline(from: $0.start + -1, for: 1000)
            $0.endSession(at: $0.start + 1)
        },
        RuleCase("NET-03", .pass, "went on") { $0.goOffline(for: 20_000) },
        RuleCase("NET-03", .pass, "at the start, went on") { $0.goOffline(from: $0.start, for: 20_000) },
        RuleCase("NET-03", .fail, "the session ended because of it at the start") {
            $0.goOffline(for: 20_000)
            $0.endSession(at: $0.start)
        },
        RuleCase("NET-03", .pass, "it ended a millisecond before the start") {
            $0.goOffline(for: 20_000)
            $0.endSession(at: $0.start + -1)
        },
        RuleCase("NET-03", .fail, "it ended as the exam did") {
            $0.goOffline(for: 20_000)
            $0.endSession(at: $0.end)
        },
        RuleCase("NET-03", .pass, "it ended a millisecond after the exam") {
            $0.goOffline(for: 20_000)
            $0.endSession(at: $0.end + 1)
        },
        RuleCase("NET-03", .pass, "it ended for another reason") {
            $0.goOffline(for: 20_000)
            $0.endSession(.crash, at: $0.start + 150_000)
        },
        RuleCase("NET-03", .fail, "the exam was ended by force because of it") {
            $0.goOffline(for: 20_000)
            $0.add(
                .finishForced(FinishForced(reason: "r")), at: $0.start + 150_000, by: .invigilator("i-01"),
                cause: $0.id(of: .networkLost))
        },
        RuleCase("NET-03", .pass, "the exam was ended by force for something else") {
            $0.goOffline(for: 20_000)
            $0.add(
                .finishForced(FinishForced(reason: "r")), at: $0.start + 150_000, by: .invigilator("i-01"),
                cause: $0.id(of: .infoConfirmed))
        },
    ]

    private static let longOutages = [
        RuleCase("NET-04", .notApplicable, "no outage"),
        RuleCase("NET-04", .notApplicable, "a millisecond before the start") {
            $0.goOffline(from: $0.start + -1, for: $0.tooLong)
        },
        RuleCase("NET-04", .notApplicable, "a millisecond after the end") {
            $0.goOffline(from: $0.end + 1, for: $0.tooLong)
        },
        RuleCase("NET-04", .pass, "just so long") { $0.goOffline(for: $0.tooLong - 1) },
        RuleCase("NET-04", .fail, "a millisecond longer") { $0.goOffline(for: $0.tooLong) },
        RuleCase("NET-04", .fail, "two together") {
            let from = $0.goOffline(for: $0.tooLong - 1000)
            $0.goOffline(from: from + $0.tooLong, for: 1000)
        },
        RuleCase("NET-04", .pass, "two together, a millisecond less") {
            let from = $0.goOffline(for: $0.tooLong - 1001)
            $0.goOffline(from: from + $0.tooLong, for: 1000)
        },
        RuleCase("NET-04", .fail, "one across the start, counted from there") {
            $0.goOffline(from: $0.start + -50_000, for: 50_000 + $0.tooLong - 1000)
            $0.goOffline(from: $0.start + 100_000, for: 1000)
        },
        RuleCase("NET-04", .pass, "one across the start, a millisecond less in the exam") {
            $0.goOffline(from: $0.start + -50_000, for: 50_000 + $0.tooLong - 1001)
            $0.goOffline(from: $0.start + 100_000, for: 1000)
        },
        RuleCase("NET-04", .pass, "one across the end, counted up to there") {
            $0.goOffline(from: $0.end + -1000, for: $0.tooLong)
        },
        RuleCase("NET-04", .fail, "never back, too long before the end") {
            $0.goOffline(from: $0.end + -$0.tooLong, for: nil)
        },
        RuleCase("NET-04", .pass, "never back, a millisecond later") {
            $0.goOffline(from: $0.end + (1 - $0.tooLong), for: nil)
        },
        RuleCase("NET-04", .fail, "never back, up to now without an end") {
            $0.remove(.finishTimedOut)
            $0.goOffline(from: $0.end, for: nil)
        },
        RuleCase("NET-04", .pass, "told twice, counted once") {
            let from = $0.goOffline(for: $0.tooLong - 1)
            $0.add(.networkLost(NetworkLost(lastAckN: 1)), at: from + 500, by: .computer)
        },
    ]
}

extension HistoryBuilder {
    /// The total without network that is to be decided on.
    fileprivate var tooLong: Int64 { parameters.outageAdjudicateMs + 1 }

    /// From T+100_000 where no other moment is given; never back where no length is.
    @discardableResult
    mutating func goOffline(from time: Instant? = nil, for length: Int64?) -> Instant {
        let from = time ?? start + 100_000
        add(.networkLost(NetworkLost(lastAckN: 1)), at: from, by: .computer)
        if let length {
            add(.networkRestored(NetworkRestored(outageMs: length, buffered: 0)), at: from + length, by: .computer)
        }
        return from
    }

    fileprivate mutating func recordLocally(_ recording: String = "l-1", from: Instant, until: Instant?) {
        add(.recordingLocalStarted(RecordingLocalStarted(recID: recording)), at: from, by: .computer)
        guard let until else { return }
        add(
            .recordingLocalStopped(RecordingLocalStopped(recID: recording, totalMs: until - from)), at: until,
            by: .computer)
    }

    fileprivate mutating func endSession(_ reason: SessionEnded.Reason = .network, at time: Instant) {
        add(.sessionEnded(SessionEnded(sessionNo: 1, reason: reason)), at: time)
    }

    private mutating func changeManifests(
        of stream: UploadManifestRecorded.Stream, _ body: (inout UploadManifestRecorded) -> Void
    ) {
        change(.uploadManifestRecorded) { draft in
            guard case .uploadManifestRecorded(var data) = draft.payload, data.stream == stream else { return }
            body(&data)
            draft.payload = .uploadManifestRecorded(data)
        }
    }

    /// The first milliseconds of a stream's manifest are missing; more of them where the number is negative.
    fileprivate mutating func leaveOut(
        _ milliseconds: Int64, atStartOf number: Int64, _ stream: UploadManifestRecorded.Stream
    ) {
        changeManifests(of: stream) { data in
            guard data.first == number else { return }
            data.startMs += milliseconds
            data.durMs -= milliseconds
        }
    }

    /// Nothing of a stream is recorded after a moment.
    fileprivate mutating func stop(_ stream: UploadManifestRecorded.Stream, at time: Instant) {
        changeManifests(of: stream) { data in
            data.durMs = min(data.durMs, time.milliseconds - HistoryBuilder.deviceLag - data.startMs)
        }
    }

    fileprivate mutating func drop(_ stream: UploadManifestRecorded.Stream) {
        drafts.removeAll { draft in
            if case .uploadManifestRecorded(let data) = draft.payload { data.stream == stream } else { false }
        }
    }

    fileprivate mutating func uploadOnce(
        _ stream: UploadManifestRecorded.Stream, from: Instant, until: Instant
    ) {
        add(
            .uploadManifestRecorded(
                UploadManifestRecorded(
                    recID: "m", stream: stream, first: 90, last: 90,
                    startMs: from.milliseconds - HistoryBuilder.deviceLag, durMs: until - from, bytes: 1,
                    root: HistoryBuilder.hash("manifest"))),
            at: end + 2000, by: .computer)
    }
}
