import Exam

extension EventKind<AnswerCompleted> {
    static var answerCompleted: Self {
        Self(.answerCompleted) { if case .answerCompleted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<AnswerStarted> {
    static var answerStarted: Self {
        Self(.answerStarted) { if case .answerStarted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<AudioWindow> {
    static var audioWindow: Self {
        Self(.audioWindow) { if case .audioWindow(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<CandidateRegistered> {
    static var candidateRegistered: Self {
        Self(.candidateRegistered) { if case .candidateRegistered(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DecisionIssued> {
    static var decisionIssued: Self {
        Self(.decisionIssued) { if case .decisionIssued(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DeviceKeyBound> {
    static var deviceKeyBound: Self {
        Self(.deviceKeyBound) { if case .deviceKeyBound(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DocumentPublished> {
    static var documentPublished: Self {
        Self(.documentPublished) { if case .documentPublished(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DrawAssigned> {
    static var drawAssigned: Self {
        Self(.drawAssigned) { if case .drawAssigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<DrawAutoAssigned> {
    static var drawAutoAssigned: Self {
        Self(.drawAutoAssigned) { if case .drawAutoAssigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EntryGranted> {
    static var entryGranted: Self {
        Self(.entryGranted) { if case .entryGranted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EntryPermitted> {
    static var entryPermitted: Self {
        Self(.entryPermitted) { if case .entryPermitted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EntryRefused> {
    static var entryRefused: Self {
        Self(.entryRefused) { if case .entryRefused(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EntryRequested> {
    static var entryRequested: Self {
        Self(.entryRequested) { if case .entryRequested(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EntryStateRefreshed> {
    static var entryStateRefreshed: Self {
        Self(.entryStateRefreshed) { if case .entryStateRefreshed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceBound> {
    static var evidenceBound: Self {
        Self(.evidenceBound) { if case .evidenceBound(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidencePanCompleted> {
    static var evidencePanCompleted: Self {
        Self(.evidencePanCompleted) { if case .evidencePanCompleted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidencePositionFixed> {
    static var evidencePositionFixed: Self {
        Self(.evidencePositionFixed) { if case .evidencePositionFixed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceQrDisplayed> {
    static var evidenceQrDisplayed: Self {
        Self(.evidenceQrDisplayed) { if case .evidenceQrDisplayed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceRecordingResumed> {
    static var evidenceRecordingResumed: Self {
        Self(.evidenceRecordingResumed) { if case .evidenceRecordingResumed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceSegmentClosed> {
    static var evidenceSegmentClosed: Self {
        Self(.evidenceSegmentClosed) { if case .evidenceSegmentClosed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<EvidenceUploadCompleted> {
    static var evidenceUploadCompleted: Self {
        Self(.evidenceUploadCompleted) { if case .evidenceUploadCompleted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ExamPolicySet> {
    static var examPolicySet: Self {
        Self(.examPolicySet) { if case .examPolicySet(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<FinishForced> {
    static var finishForced: Self {
        Self(.finishForced) { if case .finishForced(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<FocusLost> {
    static var focusLost: Self {
        Self(.focusLost) { if case .focusLost(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<FocusRegained> {
    static var focusRegained: Self {
        Self(.focusRegained) { if case .focusRegained(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<HeartbeatWindow> {
    static var heartbeatWindow: Self {
        Self(.heartbeatWindow) { if case .heartbeatWindow(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<HelpMessageSent> {
    static var helpMessageSent: Self {
        Self(.helpMessageSent) { if case .helpMessageSent(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<HelpOpened> {
    static var helpOpened: Self {
        Self(.helpOpened) { if case .helpOpened(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<IdentityDisclosureFlagged> {
    static var identityDisclosureFlagged: Self {
        Self(.identityDisclosureFlagged) { if case .identityDisclosureFlagged(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<LedgerClockStepped> {
    static var ledgerClockStepped: Self {
        Self(.ledgerClockStepped) { if case .ledgerClockStepped(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<LoginCredentialIssued> {
    static var loginCredentialIssued: Self {
        Self(.loginCredentialIssued) { if case .loginCredentialIssued(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<LoginPasswordSucceeded> {
    static var loginPasswordSucceeded: Self {
        Self(.loginPasswordSucceeded) { if case .loginPasswordSucceeded(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<LoginRefused> {
    static var loginRefused: Self {
        Self(.loginRefused) { if case .loginRefused(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MainRecordingStarted> {
    static var mainRecordingStarted: Self {
        Self(.mainRecordingStarted) { if case .mainRecordingStarted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MisconductFlagged> {
    static var misconductFlagged: Self {
        Self(.misconductFlagged) { if case .misconductFlagged(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<MockCompleted> {
    static var mockCompleted: Self {
        Self(.mockCompleted) { if case .mockCompleted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<NoticeAcknowledged> {
    static var noticeAcknowledged: Self {
        Self(.noticeAcknowledged) { if case .noticeAcknowledged(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<OperationUnrelatedDetected> {
    static var operationUnrelatedDetected: Self {
        Self(.operationUnrelatedDetected) { if case .operationUnrelatedDetected(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<PaperSealed> {
    static var paperSealed: Self {
        Self(.paperSealed) { if case .paperSealed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<PledgeSigned> {
    static var pledgeSigned: Self {
        Self(.pledgeSigned) { if case .pledgeSigned(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<PrepCheckRecorded> {
    static var prepCheckRecorded: Self {
        Self(.prepCheckRecorded) { if case .prepCheckRecorded(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ProcedureAcknowledged> {
    static var procedureAcknowledged: Self {
        Self(.procedureAcknowledged) { if case .procedureAcknowledged(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<QuestionLoadFailed> {
    static var questionLoadFailed: Self {
        Self(.questionLoadFailed) { if case .questionLoadFailed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<QuestionPresented> {
    static var questionPresented: Self {
        Self(.questionPresented) { if case .questionPresented(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<QuestionRefreshed> {
    static var questionRefreshed: Self {
        Self(.questionRefreshed) { if case .questionRefreshed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<RecordingLocalStarted> {
    static var recordingLocalStarted: Self {
        Self(.recordingLocalStarted) { if case .recordingLocalStarted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<RecordingLocalStopped> {
    static var recordingLocalStopped: Self {
        Self(.recordingLocalStopped) { if case .recordingLocalStopped(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<RecordingReviewed> {
    static var recordingReviewed: Self {
        Self(.recordingReviewed) { if case .recordingReviewed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ReleaseProposed> {
    static var releaseProposed: Self {
        Self(.releaseProposed) { if case .releaseProposed(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ScoreReleased> {
    static var scoreReleased: Self {
        Self(.scoreReleased) { if case .scoreReleased(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<ScreenshotAttempted> {
    static var screenshotAttempted: Self {
        Self(.screenshotAttempted) { if case .screenshotAttempted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SessionEnded> {
    static var sessionEnded: Self {
        Self(.sessionEnded) { if case .sessionEnded(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SessionOpened> {
    static var sessionOpened: Self {
        Self(.sessionOpened) { if case .sessionOpened(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SessionSuperseded> {
    static var sessionSuperseded: Self {
        Self(.sessionSuperseded) { if case .sessionSuperseded(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SittingScheduled> {
    static var sittingScheduled: Self {
        Self(.sittingScheduled) { if case .sittingScheduled(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SpeechFlagged> {
    static var speechFlagged: Self {
        Self(.speechFlagged) { if case .speechFlagged(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<StorageVerified> {
    static var storageVerified: Self {
        Self(.storageVerified) { if case .storageVerified(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<SupportContacted> {
    static var supportContacted: Self {
        Self(.supportContacted) { if case .supportContacted(let data) = $0 { data } else { nil } }
    }
}

extension EventKind<UploadManifestRecorded> {
    static var uploadManifestRecorded: Self {
        Self(.uploadManifestRecorded) { if case .uploadManifestRecorded(let data) = $0 { data } else { nil } }
    }
}
