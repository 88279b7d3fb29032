import Exam
import Primitives

// §3 to §6: the procedure, the second view, the lot, the pledge and the notice.
extension Session {
    var recordingID: String { "ev-\(plan.names.digits)" }
    private var qrID: String { "qr-\(plan.names.digits)" }

    /// From the procedure to the notice.
    mutating func record() {
        var clock = plan.login.at + 4000
        clock = read(at: clock)
        clock = bind(at: clock + 8000)
        startRecording(after: clock)
        clock += 2000 + 4000 + parameters.panMinMs + 5000 + 14_000
        clock = drawLot(at: clock + 6000)
        promise(at: clock + 5000)
    }

    private mutating func read(at time: Int64) -> Int64 {
        let document = exam.document(.procedure)
        let opened = script.say(
            .candidate(.pc), at: time, .procedureOpened(ProcedureOpened(docHash: document)))
        let dwell = parameters.readMinMs + script.random.within(2000...18_000)
        script.say(
            .candidate(.pc), at: time + dwell,
            .procedureAcknowledged(ProcedureAcknowledged(docHash: document, dwellMs: dwell)), cause: opened)
        return time + dwell
    }

    private mutating func bind(at time: Int64) -> Int64 {
        let displayed = script.say(
            .pc, at: time,
            .evidenceQrDisplayed(
                EvidenceQrDisplayed(qrID: qrID, projectID: exam.id, expiresAt: script.absolute(time + 600_000))))
        var clock = time + 4000
        for _ in 0..<plan.evidence.scanFailures {
            let failed = EvidenceQrScanFailed(reason: .unreadable, qrID: qrID)
            script.say(.phone, at: clock, .evidenceQrScanFailed(failed), cause: displayed)
            clock += 2500
        }
        if plan.evidence.enlarges {
            script.say(.candidate(.pc), at: clock, .evidenceQrEnlarged(EvidenceQrEnlarged(qrID: qrID)))
        }
        clock += 3000
        let scanned = script.say(
            .candidate(.phone), at: clock, .evidenceQrScanned(EvidenceQrScanned(qrID: qrID)), cause: displayed)
        let bound = EvidenceBound(
            qrID: qrID, projectID: exam.id, bindingID: "b-\(plan.names.digits)",
            phoneDeviceID: plan.names.device(.phone))
        clock += 300
        script.say(.platform, receivedAt: clock, .evidenceBound(bound), cause: scanned)
        moments.firstBeat[.phone] = clock + 600
        return clock
    }

    private mutating func startRecording(after bound: Int64) {
        let start = plan.evidence.startsAt ?? bound + 2000
        moments.evidenceStart = start
        script.say(
            .phone, at: start,
            .evidenceRecordingStarted(
                EvidenceRecordingStarted(
                    recID: recordingID, camera: .front, storageFreeBytes: script.random.within(20...60) * 1_000_000_000,
                    batteryBp: script.random.within(6000...9900))))
        let begun = script.say(
            .candidate(.phone), at: start + 4000,
            .evidencePanStarted(EvidencePanStarted(recID: recordingID, camera: .front)))
        var pan = EvidencePanCompleted(
            recID: recordingID, camera: .front, sweepDeg: script.random.within(parameters.panMinDeg...360),
            durationMs: parameters.panMinMs + script.random.within(500...4500),
            selfVisibleBp: script.random.within(parameters.selfVisibleBp...9900))
        if let bent = plan.evidence.pan { pan = bent }
        let panEnd = start + 4000 + parameters.panMinMs + 5000
        script.say(.phone, at: panEnd, .evidencePanCompleted(pan), cause: begun)
        script.say(
            .candidate(.phone), at: panEnd + 12_000,
            .evidencePositionFixed(
                EvidencePositionFixed(
                    recID: recordingID, desk: true, screen: true, surroundings: true, person: true,
                    attestedBy: .candidate)))
    }

    private mutating func drawLot(at time: Int64) -> Int64 {
        switch plan.lot {
        case .drawn(let delay):
            let requested = script.say(
                .candidate(.pc), receivedAt: time, .drawRequested(DrawRequested()))
            if let lot {
                let assigned = DrawAssigned(
                    drawID: draw, index: Int64(lot.index), number: Int64(lot.number), salt: lot.salt, path: lot.path,
                    trigger: .candidate)
                script.say(.platform, receivedAt: time + delay, .drawAssigned(assigned), cause: requested)
            }
            return time + delay
        case .onEntry: return time
        case .onClose:
            assign(at: parameters.loginCloseMs + 250, .loginClosed, cause: nil)
            return time
        }
    }

    /// A lot that the system gives.
    mutating func assign(at received: Int64, _ trigger: DrawAutoAssigned.Trigger, cause: EventID?) {
        guard let lot else { return }
        let assigned = DrawAutoAssigned(
            drawID: draw, index: Int64(lot.index), number: Int64(lot.number), salt: lot.salt, path: lot.path,
            trigger: trigger)
        script.say(.platform, receivedAt: received, .drawAutoAssigned(assigned), cause: cause)
    }

    private mutating func promise(at time: Int64) {
        let pledge = exam.document(.pledge)
        let opened = script.say(.candidate(.pc), at: time, .pledgeOpened(PledgeOpened(docHash: pledge)))
        let signed = time + script.random.within(8000...20_000)
        script.say(
            .candidate(.pc), at: signed, .pledgeSigned(PledgeSigned(docHash: pledge, sigKind: .key)), cause: opened)
        let notice = exam.document(.notice)
        let shown = script.say(.candidate(.pc), at: signed + 2000, .noticeOpened(NoticeOpened(docHash: notice)))
        let dwell = parameters.readMinMs + script.random.within(2000...14_000)
        moments.noticed = signed + 2000 + dwell
        script.say(
            .candidate(.pc), at: moments.noticed,
            .noticeAcknowledged(NoticeAcknowledged(docHash: notice, dwellMs: dwell)), cause: shown)
    }
}
