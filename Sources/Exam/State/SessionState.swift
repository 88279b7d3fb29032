public import Primitives

/// Everything about one candidate in one sitting from which its standing is computed.
///
/// Folded from the candidate's stream event by event (`apply`), so that appending, replaying and going on from a
/// snapshot give the same value. It holds facts only: what time and the sitting make of them is `SessionStanding`.
public struct SessionState: Hashable, Sendable {
    /// The exam.
    public internal(set) var exam: String
    /// The sitting.
    public internal(set) var sitting: String
    /// The candidate.
    public internal(set) var candidate: String
    /// The last event folded.
    public internal(set) var last: EventMark?
    /// How many events were folded.
    public internal(set) var count: UInt64 = 0

    /// The first `candidate.registered`.
    public internal(set) var registered: EventMark?
    /// The room of the last `candidate.registered`.
    public internal(set) var room: String?
    /// The first `candidate.withdrawn`.
    public internal(set) var withdrawn: EventMark?

    /// The first login that succeeded.
    public internal(set) var login: EventMark?
    /// The last answer to a login or an entry request: a success, a grant or a refusal.
    public internal(set) var lastAnswer: EventMark?
    /// How many face logins failed.
    public internal(set) var faceFailures: UInt64 = 0
    /// The sessions of the PC client, in the order of the stream.
    public internal(set) var sessions: [ClientSession] = []
    /// The first event of each step after the first login, by the step's number.
    var steps: [EventMark?] = Array(repeating: nil, count: Step.allCases.count)
    /// The first `entry.granted`, wherever it stands.
    public internal(set) var entry: EventMark?

    /// The last `procedure.acknowledged`.
    public internal(set) var procedure: Acknowledgement?
    /// The last `pledge.signed`.
    public internal(set) var pledge: Acknowledgement?
    /// The first `pledge.signed` of each document: a version that was signed stays signed.
    public internal(set) var signedPledges: [Acknowledgement] = []
    /// The last `pledge.declined`.
    public internal(set) var pledgeDeclined: EventMark?
    /// The last `notice.acknowledged`.
    public internal(set) var notice: Acknowledgement?
    /// The first `notice.acknowledged` of each document.
    public internal(set) var acknowledgedNotices: [Acknowledgement] = []
    /// The lot last given.
    public internal(set) var lot: Lot?
    /// The phone last bound.
    public internal(set) var binding: Binding?
    /// The expiry of the last code displayed.
    public internal(set) var code: Deadline?
    /// The displays, as last told.
    public internal(set) var displays: Displays?

    /// Whether the client is connected.
    public internal(set) var connection = Region<Connection>(value: .none)
    /// Whether the phone records.
    public internal(set) var evidenceRecording = Region<EvidenceRecording>(value: .off)
    /// Whether the PC client records.
    public internal(set) var mainRecording = Region<MainRecording>(value: .off)
    /// Open help threads, by their id.
    public internal(set) var help = Register<EventMark>()
    /// Open support tickets, by their id.
    public internal(set) var tickets = Register<EventMark>()
    /// How many incidents of each type.
    public internal(set) var incidents = Register<UInt64>()
    /// An error in the personal data that is not decided.
    public internal(set) var infoError: EventMark?

    /// The last `answer.timer.started`.
    public internal(set) var timer: Deadline?
    /// How many questions were presented.
    public internal(set) var questionsPresented: UInt64 = 0
    /// How many answers were completed.
    public internal(set) var answersCompleted: UInt64 = 0
    /// A request to finish that is neither cancelled nor confirmed.
    public internal(set) var finishRequested: EventMark?
    /// How the session ended.
    public internal(set) var finish: Finish?

    /// The upload of the camera's recording.
    public internal(set) var camera = Upload()
    /// The upload of the microphone's recording.
    public internal(set) var mic = Upload()
    /// The upload of the screen's recording.
    public internal(set) var screen = Upload()
    /// The upload of the evidence video.
    public internal(set) var evidence = Upload()
    /// The first `evidence.upload.confirmed`.
    public internal(set) var evidenceConfirmed: EventMark?
    /// The last `evidence.deadline.passed`.
    public internal(set) var evidenceDeadline: EventMark?

    /// Extensions of time for this candidate.
    public internal(set) var extensions: [OfficerAct] = []
    /// Approvals in this stream.
    public internal(set) var approvals: [Approval] = []
    /// The first review of the recording or the surroundings.
    public internal(set) var review: EventMark?
    /// The result of the last review of the surroundings.
    public internal(set) var environment: EnvironmentReviewDecided.Result?
    /// Open disputes, by their id.
    public internal(set) var disputes = Register<EventMark>()
    /// The decisions, in the order of the stream.
    public internal(set) var decisions: [Decision] = []
    /// Penalty notices without a decision, by their case.
    public internal(set) var notices = Register<Deadline>()
    /// The last `release.withheld` that holds for any proposal.
    public internal(set) var withheld: EventMark?
    /// The last `erasure.key.destroyed`.
    public internal(set) var erased: EventMark?

    /// Ledger clock minus device clock, by device, from its last heartbeat.
    var clockOffsets = Register<Int64>()

    /// The state of a candidate before the first event.
    public init(exam: String, sitting: String, candidate: String) {
        self.exam = exam
        self.sitting = sitting
        self.candidate = candidate
    }

    /// The state that a history leaves.
    public init(_ history: SessionHistory) {
        self.init(exam: history.context.exam, sitting: history.context.sitting, candidate: history.candidate)
        for event in history.events { apply(event) }
    }

    /// The stream's name.
    public var stream: StreamName { .candidate(exam: exam, sitting: sitting, candidate: candidate) }

    /// The first event of a step after the first login; `nil` where there is none.
    public func step(_ step: Step) -> EventMark? { steps[step.rawValue] }

    /// The sessions that are neither ended nor superseded.
    public var liveSessions: [ClientSession] { sessions.filter { $0.closed == nil } }

    /// The first `upload.started`.
    public var firstUpload: EventMark? {
        [camera.started, mic.started, screen.started].compactMap(\.self).min { $0.index < $1.index }
    }

    /// The `upload.completed` that completed camera, mic and screen; `nil` while one is missing.
    public var uploaded: EventMark? {
        guard let camera = camera.completed, let mic = mic.completed, let screen = screen.completed else { return nil }
        return [camera, mic, screen].max { $0.index < $1.index }
    }

    /// The first decision that makes the result void.
    public var voided: Decision? { decisions.first { $0.outcome == .subjectVoid || $0.outcome == .allVoid } }

    /// o(x): the device's corrected time of an event, by the heartbeats folded so far; t(x) without a device.
    public func deviceTime(of event: RecordedEvent) -> Instant {
        guard let device = event.statement.device else { return event.receivedAt }
        return event.statement.at + (clockOffsets[device] ?? 0)
    }
}
