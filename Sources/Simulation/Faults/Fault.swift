import Exam
import Primitives

/// One thing that goes wrong for a candidate, or comes as near to it as it may: its name, what an audit must find,
/// and how it bends the candidate's sitting.
struct Fault: Sendable {
    /// The part of a sitting that a fault needs for itself; two faults meet only where their parts are others.
    enum Part: Hashable, Sendable, CaseIterable {
        case whole, preparation, mock, login, sessions, reading, binding, evidence, lot, pledge, entry, display
        case recording, focus, conduct, devices, info, waiting, questions, answers, end, network, help, upload
        case evidenceUpload, support, clients, clocks, counters, review, cases, privacy
    }

    /// When a candidate is taken off the roster.
    enum Withdrawal: Sendable {
        case beforeTheRoster, afterTheRoster
    }

    let name: String
    /// What an audit must find.
    let expects: @Sendable (Parameters) -> [Expectation]
    /// The parts it needs.
    let parts: Set<Part>
    /// How often it is met in practice, in ten thousand.
    var rate: Int64 = 0
    /// Where the session stands in the end, if not where a session without faults does.
    var state: MainState?
    var withdrawal: Withdrawal?
    /// Whether a dispute is never closed.
    var leavesDispute = false
    /// Bends what is planned.
    var shape: @Sendable (inout SessionPlan) -> Void = { _ in }
    /// Bends what is written.
    var edit: @Sendable (inout Session) -> Void = { _ in }
    /// Bends what is set up: registration, keys, mock.
    var setUp: @Sendable (inout Script, SetUpTurn) throws(LedgerError) -> Void = { _, _ in }
    /// What follows after the day.
    var aftermath: (@Sendable (inout Aftermath) -> Void)?

    init(
        _ name: String, _ parts: Set<Part>, _ expects: Expectation..., rate: Int64 = 0, state: MainState? = nil,
        shape: @escaping @Sendable (inout SessionPlan) -> Void = { _ in },
        edit: @escaping @Sendable (inout Session) -> Void = { _ in }
    ) {
        self.name = name
        self.parts = parts
        self.expects = { _ in expects }
        self.rate = rate
        self.state = state
        self.shape = shape
        self.edit = edit
    }

    init(
        _ name: String, _ parts: Set<Part>, expecting: @escaping @Sendable (Parameters) -> [Expectation],
        shape: @escaping @Sendable (inout SessionPlan) -> Void = { _ in },
        edit: @escaping @Sendable (inout Session) -> Void = { _ in }
    ) {
        self.name = name
        self.parts = parts
        expects = expecting
        self.shape = shape
        self.edit = edit
    }

    /// Whether both may befall one candidate, so that what an audit must find is what it must find of each.
    func goes(with other: Fault) -> Bool {
        !parts.contains(.whole) && !other.parts.contains(.whole) && parts.isDisjoint(with: other.parts)
    }
}

/// Whose set-up a fault bends: the candidate and the one that sits with them.
struct SetUpTurn: Sendable {
    let names: CandidateNames
    let mint: KeyMint
    /// When the candidate's keys are bound, from the first sitting, and how far apart.
    let binding: Int64
    let step: Int64
}
