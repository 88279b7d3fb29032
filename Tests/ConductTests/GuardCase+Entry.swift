import Conduct
import Exam
import Primitives

extension GuardCase {
    static let entries: [GuardCase] = [
        GuardCase(
            "with everything there", .entering, .granted, says: ["draw.auto_assigned entry 102", "entry.granted"]),
        GuardCase("with a lot drawn before", .entering, .granted, says: ["entry.granted"]) { try $0.ask(.drawing) },
        GuardCase(
            "with a draw request that nobody answered", .entering, .granted,
            says: ["draw.assigned 102", "entry.granted"]
        ) { $0.record(.drawing, by: .candidate(device: "pc-1")) },
        GuardCase("at the first moment", .entering, .granted, says: ["draw.auto_assigned entry 102", "entry.granted"]) {
            $0.wait(until: $0.opens)
        },
        GuardCase(
            "at the last moment, when the answer clock runs", .entering, .granted,
            says: ["draw.auto_assigned entry 102", "entry.granted", "answer.timer.started"]
        ) { stage in
            stage.permit(from: stage.opens, until: stage.due + -1)
            stage.now = stage.due + -1
        },
        GuardCase(
            "a millisecond after the last", .entering, .refused, violates: [.entryPermitted],
            says: ["draw.auto_assigned entry 102", "entry.refused late"]
        ) { $0.wait(until: $0.due, 1) },
        GuardCase(
            "a millisecond before the first", .entering, .refused, violates: [.entryPermitted],
            says: ["draw.auto_assigned entry 102", "entry.refused not_permitted"]
        ) { $0.wait(until: $0.opens, -1) },
        GuardCase(
            "without a lot to be had", .entering, .refused, violates: [.lotHeld], says: ["entry.refused lot_missing"]
        ) { stage in stage = try Stage.ready(stage.parameters, lots: NoLots()) },
        GuardCase(
            "with an older pledge", .entering, .refused, violates: [.pledgeSigned],
            says: ["draw.auto_assigned entry 102", "entry.refused pledge_missing"]
        ) { $0.publish(.pledge, "2") },
        GuardCase(
            "with the current pledge, and an older one signed after it", .entering, .granted,
            says: ["draw.auto_assigned entry 102", "entry.granted"]
        ) { $0.sign("pledge 0") },
        GuardCase(
            "with an older notice", .entering, .refused, violates: [.noticeAcknowledged],
            says: ["draw.auto_assigned entry 102", "entry.refused notice_missing"]
        ) { $0.publish(.notice, "2") },
        GuardCase(
            "while the evidence is interrupted", .entering, .refused, violates: [.evidenceRecording],
            says: ["draw.auto_assigned entry 102", "entry.refused evidence_not_recording"]
        ) { $0.interruptEvidence() },
        GuardCase(
            "after it was resumed", .entering, .granted, says: ["draw.auto_assigned entry 102", "entry.granted"]
        ) {
            $0.interruptEvidence()
            $0.record(
                .evidenceRecordingResumed(EvidenceRecordingResumed(recID: "ev", cause: .call, gapMs: 1)),
                by: .phone(device: "ph-1"))
        },
        GuardCase(
            "with two displays", .entryRequested(EntryRequested(displayCount: 2, virtualDisplay: false)), .refused,
            violates: [.oneDisplay], says: ["draw.auto_assigned entry 102", "entry.refused multiple_displays"]),
        GuardCase(
            "with a virtual display", .entryRequested(EntryRequested(displayCount: 1, virtualDisplay: true)), .refused,
            violates: [.oneDisplay], says: ["draw.auto_assigned entry 102", "entry.refused multiple_displays"]),
        GuardCase(
            "with nothing at all", .entryRequested(EntryRequested(displayCount: 0, virtualDisplay: true)), .refused,
            violates: [
                .loggedIn, .entryPermitted, .lotHeld, .pledgeSigned, .noticeAcknowledged, .evidenceRecording,
                .oneDisplay,
            ],
            says: [
                """
                entry.refused not_permitted lot_missing pledge_missing notice_missing evidence_not_recording \
                multiple_displays
                """
            ]
        ) { stage in
            stage = Stage.prepared(stage.parameters)
            stage.register()
        },
        GuardCase(
            "after the pledge was declined", .entering, .unanswered, violates: [.pledgeNotDeclined],
            says: ["draw.auto_assigned entry 102"]
        ) { $0.declinePledge() },
        GuardCase(
            "after it was declined and signed again", .entering, .granted,
            says: ["draw.auto_assigned entry 102", "entry.granted"]
        ) {
            $0.declinePledge()
            $0.sign("pledge 1")
        },
        GuardCase("after withdrawal, with a lot", .entering, .unanswered, violates: [.notBarred]) {
            try $0.ask(.drawing)
            $0.record(.candidateWithdrawn(CandidateWithdrawn(reason: "r")), by: .officer("a-1"))
        },
        GuardCase("after the end", .entering, .unanswered, violates: [.notFinished]) {
            try $0.ask(.drawing)
            $0.record(.finishTimedOut(FinishTimedOut(dueAt: 1, lateMs: 0)))
        },
        GuardCase(
            "where nothing is in force, though the room is open", .entering, .unanswered, violates: [.termsInForce]
        ) { stage in
            stage = Stage(stage.parameters, lots: StageLots())
            for doc in [DocumentPublished.Doc.pledge, .notice] { stage.publish(doc, "1") }
            stage.permit(from: Stage.start, until: Stage.start + 10)
            stage.register()
            stage.now = Stage.start
            stage.logIn()
            stage.startEvidence()
            stage.sign("pledge 1")
            stage.acknowledge("notice 1")
            stage.record(
                .drawAssigned(
                    DrawAssigned(
                        drawID: Stage.draw, index: 1, number: 2, salt: [], path: [], trigger: .candidate)))
        },
    ]

    static let ends: [GuardCase] = [
        GuardCase(
            "before any upload", .goingHome, .refused, violates: [.mainUploaded], says: ["home.return.refused 77"]),
        GuardCase(
            "before the last upload", .goingHome, .refused, violates: [.mainUploaded], says: ["home.return.refused 77"]
        ) { $0.upload(.camera, .mic) },
        GuardCase("after all three", .goingHome, .allowed) { $0.upload(.camera, .mic, .screen) },
        GuardCase(
            "before the evidence is uploaded", .confirming, .refused, violates: [.evidenceUploaded],
            says: ["evidence.confirm.refused not_uploaded 3"]
        ) { $0.closeSegments(3) },
        GuardCase(
            "when a segment is missing", .confirming, .refused, violates: [.segmentsComplete],
            says: ["evidence.confirm.refused segments_missing 1"]
        ) {
            $0.closeSegments(3)
            $0.completeEvidence(segments: 2)
        },
        GuardCase("when all are there", .confirming, .allowed) {
            $0.closeSegments(3)
            $0.completeEvidence(segments: 3)
        },
    ]

    private static let forgetting = Payload.erasureRequested(ErasureRequested(legalBasis: "b"))

    static let erasures: [GuardCase] = [
        GuardCase(
            "before the retention time is over", forgetting, .refused, violates: [.retentionOver],
            says: ["erasure.refused retention"]
        ) { $0.wait(until: $0.retention, -1) },
        GuardCase("when it is over", forgetting, .allowed) { $0.wait(until: $0.retention) },
        GuardCase(
            "while a dispute is open", forgetting, .refused, violates: [.noDispute], says: ["erasure.refused dispute"]
        ) {
            $0.record(.disputeFiled(DisputeFiled(disputeID: "d", kind: "k")))
            $0.wait(until: $0.retention)
        },
        GuardCase(
            "while a review is open", forgetting, .refused, violates: [.noReview], says: ["erasure.refused review"]
        ) {
            $0.record(.reviewRequested(ReviewRequested(caseID: "case")))
            $0.wait(until: $0.retention)
        },
        GuardCase("after the review was decided", forgetting, .allowed) {
            $0.record(.reviewRequested(ReviewRequested(caseID: "case")))
            $0.decide(.none)
            $0.wait(until: $0.retention)
        },
        GuardCase(
            "under a legal hold, asked again", forgetting, .refused, violates: [.noLegalHold],
            says: ["erasure.refused legal_hold"]
        ) {
            $0.record(.erasureRefused(ErasureRefused(reason: .legalHold)))
            try $0.ask(forgetting)
            $0.wait(until: $0.retention)
        },
        GuardCase("after an administrator let go of the hold", forgetting, .allowed) {
            $0.record(.erasureRefused(ErasureRefused(reason: .legalHold)))
            $0.record(.erasureRequested(ErasureRequested(legalBasis: "b")), by: .officer("a-01"))
            $0.wait(until: $0.retention)
        },
        GuardCase(
            "after a record of misconduct that led nowhere", forgetting, .refused, violates: [.noReview],
            says: ["erasure.refused review"]
        ) {
            $0.record(
                .misconductRecorded(MisconductRecorded(recordID: "r", ruleID: "CHEAT-01", evidenceRefs: [])))
            $0.wait(until: $0.retention)
        },
        GuardCase(
            "under a hold, in a dispute, in a case, too early", forgetting, .refused,
            violates: [.noLegalHold, .noDispute, .noReview, .retentionOver],
            says: [
                "erasure.refused legal_hold", "erasure.refused dispute", "erasure.refused review",
                "erasure.refused retention",
            ]
        ) {
            $0.record(.erasureRefused(ErasureRefused(reason: .legalHold)))
            $0.record(.disputeFiled(DisputeFiled(disputeID: "d", kind: "k")))
            $0.record(.reviewRequested(ReviewRequested(caseID: "case")))
        },
    ]
}

extension Stage {
    var retention: Instant { due + parameters.retentionIdentDays * 86_400_000 }

    mutating func interruptEvidence() {
        record(
            .evidenceRecordingInterrupted(EvidenceRecordingInterrupted(recID: "ev", cause: .call)),
            by: .phone(device: "ph-1"))
    }

    mutating func declinePledge() {
        record(
            .pledgeDeclined(PledgeDeclined(docHash: Stage.hash("pledge 1"))), by: .candidate(device: "pc-1"))
    }

    mutating func upload(_ streams: UploadCompleted.Stream...) {
        for stream in streams {
            record(
                .uploadCompleted(
                    UploadCompleted(recID: "m", stream: stream, first: 1, last: 1, bytes: 1, root: Stage.root)),
                by: .client(device: "pc-1"))
        }
    }

    mutating func closeSegments(_ count: Int64) {
        for number in 1...count {
            record(
                .evidenceSegmentClosed(
                    EvidenceSegmentClosed(
                        recID: "ev", seq: number, startMs: 0, durMs: 1, bytes: 1, sha256: Stage.root)),
                by: .phone(device: "ph-1"))
        }
    }

    mutating func completeEvidence(segments: Int64) {
        record(
            .evidenceUploadCompleted(
                EvidenceUploadCompleted(recID: "ev", segments: segments, bytes: 1, root: Stage.root)),
            by: .phone(device: "ph-1"))
    }
}
