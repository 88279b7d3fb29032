import Primitives

extension SessionState {
    /// Takes the next event of the stream.
    ///
    /// Any order of valid events is taken: a refusal or a detection changes no step, and what should not have
    /// happened is for the rules to find, not for the fold to refuse.
    public mutating func apply(_ event: RecordedEvent) {
        let mark = EventMark(event)
        last = mark
        count &+= 1
        if SessionState.incidentTypes.contains(event.type) {
            incidents[event.type.rawValue] = (incidents[event.type.rawValue] ?? 0) &+ 1
        }
        switch event.payload {
        // Nine of ten events are these; what they carry is the rules' business.
        case .audioWindow, .uploadManifestRecorded, .evidenceSegmentClosed, .prepCheckRecorded: break
        case .heartbeatWindow(let data):
            if let device = event.statement.device { clockOffsets[device] = data.clockOffsetMs }
        case .candidateRegistered(let data):
            registered = registered ?? mark
            room = data.roomID
        case .candidateWithdrawn: withdrawn = withdrawn ?? mark
        case .timeExtensionGranted(let data): extensions.append(OfficerAct(event, addedMs: data.addedMs))
        case .approvalRecorded(let data):
            if data.decision == .approve { approvals.append(Approval(event, subject: data.subject)) }
        case .erasureKeyDestroyed: erased = mark
        default:
            applyLogin(event, mark)
            applyEvidence(event, mark)
            applySteps(event, mark)
            applyAnswering(event, mark)
            applyUpload(event, mark)
            applyAftermath(event, mark)
        }
    }

    static let incidentTypes = Set(EventDefinition.all.filter { $0.class == .incident }.map(\.type))

    private mutating func reach(_ step: Step, _ mark: EventMark) {
        guard login != nil, steps[step.rawValue] == nil else { return }
        steps[step.rawValue] = mark
    }

    private mutating func applyLogin(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .loginFaceSucceeded, .loginPasswordSucceeded:
            login = login ?? mark
            lastAnswer = mark
            reach(.authenticated, mark)
        case .loginFaceFailed: faceFailures &+= 1
        case .loginRefused, .entryRefused: lastAnswer = mark
        case .sessionOpened(let data):
            sessions.append(ClientSession(number: data.sessionNo, device: data.deviceID, opened: mark))
            displays = Displays(count: data.displayCount, isVirtual: displays?.isVirtual ?? false)
            connection = Region(value: .online, since: mark)
        case .sessionEnded(let data): close(data.sessionNo, mark)
        case .sessionSuperseded(let data): close(data.sessionNo, mark)
        case .networkLost, .clientCrashed: connection = Region(value: .offline, since: mark)
        case .networkRestored: connection = Region(value: .online, since: mark)
        case .clientRestarted where !liveSessions.isEmpty: connection = Region(value: .online, since: mark)
        case .supportContacted(let data): tickets[data.ticketID] = mark
        case .supportTicketResolved(let data): tickets[data.ticketID] = nil
        default: break
        }
    }

    private mutating func close(_ number: Int64, _ mark: EventMark) {
        guard let open = sessions.lastIndex(where: { $0.number == number && $0.closed == nil }) else { return }
        sessions[open].closed = mark
        if liveSessions.isEmpty { connection = Region(value: .offline, since: mark) }
    }

    private mutating func applyEvidence(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .evidenceQrDisplayed(let data):
            code = Deadline(at: Instant(milliseconds: data.expiresAt), mark: mark)
        case .evidenceBound(let data):
            binding = Binding(id: data.bindingID, device: data.phoneDeviceID, project: data.projectID, mark: mark)
            reach(.evidenceBound, mark)
        case .evidenceRecordingStarted, .evidenceRecordingResumed:
            evidenceRecording = Region(value: .recording, since: mark)
        case .evidenceRecordingInterrupted: evidenceRecording = Region(value: .interrupted, since: mark)
        case .evidenceRecordingStopped: evidenceRecording = Region(value: .stopped, since: mark)
        case .evidenceUploadStarted: evidence.start(mark)
        case .evidenceUploadFailed: evidence.fail(mark)
        case .evidenceUploadCompleted: evidence.complete(mark)
        case .evidenceUploadConfirmed: evidenceConfirmed = evidenceConfirmed ?? mark
        case .evidenceDeadlinePassed: evidenceDeadline = mark
        default: break
        }
    }

    private mutating func applySteps(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .procedureAcknowledged(let data):
            procedure = Acknowledgement(document: data.docHash, mark: mark)
            reach(.procedureRead, mark)
        case .drawAssigned(let data):
            lot = Lot(
                number: data.number, index: data.index, drawID: data.drawID, trigger: .candidate, mark: mark)
            reach(.lotHeld, mark)
        case .drawAutoAssigned(let data):
            lot = Lot(
                number: data.number, index: data.index, drawID: data.drawID,
                trigger: data.trigger == .entry ? .entry : .loginClosed, mark: mark)
            reach(.lotHeld, mark)
        case .pledgeSigned(let data):
            let signed = Acknowledgement(document: data.docHash, mark: mark)
            pledge = signed
            signedPledges.add(signed)
            reach(.pledged, mark)
        case .pledgeDeclined: pledgeDeclined = mark
        case .noticeAcknowledged(let data):
            let acknowledged = Acknowledgement(document: data.docHash, mark: mark)
            notice = acknowledged
            acknowledgedNotices.add(acknowledged)
            reach(.noticed, mark)
        case .entryRequested(let data):
            displays = Displays(count: data.displayCount, isVirtual: data.virtualDisplay)
        case .entryGranted:
            entry = entry ?? mark
            lastAnswer = mark
            reach(.entered, mark)
        case .displayExtraDetected(let data):
            displays = Displays(count: data.count, isVirtual: data.kind != .physical)
        case .displayExtraRemoved(let data): displays = Displays(count: data.count, isVirtual: false)
        case .deviceConfirmed: reach(.devicesConfirmed, mark)
        case .infoConfirmed: reach(.infoConfirmed, mark)
        case .infoErrorReported: infoError = mark
        case .infoCorrectionDecided: infoError = nil
        case .waitingEntered: reach(.waiting, mark)
        default: break
        }
    }

    private mutating func applyAnswering(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .mainRecordingStarted: mainRecording = Region(value: .recording, since: mark)
        case .mainRecordingStopped: mainRecording = Region(value: .stopped, since: mark)
        case .answerTimerStarted(let data):
            timer = Deadline(at: Instant(milliseconds: data.dueAt), mark: mark)
        case .questionPresented: questionsPresented &+= 1
        case .answerCompleted: answersCompleted &+= 1
        case .helpOpened(let data): help[data.threadID] = mark
        case .helpClosed(let data): help[data.threadID] = nil
        case .finishRequested: finishRequested = mark
        case .finishCancelled: finishRequested = nil
        case .finishConfirmed: end(.early, at: deviceTime(of: event), mark)
        case .finishTimedOut: end(.timeout, at: event.receivedAt, mark)
        case .finishForced: end(.forced, at: event.receivedAt, mark)
        default: break
        }
    }

    private mutating func end(_ kind: Finish.Kind, at moment: Instant, _ mark: EventMark) {
        finishRequested = nil
        finish = finish ?? Finish(kind: kind, mark: mark, end: moment)
    }

    private mutating func applyUpload(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .uploadStarted(let data):
            switch data.stream {
            case .camera: camera.start(mark)
            case .mic: mic.start(mark)
            case .screen: screen.start(mark)
            }
        case .uploadFailed(let data):
            switch data.stream {
            case .camera: camera.fail(mark)
            case .mic: mic.fail(mark)
            case .screen: screen.fail(mark)
            }
        case .uploadCompleted(let data):
            switch data.stream {
            case .camera: camera.complete(mark)
            case .mic: mic.complete(mark)
            case .screen: screen.complete(mark)
            }
        default: break
        }
    }

    private mutating func applyAftermath(_ event: RecordedEvent, _ mark: EventMark) {
        switch event.payload {
        case .environmentReviewDecided(let data):
            environment = data.result
            review = review ?? mark
        case .recordingReviewed: review = review ?? mark
        case .disputeFiled(let data): disputes[data.disputeID] = mark
        case .disputeDecided(let data): disputes[data.disputeID] = nil
        case .disputeWithdrawn(let data): disputes[data.disputeID] = nil
        case .penaltyNoticeServed(let data):
            notices[data.caseID] = Deadline(at: Instant(milliseconds: data.servedAt), mark: mark)
        case .decisionIssued(let data):
            notices[data.caseID] = nil
            decisions.append(Decision(caseID: data.caseID, outcome: data.outcome, mark: mark))
        // One that names a proposal says no more than that proposal's own list, and gives way with it.
        case .releaseWithheld(let data): if data.proposal == nil { withheld = mark }
        default: break
        }
    }
}

extension Upload {
    fileprivate mutating func start(_ mark: EventMark) { started = started ?? mark }

    fileprivate mutating func fail(_ mark: EventMark) {
        if completed == nil { failed = mark }
    }

    fileprivate mutating func complete(_ mark: EventMark) {
        completed = completed ?? mark
        failed = nil
    }
}

extension [Acknowledgement] {
    /// Keeps the first of each document.
    fileprivate mutating func add(_ new: Acknowledgement) {
        if !contains(where: { $0.document == new.document }) { append(new) }
    }
}
