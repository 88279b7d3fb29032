import Exam
import Primitives

// What several faults do to a session.
extension Session {
    /// Nothing more is said of this session after a moment, but for a lot that the system gives.
    mutating func cut(after time: Int64) {
        let moment = script.origin + time
        script.drafts.removeAll { $0.time > moment && $0.payload.type != .drawAutoAssigned }
    }

    /// Changes the checks of a kind by a machine.
    mutating func changeChecks(
        _ check: PrepCheckRecorded.Check, of machine: Machine, _ change: (inout PrepCheckRecorded) -> Void
    ) {
        script.change(.prepCheckRecorded) { draft in
            guard var data = draft.check, data.check == check, draft.speaker == .client(machine) else { return }
            change(&data)
            draft.payload = .prepCheckRecorded(data)
        }
    }

    /// The session ends by a crash, and another is opened by a login.
    mutating func logInAgain(at received: Int64) {
        crash(at: received - 40_000)
        script.say(
            .platform, receivedAt: received - 39_000, .sessionEnded(SessionEnded(sessionNo: 1, reason: .crash)))
        script.change(.sessionEnded) { draft in
            if case .sessionEnded(let data) = draft.payload, data.reason == .finished {
                draft.payload = .sessionEnded(SessionEnded(sessionNo: 2, reason: .finished))
            }
        }
        let attempted = script.say(
            .candidate(.pc), receivedAt: received - 700, .loginFaceAttempted(LoginFaceAttempted(attemptNo: 9)))
        let succeeded = script.say(
            .platform, receivedAt: received,
            .loginFaceSucceeded(LoginFaceSucceeded(attemptNo: 9, matchBp: 9100, livenessBp: 9200)), cause: attempted)
        openSession(2, on: plan.names.device(.pc), at: received + 22, cause: succeeded)
    }

    /// A session on a second machine; the first one ends so long after it begins.
    mutating func openSecondSession(at received: Int64, overlap: Int64) {
        let other = plan.names.device(.pc) + "-b"
        let opened = script.say(
            .platform, receivedAt: received,
            .loginFaceSucceeded(LoginFaceSucceeded(attemptNo: 9, matchBp: 9000, livenessBp: 9000)))
        script.say(
            .platform, receivedAt: received + overlap,
            .sessionSuperseded(SessionSuperseded(sessionNo: 1, bySessionNo: 2)))
        openSession(2, on: other, at: received, cause: opened)
        if overlap > 0 {
            let detected = SessionConcurrentDetected(sessionNo: 2, otherSessionNo: 1, otherDeviceID: other)
            script.say(.platform, receivedAt: received + overlap + 500, .sessionConcurrentDetected(detected))
        }
        script.change(.sessionEnded) { $0.payload = .sessionEnded(SessionEnded(sessionNo: 2, reason: .finished)) }
    }

    /// The client fails for twenty seconds; its recorder goes on.
    mutating func crash(at time: Int64) {
        let cause = script.say(
            .pc, at: time, .clientCrashed(ClientCrashed(uptimeMs: 1_200_000, exitCode: -1_073_741_819)))
        script.say(.pc, at: time + 20_000, .clientRestarted(ClientRestarted(downMs: 20_000)), cause: cause)
    }

    /// A login that the platform refuses.
    mutating func refuseLogin(_ reason: LoginRefused.Reason, at received: Int64, hadSession: Bool) {
        let attempted = script.say(
            .candidate(.pc), receivedAt: received - 40, .loginFaceAttempted(LoginFaceAttempted(attemptNo: 8)))
        let edge = reason == .tooEarly ? parameters.loginOpenMs : parameters.loginCloseMs
        let refused = LoginRefused(reason: reason, deltaMs: received - edge, hadPriorSession: hadSession)
        script.say(.platform, receivedAt: received, .loginRefused(refused), cause: attempted)
    }

    /// A face login that fails.
    mutating func failFace(at time: Int64) {
        let attempted = script.say(
            .candidate(.pc), at: time, .loginFaceAttempted(LoginFaceAttempted(attemptNo: 1)))
        let failed = LoginFaceFailed(attemptNo: 1, reason: .noMatch, livenessBp: 9000, matchBp: 3100)
        script.say(.platform, at: time + 800, .loginFaceFailed(failed), cause: attempted)
    }

    /// A remark about the candidate's face, and its review.
    mutating func flagAppearance(isCleared: Bool) {
        let flagged = script.say(
            .staff(.invigilator), at: midExam,
            .appearanceFlagged(
                AppearanceFlagged(kind: .faceOccluded, atOffsetMs: midExam, confidenceBp: 7000)))
        guard isCleared else { return }
        script.say(
            .staff(.reviewer), at: end + 1_800_000,
            .recordingReviewed(
                RecordingReviewed(result: .pass, refs: [flagged], reviewerID: Staff.reviewer.id)), cause: flagged)
    }
}

extension Script {
    /// A machine's monotonic clock is off from a moment on.
    mutating func shiftMono(of machine: Machine, after time: Int64, by shift: Int64) {
        let moment = origin + time
        for place in drafts.indices where drafts[place].speaker.machine == machine && drafts[place].time > moment {
            drafts[place].monoShift = shift
        }
    }
}

extension Draft {
    /// The check that it records.
    var check: PrepCheckRecorded? {
        if case .prepCheckRecorded(let data) = payload { data } else { nil }
    }
}

extension SessionPlan {
    /// The ordinary login, with an account from support.
    mutating func usePassword(_ change: (inout Login.Credential) -> Void = { _ in }) {
        var credential = Login.Credential(account: "acc-\(names.digits)-1")
        change(&credential)
        login.path = .password(credential)
    }
}

// What several faults of the second view do.
extension Session {
    /// The procedure is read for so much longer than need be, and no more.
    mutating func readProcedure(for extra: Int64) {
        let dwell = parameters.readMinMs + extra
        script.change(.procedureAcknowledged) { draft in
            guard case .procedureAcknowledged(var data) = draft.payload else { return }
            data.dwellMs = dwell
            draft.payload = .procedureAcknowledged(data)
        }
    }

    /// The binding says something else.
    mutating func bindOtherwise(_ change: (inout EvidenceBound) -> Void) {
        script.change(.evidenceBound) { draft in
            guard case .evidenceBound(var data) = draft.payload else { return }
            change(&data)
            draft.payload = .evidenceBound(data)
        }
    }

    /// A pan that meets every limit exactly, and then a change.
    mutating func pan(_ change: (inout EvidencePanCompleted) -> Void) {
        var data = EvidencePanCompleted(
            recID: recordingID, camera: .front, sweepDeg: parameters.panMinDeg, durationMs: parameters.panMinMs,
            selfVisibleBp: parameters.selfVisibleBp)
        change(&data)
        script.change(.evidencePanCompleted) { $0.payload = .evidencePanCompleted(data) }
    }

    /// What is stored of a stream is something else than what was recorded.
    mutating func storeOtherwise(_ stream: StorageVerified.Stream) {
        script.change(.storageVerified) { draft in
            guard case .storageVerified(var data) = draft.payload, data.stream == stream else { return }
            data.root = .zero
            draft.payload = .storageVerified(data)
        }
    }
}
