import Primitives

/// When what happens: days before the first sitting, the sittings, days after the last one.
///
/// Everything comes in phases, each with its own stretch of time, so that a day of any size can be written phase by
/// phase from what the seed says, without being kept.
enum Phase: Int, CaseIterable, Sendable {
    // Before
    case staffKeys, exams, schedules, registrations, earlyWithdrawals, rosters, lateWithdrawals, bindings, mocks
    case papers, commitments, contributions, revelations, openings
    // After
    case reviews, scores, records, notices, disputes, statements, examinations, decisions, services, erasures
    case resolutions, settlements, seals, proposals, approvals, afterthoughts, releases

    /// Where it begins, in hours: before the first sitting, or after the day of the last.
    var hour: Int64 {
        switch self {
        case .staffKeys: -264
        case .exams: -240
        case .schedules: -168
        case .registrations: -120
        case .earlyWithdrawals: -84
        case .rosters: -72
        case .lateWithdrawals: -66
        case .bindings: -48
        case .mocks: -36
        case .papers: -24
        case .commitments: -20
        case .contributions: -18
        case .revelations: -5
        case .openings: -3
        case .reviews: 24
        case .scores: 48
        case .records: 60
        case .notices: 72
        case .disputes: 84
        case .statements: 96
        case .examinations: 108
        case .decisions: 120
        case .services: 132
        case .erasures: 138
        case .resolutions: 144
        case .settlements: 150
        case .seals: 168
        case .proposals: 326
        case .approvals: 329
        case .afterthoughts: 332
        case .releases: 336
        }
    }

    /// How long it may take at most, in milliseconds.
    static let longest: Int64 = 2 * 3_600_000 - 60_000

    /// Whether it lies after the sittings.
    var isAfter: Bool { rawValue >= Phase.reviews.rawValue }
}

/// The time of each phase, and of each one's turn in it.
struct Timetable: Sendable {
    /// T of the first sitting.
    let first: Instant
    /// T of the last sitting.
    let last: Instant

    /// The beginning of a phase.
    func start(of phase: Phase) -> Instant {
        (phase.isAfter ? last : first) + phase.hour * 3_600_000
    }

    /// The moments of a phase.
    func stretch(of phase: Phase) -> ClosedRange<Instant> {
        start(of: phase)...(start(of: phase) + Phase.longest + 30_000)
    }

    /// When somebody's turn in a phase is, of so many that have one, and how long the turn may take.
    func turn(_ number: Int, of count: Int, in phase: Phase) -> (start: Instant, length: Int64) {
        let length = min(60_000, Phase.longest / Int64(max(1, count)))
        return (start(of: phase) + Int64(number) * length, length)
    }
}
