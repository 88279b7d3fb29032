import Audit
import Exam
import Primitives
import Transparency

extension HistoryBuilder {
    /// A session against which no rule has anything to say.
    static func cleanSession(_ parameters: Parameters) -> HistoryBuilder {
        var day = HistoryBuilder(parameters)
        day.setUp()
        day.enrol("c-0001")
        day.prepare()
        day.logIn()
        day.bindEvidence()
        day.enter()
        day.sit()
        day.finish()
        day.finishEvidence()
        return day
    }

    private func at(_ milliseconds: Int64) -> Instant { start + milliseconds }

    private mutating func setUp() {
        let exam: Int64 = -864_000_000
        let officer = Voice.administrator("a-01")
        add(.examDefined(ExamDefined(name: "Exam", tz: "Asia/Shanghai", mode: .formal)), at: at(exam), by: officer)
        add(
            .examPolicySet(ExamPolicySet(params: parameters, policyHash: parameters.policyHash)), at: at(exam + 1),
            by: officer)
        for doc in [DocumentPublished.Doc.procedure, .pledge, .notice] { publish(doc, "1", at: at(exam + 2)) }
        add(
            .sittingScheduled(
                SittingScheduled(
                    startAt: start.milliseconds, durationMs: duration, postGroup: "pg-1", paperID: "p-1",
                    rooms: ["r-1"],
                    policyHash: parameters.policyHash)),
            at: at(exam + 3), by: officer)
        // The last entry of the log says how far it reaches.
        publish(.consent, "1", at: evidenceDue + 86_400_000)
    }

    mutating func publish(_ doc: DocumentPublished.Doc, _ version: String, at time: Instant) {
        let hash = HistoryBuilder.hash("\(doc.rawValue) \(version)")
        add(
            .documentPublished(DocumentPublished(doc: doc, version: version, docHash: hash)), at: time,
            by: .administrator("a-01"))
    }

    /// The registration and the four keys of a candidate.
    mutating func enrol(_ candidate: String) {
        add(
            .candidateRegistered(CandidateRegistered(roomID: "r-1")), at: at(-432_000_000), by: .administrator("a-01"),
            to: candidate)
        let keys: [(Voice, DeviceKeyBound.Role, DeviceKeyBound.Kind)] = [
            (.candidate, .candidate, .pc), (.computer, .device, .pc), (.candidatePhone, .candidate, .phone),
            (.phone, .phone, .phone),
        ]
        for (voice, role, kind) in keys {
            bindKey(HistoryBuilder.publicKey(voice, of: candidate), role, kind, to: candidate)
        }
        add(
            .mockCompleted(MockCompleted(mockExamID: "mock", checksFailed: 0, infoError: false)), at: at(-160_000_000),
            to: candidate)
    }

    mutating func bindKey(
        _ key: Digest, _ role: DeviceKeyBound.Role, _ kind: DeviceKeyBound.Kind, to candidate: String
    ) {
        add(
            .deviceKeyBound(
                DeviceKeyBound(
                    keyID: KeyID(publicKey: key), publicKey: key, role: role, holder: candidate, kind: kind,
                    device: kind == .pc ? "pc" : "ph", appVersion: "3", os: "os")),
            at: at(-172_000_000), to: candidate)
    }

    mutating func beat(at time: Instant, by voice: Voice, boot: Int64 = 1) {
        add(
            .heartbeatWindow(
                HeartbeatWindow(
                    spanMs: 60_000, n: 60, maxGapMs: 1000, clockOffsetMs: HistoryBuilder.deviceLag, bootNo: boot)),
            at: time, by: voice)
    }

    private mutating func prepare() {
        for voice in [Voice.computer, .phone] { beat(at: at(-1_250_000), by: voice) }
        for check in [PrepCheckRecorded.Check.os, .camera, .mic, .pcApp] { self.check(check, by: .computer) }
        check(.phoneApp, by: .phone)
        check(.network, measured: parameters.netMinKbps, by: .computer)
        check(.battery, measured: parameters.batteryMinBp, by: .computer)
        check(.battery, measured: parameters.batteryMinBp, by: .phone)
    }

    mutating func check(
        _ check: PrepCheckRecorded.Check, measured: Int64? = nil, mains: Bool? = nil, by voice: Voice
    ) {
        add(
            .prepCheckRecorded(PrepCheckRecorded(check: check, result: .pass, mains: mains, measured: measured)),
            at: at(-1_200_000), by: voice)
    }

    private mutating func logIn() {
        add(.loginFaceAttempted(LoginFaceAttempted(attemptNo: 1)), at: at(-900_000), by: .candidate)
        add(.loginFaceSucceeded(LoginFaceSucceeded(attemptNo: 1, matchBp: 9000, livenessBp: 9000)), at: at(-899_000))
        open(1, "pc-0001", at: at(-898_990))
        add(
            .procedureAcknowledged(
                ProcedureAcknowledged(docHash: HistoryBuilder.hash("procedure 1"), dwellMs: parameters.readMinMs)),
            at: at(-870_000), by: .candidate)
    }

    mutating func open(_ number: Int64, _ device: String, method: SessionOpened.Method = .face, at time: Instant) {
        add(
            .sessionOpened(
                SessionOpened(
                    sessionNo: number, deviceID: device, method: method, clientVersion: "3", displayCount: 1)),
            at: time)
    }

    private mutating func bindEvidence() {
        add(
            .evidenceQrDisplayed(EvidenceQrDisplayed(qrID: "qr-1", projectID: "ex-1", expiresAt: start.milliseconds)),
            at: at(-860_000), by: .computer)
        add(
            .evidenceBound(
                EvidenceBound(qrID: "qr-1", projectID: "ex-1", bindingID: "b-1", phoneDeviceID: "ph-0001")),
            at: at(-855_000))
        add(
            .evidenceRecordingStarted(
                EvidenceRecordingStarted(recID: "ev", camera: .front, storageFreeBytes: 1, batteryBp: 9000)),
            at: at(-850_000), by: .phone)
        add(.evidencePanCompleted(pan()), at: at(-820_000), by: .phone)
        add(
            .evidencePositionFixed(
                EvidencePositionFixed(
                    recID: "ev", desk: true, screen: true, surroundings: true, person: true, attestedBy: .candidate)),
            at: at(-810_000), by: .candidatePhone)
    }

    func pan(
        camera: EvidencePanCompleted.Camera = .front, degrees: Int64 = 0, milliseconds: Int64 = 0, visible: Int64 = 0
    ) -> EvidencePanCompleted {
        EvidencePanCompleted(
            recID: "ev", camera: camera, sweepDeg: parameters.panMinDeg + degrees,
            durationMs: parameters.panMinMs + milliseconds, selfVisibleBp: parameters.selfVisibleBp + visible)
    }

    private mutating func enter() {
        requestLot(at: at(-800_000 - HistoryBuilder.transit - parameters.drawAnswerMs))
        lot(of: candidate, in: draw([candidate]), at: at(-800_000))
        add(
            .pledgeSigned(PledgeSigned(docHash: HistoryBuilder.hash("pledge 1"), sigKind: .key)), at: at(-790_000),
            by: .candidate)
        add(
            .noticeAcknowledged(NoticeAcknowledged(docHash: HistoryBuilder.hash("notice 1"), dwellMs: 9000)),
            at: at(-780_000), by: .candidate)
        permit(from: at(-700_000), until: closes)
        add(
            .entryStateRefreshed(EntryStateRefreshed(enabledBefore: true, enabledAfter: true)), at: at(-600_000),
            by: .candidate)
        add(.entryRequested(EntryRequested(displayCount: 1, virtualDisplay: false)), at: at(-599_000), by: .candidate)
        add(.entryGranted(EntryGranted(roomID: "r-1", displayCount: 1, virtualDisplay: false)), at: entry)
        add(
            .mainRecordingStarted(MainRecordingStarted(recID: "m", streams: [.camera, .mic, .screen])),
            at: at(-597_000), by: .computer)
    }

    mutating func permit(_ room: String = "r-1", from: Instant, until: Instant, at time: Instant? = nil) {
        add(
            .entryPermitted(
                EntryPermitted(roomID: room, fromMs: from.milliseconds, untilMs: until.milliseconds)),
            at: time ?? start + -750_000, by: .administrator("a-02"))
    }

    private mutating func sit() {
        add(
            .deviceConfirmed(DeviceConfirmed(cameraRef: "cam", microphoneRef: "mic", levelPeakDbfs: -18)),
            at: at(-560_000), by: .candidate)
        add(.infoConfirmed(InfoConfirmed(infoHash: HistoryBuilder.hash("info"))), at: at(-540_000), by: .candidate)
        add(.waitingEntered(WaitingEntered(leadMs: 500_000)), at: at(-500_000), by: .candidate)
        for voice in [Voice.computer, .phone] { beat(at: at(-1000), by: voice) }
        add(
            .answerTimerStarted(AnswerTimerStarted(limitMs: duration, dueAt: due.milliseconds)), at: at(10))
        var time = at(-597_000)
        while time < end {
            upload(at: time)
            time = time + parameters.liveGapMs
        }
    }

    mutating func upload(at time: Instant) {
        add(
            .uploadManifestRecorded(
                UploadManifestRecorded(
                    recID: "m", stream: .camera, first: 1, last: 1, startMs: 0, durMs: 1, bytes: 1,
                    root: HistoryBuilder.hash("manifest"))),
            at: time, by: .computer)
    }

    private mutating func finish() {
        add(.finishTimedOut(FinishTimedOut(dueAt: due.milliseconds, lateMs: end - due)), at: end)
        add(
            .mainRecordingStopped(MainRecordingStopped(recID: "m", stopReason: .timeout)), at: end + 1000, by: .computer
        )
        for stream in UploadCompleted.Stream.allCases {
            add(
                .uploadCompleted(
                    UploadCompleted(
                        recID: "m", stream: stream, first: 1, last: 1, bytes: 1, root: HistoryBuilder.hash("main"))),
                at: end + 60_000, by: .computer)
        }
        add(.sessionEnded(SessionEnded(sessionNo: 1, reason: .finished)), at: end + 230_000)
    }

    private mutating func finishEvidence() {
        let stop = end + 100_000
        var from = at(-850_000)
        var number: Int64 = 1
        var hashes: [Digest] = []
        while from < stop {
            let length = min(60_000, stop - from)
            hashes.append(HistoryBuilder.hash("segment \(number)"))
            segment(number, from: from, length: length)
            from = from + length
            number += 1
        }
        let root = MerkleTree.root(of: hashes.map { MerkleTree.leafHash($0.bytes.span) })
        for voice in [Voice.computer, .phone] { beat(at: end + 90_000, by: voice) }
        add(
            .evidenceRecordingStopped(EvidenceRecordingStopped(recID: "ev", totalMs: 1, by: .candidate)), at: stop,
            by: .candidatePhone)
        add(
            .evidenceUploadCompleted(EvidenceUploadCompleted(recID: "ev", segments: number - 1, bytes: 1, root: root)),
            at: end + 200_000, by: .phone)
        add(
            .storageVerified(
                StorageVerified(recID: "ev", stream: .evidence, first: 1, last: number - 1, bytes: 1, root: root)),
            at: end + 210_000)
        add(
            .evidenceUploadConfirmed(EvidenceUploadConfirmed(shownStatus: .uploaded)), at: end + 220_000,
            by: .candidatePhone)
    }

    /// A segment, on the phone's own clock.
    mutating func segment(_ number: Int64, from: Instant, length: Int64) {
        add(
            .evidenceSegmentClosed(
                EvidenceSegmentClosed(
                    recID: "ev", seq: number, startMs: from.milliseconds - HistoryBuilder.deviceLag, durMs: length,
                    bytes: 1, sha256: HistoryBuilder.hash("segment \(number)"))),
            at: from + length, by: .phone)
    }
}
