import Audit
import Conduct
import Exam
import Primitives
import TestSupport

/// The lots of the stage's only draw: candidate `c-7` is the eighth of the roster and holds number 108.
struct StageLots: LotBook {
    var draw = Stage.draw
    var candidates = (0..<20).map { "c-\($0)" }

    func lot(of candidate: String, in draw: Digest) -> LotAnswer {
        guard draw == self.draw else { return .unknownDraw }
        guard let index = candidates.firstIndex(of: candidate) else { return .notInDraw }
        return .lot(
            OpenedLot(
                index: Int64(index), number: Int64(index) + 101, salt: [UInt8](repeating: UInt8(index), count: 16),
                path: [Stage.root]))
    }
}

extension Parameters {
    /// Other values of every parameter that conduct follows.
    static let other: Parameters = {
        var other = catalogueDefaults
        other.loginOpenMs = -1_000_003
        other.loginCloseMs = -60_007
        other.evidenceDueMs = 1_200_011
        other.credTtlMs = 90_001
        other.retentionIdentDays = 3
        return other
    }()

    static let sets = [catalogueDefaults, other]
}

extension Stage {
    static func hash(_ text: String) -> Digest { SHA256.digest(of: Array(text.utf8)) }

    /// A sitting set up, its draw opened, nobody registered.
    static func prepared(_ parameters: Parameters = .catalogueDefaults, lots: any LotBook = StageLots()) -> Stage {
        var stage = Stage(parameters, lots: lots)
        stage.setPolicy()
        for doc in [DocumentPublished.Doc.procedure, .pledge, .notice] { stage.publish(doc, "1") }
        stage.schedule()
        stage.record(
            .rosterFrozen(RosterFrozen(scopeID: "s", n: 20, rosterRoot: hash("roster"))), by: .officer("a-1"), for: nil)
        stage.commitDraw()
        stage.openDraw()
        stage.permit(from: stage.opens, until: stage.due)
        return stage
    }

    /// A candidate who could ask for anything now: logged in, bound, recording, pledged, with a code to scan.
    static func ready(_ parameters: Parameters = .catalogueDefaults, lots: any LotBook = StageLots()) throws -> Stage {
        var stage = prepared(parameters, lots: lots)
        stage.register()
        stage.now = stage.opens
        stage.logIn()
        stage.show("qr-1")
        stage.startEvidence()
        stage.sign("pledge 1")
        stage.acknowledge("notice 1")
        stage.now = stage.opens + 1000
        return stage
    }

    /// Goes on to a moment, or to some milliseconds after it.
    mutating func wait(until moment: Instant, _ milliseconds: Int64 = 0) {
        now = moment + milliseconds
    }

    mutating func setPolicy(_ change: (inout Parameters) -> Void = { _ in }) {
        change(&parameters)
        record(
            .examPolicySet(ExamPolicySet(params: parameters, policyHash: parameters.policyHash)),
            by: .officer("a-1"), for: nil)
    }

    mutating func schedule(at start: Instant = Stage.start, for duration: Int64 = Stage.duration) {
        record(
            .sittingScheduled(
                SittingScheduled(
                    startAt: start.milliseconds, durationMs: duration, postGroup: "g", paperID: "p", rooms: ["r"],
                    policyHash: parameters.policyHash)),
            by: .officer("a-1"), for: nil)
    }

    mutating func publish(_ doc: DocumentPublished.Doc, _ version: String) {
        record(
            .documentPublished(
                DocumentPublished(
                    doc: doc, version: version, docHash: Stage.hash("\(doc.rawValue) \(version)"))),
            by: .officer("a-1"), for: nil)
    }

    mutating func commitDraw(_ id: Digest = Stage.draw, offset: Int64 = 100) {
        record(
            .drawKeyCommitted(
                DrawKeyCommitted(
                    drawID: id, scopeID: "s", run: 1, suite: 3, vrfPK: Stage.hash("pk"),
                    rosterRoot: Stage.hash("roster"), n: 20, offset: offset)), for: nil)
    }

    mutating func openDraw(_ id: Digest = Stage.draw, root: Digest = Stage.root) {
        record(.drawOpened(DrawOpened(drawID: id, seed: Stage.hash("seed"), assignmentRoot: root)), for: nil)
    }

    mutating func permit(_ room: String = "r", from: Instant, until: Instant) {
        record(
            .entryPermitted(
                EntryPermitted(roomID: room, fromMs: from.milliseconds, untilMs: until.milliseconds)),
            by: .officer("a-1"), for: nil)
    }

    mutating func register(_ candidate: String = "c-1") {
        record(.candidateRegistered(CandidateRegistered(roomID: "r")), by: .officer("a-1"), for: candidate)
    }

    mutating func logIn(_ candidate: String = "c-1", device: String = "pc-1", number: Int64 = 1) {
        record(
            .loginFaceSucceeded(LoginFaceSucceeded(attemptNo: 1, matchBp: 9000, livenessBp: 9000)), for: candidate)
        open(number, device, for: candidate)
    }

    mutating func open(_ number: Int64, _ device: String, for candidate: String = "c-1") {
        record(
            .sessionOpened(
                SessionOpened(
                    sessionNo: number, deviceID: device, method: .face, clientVersion: "3", displayCount: 1)),
            for: candidate)
    }

    mutating func show(
        _ code: String, project: String = Stage.exam, until: Instant? = nil, for candidate: String = "c-1"
    ) {
        record(
            .evidenceQrDisplayed(
                EvidenceQrDisplayed(
                    qrID: code, projectID: project, expiresAt: (until ?? due).milliseconds)),
            by: .client(device: "pc-1"), for: candidate)
    }

    mutating func startEvidence(for candidate: String = "c-1", device: String = "ph-1") {
        record(
            .evidenceRecordingStarted(
                EvidenceRecordingStarted(recID: "ev", camera: .front, storageFreeBytes: 1, batteryBp: 9000)),
            by: .phone(device: device), for: candidate)
    }

    mutating func sign(_ text: String, for candidate: String = "c-1") {
        record(
            .pledgeSigned(PledgeSigned(docHash: Stage.hash(text), sigKind: .key)), by: .candidate(device: "pc-1"),
            for: candidate)
    }

    mutating func acknowledge(_ text: String, for candidate: String = "c-1") {
        record(
            .noticeAcknowledged(NoticeAcknowledged(docHash: Stage.hash(text), dwellMs: 9000)),
            by: .candidate(device: "pc-1"), for: candidate)
    }

    mutating func enter(_ candidate: String = "c-1") {
        record(
            .entryGranted(EntryGranted(roomID: "r", displayCount: 1, virtualDisplay: false)), for: candidate)
    }

    mutating func decide(_ outcome: DecisionIssued.Outcome, caseID: String = "case") {
        record(
            .decisionIssued(DecisionIssued(caseID: caseID, outcome: outcome, basis: "b", ruleIDs: [])),
            by: .officer("a-1"))
    }
}

extension Payload {
    static let attempt = Payload.loginFaceAttempted(LoginFaceAttempted(attemptNo: 1))
    static let drawing = Payload.drawRequested(DrawRequested())
    static let entering = Payload.entryRequested(EntryRequested(displayCount: 1, virtualDisplay: false))
    static let scanning = Payload.evidenceQrScanned(EvidenceQrScanned(qrID: "qr-1"))
    static let confirming = Payload.evidenceUploadConfirmed(EvidenceUploadConfirmed(shownStatus: .uploaded))
    static let match = Payload.loginFaceSucceeded(LoginFaceSucceeded(attemptNo: 1, matchBp: 9000, livenessBp: 9000))
    static let goingHome = Payload.homeReturned(HomeReturned(pendingBytes: 77))

    static func password(_ account: String = "acc-1") -> Payload {
        .loginPasswordAttempted(LoginPasswordAttempted(accountRef: account, attemptNo: 1))
    }
}
