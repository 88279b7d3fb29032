import Exam
import Primitives

/// How one candidate's sitting goes, before anything of it is written: what a fault may bend.
///
/// Times are milliseconds from T in true time, unless a comment says that the ledger's reception is meant.
struct SessionPlan: Sendable {
    let sitting: SittingPlan
    let names: CandidateNames
    var room: String { sitting.room(of: names.number) }
    var parameters: Parameters { sitting.parameters }

    var offsets: [Machine: Int64]
    var latency: [Machine: Int64]
    /// What a machine's monotonic clock shows at T.
    var monoBases: [Machine: Int64]
    /// Whether the candidate comes at all.
    var comes = true
    var login: Login
    var evidence: Evidence
    var lot = Lot.drawn(answeredAfter: 300)
    var entry: Entry
    var recording = Recording()
    var answers: Answers
    var end: End
    var outages: [Outage] = []
    var upload = Upload()
    var evidenceUpload = EvidenceUpload()
    var mock = Mock()

    /// The way in.
    struct Login: Sendable {
        enum Path: Sendable {
            case face
            case password(Credential)
        }
        /// An account for the ordinary login.
        struct Credential: Sendable {
            var account: String
            /// Whether it was issued to this candidate.
            var isIssued = true
            var hasTicket = true
            var check = LoginCredentialIssued.IdentityCheck.video
            /// How long before the login it was issued, in `received_at`.
            var issuedBefore: Int64 = 60_000
            /// How long after the login it expires, in `received_at`.
            var expiresAfter: Int64 = 1_200_000
        }
        /// When the login succeeds, in `received_at`.
        var at: Int64
        var path = Path.face
        /// Attempts by face that fail before.
        var failures: Int64 = 0
        /// Attempts by face that get no answer.
        var unanswered: Int64 = 0
        var declinesFace = false
        /// Whether support is asked although the face login succeeds in the end.
        var asksSupport = false
        /// Whether support issues a credential that is not used.
        var unusedCredential: String?
    }

    /// The second view, by phone.
    struct Evidence: Sendable {
        var scanFailures: Int64 = 0
        var enlarges = false
        /// When the recording starts; after the binding where `nil`.
        var startsAt: Int64?
        var pan: EvidencePanCompleted?
        var segmentLength: Int64 = 60_000
        /// Holes between segments: where, and how long.
        var gaps: [(at: Int64, length: Int64)] = []
        var stop = Stop.afterUpload

        /// When the recording is stopped.
        enum Stop: Sendable {
            case afterUpload
            /// So long after the moment until which it has to run.
            case afterLimit(Int64)
            /// Never: the phone falls silent at a moment, and nothing is uploaded.
            case silence(Int64)
        }
    }

    /// How the lot comes.
    enum Lot: Sendable {
        /// Asked for, and answered after a while.
        case drawn(answeredAfter: Int64)
        /// Given by the system when entry is asked for.
        case onEntry
        /// Given by the system when the login window closes.
        case onClose
    }

    /// The step into the room.
    struct Entry: Sendable {
        /// When entry is granted, in `received_at`; as soon as possible where `nil`.
        var at: Int64?
        /// When the waiting page is entered, in `received_at`; soon after where `nil`.
        var waitingAt: Int64?
        var displays: Int64 = 1
        var isVirtual = false
        var jitter: Int64
    }

    /// Camera, microphone and screen.
    struct Recording: Sendable {
        /// From the grant of entry (`received_at`) to the start.
        var startDelay: Int64 = 1200
        var streams: [MainRecordingStarted.Stream] = [.camera, .mic, .screen]
        /// From E to the stop.
        var stopDelay: Int64 = 700
        /// Holes in streams.
        var holes: [Hole] = []
        /// A stretch without any manifest, recorded in one when it ends.
        var longManifest: (at: Int64, length: Int64)?

        struct Hole: Sendable {
            let streams: [UploadManifestRecorded.Stream]
            let at: Int64
            let length: Int64
        }
    }

    /// The questions and the answers.
    struct Answers: Sendable {
        /// From T, or from the waiting page where that is later, to the first question.
        var firstDelay: Int64
        /// When the time is due, from T.
        var due: Int64
        var loadFailure: LoadFailure?

        struct LoadFailure: Sendable {
            var question: Int = 2
            var wait: Int64
            var refreshes = true
        }
    }

    /// How the session ends.
    enum End: Sendable {
        /// The platform ends it, so long after the due time.
        case timedOut(late: Int64)
        /// The candidate does, so long before the due time.
        case confirmed(early: Int64)
        /// Staff do, so long before the due time.
        case forced(early: Int64, reason: String?, isApproved: Bool)
    }

    /// A loss of the network.
    struct Outage: Sendable {
        var at: Int64
        var length: Int64
        /// From the loss to the start of the local recording; none where `nil`.
        var localAfter: Int64? = 900
        /// From the restoration to the stop of the local recording.
        var localStopsAfter: Int64 = 2000
        /// The root that the platform names for a batch, where it is not the true one.
        var claimedRoot: Digest?
    }

    /// What happens to one stream's upload.
    enum Trouble: Sendable {
        case completes
        case failsAndRetries
        case fails
    }

    /// The upload of the main recording.
    struct Upload: Sendable {
        var troubles: [UploadCompleted.Stream: Trouble] = [:]
        var unverified: Set<UploadCompleted.Stream> = []
        var returnsHome = true

        func trouble(_ stream: UploadCompleted.Stream) -> Trouble { troubles[stream] ?? .completes }
    }

    /// The upload of the evidence video.
    struct EvidenceUpload: Sendable {
        /// When it is completed, from the deadline and in `received_at`; some minutes after its start where `nil`.
        var fromDeadline: Int64?
        /// When it is confirmed, from the deadline and in `received_at`; soon after where `nil`.
        var confirmedFromDeadline: Int64?
        var completes = true
        var confirms = true
        var fails = false
        var isVerified = true
    }

    /// The test beforehand.
    struct Mock: Sendable {
        var isDone = true
        var infoError = false
        var contactDelay: Int64?
        /// When the error was resolved, from T.
        var resolvedAt: Int64?
    }
}

extension SessionPlan {
    /// A session in which nothing goes wrong.
    init(_ sitting: SittingPlan, _ names: CandidateNames, _ random: inout SeededRandom) {
        self.sitting = sitting
        self.names = names
        let parameters = sitting.parameters
        let tolerance = min(1200, parameters.clockTolMs - 500)
        offsets = [.pc: random.within(-tolerance...tolerance), .phone: random.within(-tolerance...tolerance)]
        latency = [.pc: random.within(40...140), .phone: random.within(60...180)]
        monoBases = [
            .pc: random.within(5_000_000...30_000_000), .phone: random.within(5_000_000...480_000_000),
        ]
        login = Login(at: random.within((parameters.loginOpenMs + 240_000)...(-510_000)))
        evidence = Evidence()
        entry = Entry(jitter: random.within(5000...60_000))
        answers = Answers(firstDelay: random.within(150...700), due: sitting.duration)
        end =
            random.chance(basisPoints: 1500)
            ? .confirmed(early: random.within(20_000...90_000))
            : .timedOut(late: random.within(60...(parameters.timerTolMs - 100)))
        recording.stopDelay = random.within(400...900)
    }

    /// E: o(finish.confirmed), t() of the others.
    var finish: Int64 {
        switch end {
        case .timedOut(let late): answers.due + late
        case .confirmed(let early): answers.due - early
        case .forced(let early, _, _): answers.due - early
        }
    }
}
