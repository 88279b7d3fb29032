import Audit
import Exam
import Primitives

extension RuleCase {
    static let evidence = [
        RuleCase("EVID-01", .pass, "a millisecond before the start") {
            $0.move(.evidenceBound, to: $0.start + -1)
        },
        RuleCase("EVID-01", .fail, "at the start") { $0.move(.evidenceBound, to: $0.start) },
        RuleCase("EVID-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("EVID-02", .pass, "its own code and phone"),
        RuleCase("EVID-02", .notApplicable, "not bound") { $0.remove(.evidenceBound) },
        RuleCase("EVID-02", .fail, "another project") {
            $0.say(.evidenceBound(HistoryBuilder.binding(project: "ex-2")))
        },
        RuleCase("EVID-02", .fail, "a code that was not shown") {
            $0.say(.evidenceBound(HistoryBuilder.binding(code: "qr-9")))
        },
        RuleCase("EVID-02", .fail, "a phone shared at one moment") {
            $0.bindPhone(to: "c-0002", at: $0.end + 100_000 + HistoryBuilder.transit)
        },
        RuleCase("EVID-02", .pass, "a phone taken over later") {
            $0.bindPhone(to: "c-0002", at: $0.end + 100_001 + HistoryBuilder.transit)
        },
        RuleCase("EVID-02", .fail, "a phone that another never gave back") {
            $0.bindPhone(to: "c-0002", at: $0.start + -890_000)
        },
        RuleCase("EVID-03", .pass, "a millisecond before, by the device's time") {
            $0.move(.evidenceRecordingStarted, to: $0.start + -1)
        },
        RuleCase("EVID-03", .fail, "at the start") { $0.move(.evidenceRecordingStarted, to: $0.start) },
        RuleCase("EVID-03", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("EVID-04", .pass, "just enough, just in time") { $0.move(.evidencePanCompleted, to: $0.start + -1) },
        RuleCase("EVID-04", .fail, "at the start") { $0.move(.evidencePanCompleted, to: $0.start) },
        RuleCase("EVID-04", .pass, "as the recording starts") {
            $0.move(.evidencePanCompleted, to: $0.start + -850_000)
        },
        RuleCase("EVID-04", .fail, "before the recording") {
            $0.move(.evidencePanCompleted, to: $0.start + -850_001)
        },
        RuleCase("EVID-04", .fail, "a degree short") { $0.say(.evidencePanCompleted($0.pan(degrees: -1))) },
        RuleCase("EVID-04", .fail, "a millisecond short") { $0.say(.evidencePanCompleted($0.pan(milliseconds: -1))) },
        RuleCase("EVID-04", .fail, "out of view") { $0.say(.evidencePanCompleted($0.pan(visible: -1))) },
        RuleCase("EVID-04", .fail, "the rear camera") { $0.say(.evidencePanCompleted($0.pan(camera: .rear))) },
        RuleCase("EVID-04", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("EVID-05", .pass, "all in view"),
        RuleCase("EVID-05", .fail, "no position") { $0.remove(.evidencePositionFixed) },
        RuleCase("EVID-05", .fail, "the last one misses the screen") {
            $0.add(
                .evidencePositionFixed(
                    EvidencePositionFixed(
                        recID: "ev", desk: true, screen: false, surroundings: true, person: true,
                        attestedBy: .candidate)),
                at: $0.start, by: .candidatePhone)
        },
        RuleCase("EVID-05", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("EVID-12", .notApplicable, "a failure fewer") { $0.failScans(-1) },
        RuleCase("EVID-12", .fail, "just so many failures") { $0.failScans(0) },
        RuleCase("EVID-12", .pass, "the code was enlarged") {
            $0.failScans(0)
            $0.add(.evidenceQrEnlarged(EvidenceQrEnlarged(qrID: "qr-1")), at: $0.start + -856_000, by: .candidate)
        },
        RuleCase("EVID-12", .pass, "support was contacted") {
            $0.failScans(0)
            $0.contact(.evidence, at: $0.start + -856_000)
        },
        RuleCase("EVID-12", .fail, "support was contacted about something else") {
            $0.failScans(0)
            $0.contact(.login, at: $0.start + -856_000)
        },
    ]

    static let recording = [
        RuleCase("EVID-06", .pass, "without a hole"),
        RuleCase("EVID-06", .pass, "a hole of just the limit") { $0.hole($0.parameters.evidGapMs) },
        RuleCase("EVID-06", .fail, "a millisecond more") { $0.hole($0.parameters.evidGapMs + 1) },
        RuleCase("EVID-06", .fail, "a missing segment") { day in
            day.drafts.removeAll { draft in
                if case .evidenceSegmentClosed(let data) = draft.payload { data.seq == 10 } else { false }
            }
        },
        RuleCase("EVID-06", .pass, "a hole before the pan is done") {
            $0.move(.evidencePanCompleted, to: $0.start + -500_000)
            $0.hole($0.parameters.evidGapMs + 1)
        },
        RuleCase("EVID-06", .pass, "a long hole of which little is after the pan") {
            $0.hole($0.parameters.evidGapMs + 1)
            $0.move(.evidencePanCompleted, to: $0.start + -790_000 + 1)
        },
        RuleCase("EVID-06", .fail, "a long resumption") { $0.resume($0.parameters.evidGapMs + 1, at: $0.start) },
        RuleCase("EVID-06", .pass, "a resumption of just the limit") {
            $0.resume($0.parameters.evidGapMs, at: $0.start)
        },
        RuleCase("EVID-06", .pass, "a long resumption after the end") {
            $0.resume($0.parameters.evidGapMs + 1, at: $0.evidenceUntil + 1)
        },
        RuleCase("EVID-06", .fail, "a long resumption at the end") {
            $0.resume($0.parameters.evidGapMs + 1, at: $0.evidenceUntil)
        },
        RuleCase("EVID-06", .insufficientEvidence, "one segment") { day in
            day.drafts.removeAll { draft in
                if case .evidenceSegmentClosed(let data) = draft.payload { data.seq > 1 } else { false }
            }
        },
        RuleCase("EVID-06", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("EVID-06", .notApplicable, "not started") { $0.remove(.evidenceRecordingStarted) },
        RuleCase("EVID-07", .pass, "just at the end") { $0.move(.evidenceRecordingStopped, to: $0.evidenceUntil) },
        RuleCase("EVID-07", .fail, "a millisecond before") {
            $0.move(.evidenceRecordingStopped, to: $0.evidenceUntil + -1)
        },
        RuleCase("EVID-07", .pass, "uploaded, the stop is not recorded") { $0.remove(.evidenceRecordingStopped) },
        RuleCase("EVID-07", .insufficientEvidence, "neither stop nor upload") {
            $0.remove(.evidenceRecordingStopped, .evidenceUploadCompleted)
        },
        RuleCase("EVID-07", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("EVID-11", .pass, "the same root"),
        RuleCase("EVID-11", .notApplicable, "not uploaded") { $0.remove(.evidenceUploadCompleted) },
        RuleCase("EVID-11", .insufficientEvidence, "not verified") { $0.remove(.storageVerified) },
        RuleCase("EVID-11", .fail, "stored with another root") {
            $0.say(
                .storageVerified(
                    StorageVerified(recID: "ev", stream: .evidence, first: 1, last: 1, bytes: 1, root: .zero)))
        },
        RuleCase("EVID-11", .fail, "a segment that was not uploaded, and not verified") {
            $0.remove(.storageVerified)
            $0.segment(99, from: $0.end, length: 1000)
        },
        RuleCase("EVID-11", .insufficientEvidence, "only a main stream verified") {
            $0.say(
                .storageVerified(
                    StorageVerified(recID: "m", stream: .mic, first: 1, last: 1, bytes: 1, root: .zero)))
        },
    ]

    static let uploads = [
        RuleCase("EVID-08", .pass, "just in time") {
            $0.move(.evidenceUploadCompleted, to: $0.evidenceDue + -HistoryBuilder.transit)
        },
        RuleCase("EVID-08", .fail, "a millisecond late") {
            $0.move(.evidenceUploadCompleted, to: $0.evidenceDue + (1 - HistoryBuilder.transit))
        },
        RuleCase("EVID-08", .fail, "never") { $0.remove(.evidenceUploadCompleted) },
        RuleCase("EVID-08", .notApplicable, "not due yet") {
            $0.remove(.evidenceUploadCompleted)
            $0.end(at: $0.evidenceDue + -1)
        },
        RuleCase("EVID-08", .fail, "just due") {
            $0.remove(.evidenceUploadCompleted)
            $0.end(at: $0.evidenceDue)
        },
        RuleCase("EVID-08", .notApplicable, "not finished") { $0.remove(.finishTimedOut) },
        RuleCase("EVID-09", .pass, "just in time") {
            $0.move(.evidenceUploadConfirmed, to: $0.evidenceDue + -HistoryBuilder.transit)
        },
        RuleCase("EVID-09", .fail, "a millisecond late, uploaded", severity: .notice) {
            $0.move(.evidenceUploadConfirmed, to: $0.evidenceDue + (1 - HistoryBuilder.transit))
        },
        RuleCase("EVID-09", .fail, "not uploaded either", severity: .adjudication) {
            $0.remove(.evidenceUploadConfirmed, .evidenceUploadCompleted)
        },
        RuleCase("EVID-09", .notApplicable, "not due yet") { $0.end(at: $0.evidenceDue + -1) },
        RuleCase("EVID-10", .notApplicable, "no failure"),
        RuleCase("EVID-10", .notApplicable, "completed after the failure") {
            $0.failUpload(at: $0.end + 150_000)
        },
        RuleCase("EVID-10", .fail, "left alone") { $0.failUpload(at: $0.end + 250_000) },
        RuleCase("EVID-10", .pass, "reported just in time") {
            $0.failUpload(at: $0.end + 250_000)
            $0.contact(.evidence, at: $0.evidenceDue + $0.parameters.contactDueMs)
        },
        RuleCase("EVID-10", .fail, "reported a millisecond late") {
            $0.failUpload(at: $0.end + 250_000)
            $0.contact(.evidence, at: $0.evidenceDue + $0.parameters.contactDueMs + 1)
        },
    ]
}

extension HistoryBuilder {
    /// Until when the evidence has to be recorded.
    var evidenceUntil: Instant { parameters.evidUntil == .examEnd ? end : end + 60_000 + HistoryBuilder.transit }

    static func binding(code: String = "qr-1", project: String = "ex-1") -> EvidenceBound {
        EvidenceBound(qrID: code, projectID: project, bindingID: "b-1", phoneDeviceID: "ph-0001")
    }

    mutating func bindPhone(to candidate: String, at time: Instant) {
        add(.evidenceBound(HistoryBuilder.binding(code: "qr-2")), at: time, to: candidate)
    }

    mutating func failScans(_ more: Int64) {
        for number in 0..<(parameters.qrFailMax + more) {
            add(
                .evidenceQrScanFailed(EvidenceQrScanFailed(reason: .unreadable)), at: start + -859_000 + number,
                by: .phone)
        }
    }

    /// A hole after the first segment, which ends at T-790_000.
    mutating func hole(_ milliseconds: Int64) {
        change(.evidenceSegmentClosed) { draft in
            guard case .evidenceSegmentClosed(var data) = draft.payload, data.seq == 2 else { return }
            data.startMs += milliseconds
            data.durMs -= milliseconds
            draft.payload = .evidenceSegmentClosed(data)
        }
    }

    mutating func resume(_ gap: Int64, at time: Instant) {
        add(
            .evidenceRecordingResumed(EvidenceRecordingResumed(recID: "ev", cause: .call, gapMs: gap)), at: time,
            by: .phone)
    }

    mutating func failUpload(at time: Instant) {
        add(.evidenceUploadFailed(EvidenceUploadFailed(recID: "ev", reason: "network")), at: time, by: .phone)
    }
}
