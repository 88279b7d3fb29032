public import Exam
import Primitives

/// What the platform's answers depend on in a candidate's stream: the session's state, and details that only they need.
public struct SessionRecord: Hashable, Sendable {
    /// A code for binding a phone, as it was displayed last.
    struct Code: Hashable, Sendable {
        let project: String
        let expires: Instant
        let mark: EventMark
    }

    /// A credential for the login by password, as it was issued last.
    struct Credential: Hashable, Sendable {
        let expires: Instant
        let mark: EventMark
    }

    /// The session's state.
    public private(set) var state: SessionState
    /// The codes displayed in this stream, by their id.
    private(set) var codes = Register<Code>()
    /// The credentials issued in this stream, by their account.
    private(set) var credentials = Register<Credential>()
    /// A `draw.requested` that has no answer yet.
    private(set) var openDrawRequest: EventMark?
    /// The numbers of the evidence segments that were closed.
    private(set) var segments: Set<Int64> = []
    /// How many segments the last `evidence.upload.completed` has.
    private(set) var uploadedSegments: Int64 = 0
    /// What stands against the destruction of the candidate's key.
    private(set) var erasureHolds = ErasureHolds()

    /// A session before its first event.
    public init(exam: String, sitting: String, candidate: String) {
        state = SessionState(exam: exam, sitting: sitting, candidate: candidate)
    }

    /// Takes the next event of the stream.
    public mutating func note(_ event: RecordedEvent) {
        state.apply(event)
        erasureHolds.note(event)
        let mark = EventMark(event)
        switch event.payload {
        case .evidenceQrDisplayed(let data):
            codes[data.qrID] = Code(
                project: data.projectID, expires: Instant(milliseconds: data.expiresAt), mark: mark)
        case .loginCredentialIssued(let data):
            credentials[data.accountRef] = Credential(expires: Instant(milliseconds: data.expiresAt), mark: mark)
        case .drawRequested: openDrawRequest = openDrawRequest ?? mark
        case .drawAssigned, .drawAutoAssigned, .drawRequestRefused: openDrawRequest = nil
        case .evidenceSegmentClosed(let data): segments.insert(data.seq)
        case .evidenceUploadCompleted(let data): uploadedSegments = data.segments
        default: break
        }
    }

    /// The record with the platform's own words noted, as they would follow an event.
    func noting(_ sayings: [Saying], after event: RecordedEvent) -> SessionRecord {
        var copy = self
        let statement = event.statement
        for (distance, saying) in sayings.enumerated() {
            copy.note(
                RecordedEvent(
                    index: event.index &+ UInt64(distance) &+ 1, receivedAt: event.receivedAt,
                    position: event.position &+ UInt64(distance) &+ 1, keyID: event.keyID,
                    statement: Statement(
                        id: statement.id, ledger: statement.ledger, mode: statement.mode, exam: statement.exam,
                        sitting: statement.sitting, candidate: statement.candidate,
                        actor: Statement.Actor(role: .platform, id: ""), at: event.receivedAt, cause: saying.cause,
                        payload: saying.payload)))
        }
        return copy
    }
}
