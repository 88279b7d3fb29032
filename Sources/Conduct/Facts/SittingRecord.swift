public import Exam
import Primitives

/// What the platform's answers depend on in a sitting: its state, its draws, and what its clock has brought so far.
///
/// Folded from the exam's and the sitting's stream; the order between the two does not matter.
public struct SittingRecord: Sendable {
    /// The sitting's state.
    public private(set) var state: SittingState
    /// The exam.
    public var exam: String { state.examState.exam }
    /// The moments of every `login.window.opened`.
    private(set) var loginOpenings: Set<Int64> = []
    /// The moments of every `login.window.closed`.
    private(set) var loginClosings: Set<Int64> = []
    /// The moments of every `exam.started`.
    private(set) var starts: Set<Int64> = []
    /// The moments of every `countdown.ended`.
    private(set) var countdownEnds: Set<Int64> = []
    /// The first `countdown.started`.
    private(set) var countdown: EventMark?
    /// The scopes whose roster is frozen, with the first event that says so.
    private(set) var rosters = Register<EventMark>()
    private var policyCount = 0
    private var scheduleCount = 0
    /// The last policy or schedule.
    private(set) var lastPolicy: UInt64 = 0
    private var draws: [DrawState] = []
    private var voids: [RecordedEvent] = []
    private var approvals: [RecordedEvent] = []

    /// A sitting before its first event.
    public init(exam: String, sitting: String) {
        state = SittingState(exam: exam, sitting: sitting)
    }

    /// Whether it depends on the first login of the exam which policy and which schedule count.
    var needsFirstLogin: Bool { policyCount > 1 || scheduleCount > 1 }

    /// Takes note of a login of the exam, in any sitting.
    public mutating func noteLogin(at index: UInt64) {
        state.firstLogin = min(state.firstLogin ?? index, index)
    }

    /// The stream's name.
    var stream: StreamName { .sitting(exam: exam, sitting: state.sitting) }

    /// Takes the next event of the exam's or of the sitting's stream; of other streams, nothing.
    public mutating func note(_ event: RecordedEvent) {
        switch event.statement.stream {
        case .exam(exam), stream: break
        default: return
        }
        state.apply(event)
        let mark = EventMark(event)
        switch event.payload {
        case .examPolicySet:
            policyCount += 1
            lastPolicy = max(lastPolicy, event.index)
        case .sittingScheduled:
            scheduleCount += 1
            lastPolicy = max(lastPolicy, event.index)
        case .loginWindowOpened(let data): loginOpenings.insert(data.atMs)
        case .loginWindowClosed(let data): loginClosings.insert(data.atMs)
        case .examStarted(let data): starts.insert(data.atMs)
        case .countdownEnded(let data): countdownEnds.insert(data.atMs)
        case .countdownStarted: countdown = countdown ?? mark
        case .rosterFrozen(let data): rosters[data.scopeID] = rosters[data.scopeID] ?? mark
        case .approvalRecorded: approvals.append(event)
        case .drawVoided: voids.append(event)
        default: noteDraw(event.payload, mark)
        }
    }

    private mutating func noteDraw(_ payload: Payload, _ mark: EventMark) {
        switch payload {
        case .drawKeyCommitted(let data):
            guard !draws.contains(where: { $0.id == data.drawID }) else { return }
            draws.append(
                DrawState(
                    id: data.drawID, scope: data.scopeID, offset: data.offset, committed: mark,
                    hasRoster: rosters[data.scopeID] != nil))
        case .drawOpened(let data):
            guard let place = draws.firstIndex(where: { $0.id == data.drawID }) else { return }
            if let first = draws[place].opening {
                if first.root != data.assignmentRoot { draws[place].contradiction = mark }
            } else {
                draws[place].opening = DrawState.Opening(root: data.assignmentRoot, mark: mark)
            }
        case .drawClosed(let data):
            guard let place = draws.firstIndex(where: { $0.id == data.drawID }) else { return }
            draws[place].closed = draws[place].closed ?? mark
        default: break
        }
    }

    /// The draws that count for a room: of its scope or the sitting's, not void, and of each scope and offset the first.
    ///
    /// A second run without an approved voiding of the first is no draw but a finding (DRAW-07).
    func draws(for room: String?) -> [DrawState] {
        let approvals = Approvals(approvals)
        let void = Set(
            voids.filter { approvals.approval(of: $0) != nil }.compactMap { event in
                if case .drawVoided(let data) = event.payload { data.drawID } else { nil }
            })
        let scopes = [state.sitting, room].compactMap(\.self)
        var standing: [DrawState] = []
        for draw in draws where !void.contains(draw.id) && scopes.contains(where: draw.scope.isSame) {
            if !standing.contains(where: { $0.scope.isSame(as: draw.scope) && $0.offset == draw.offset }) {
                standing.append(draw)
            }
        }
        return standing
    }
}
