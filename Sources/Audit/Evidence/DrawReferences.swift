public import Exam
public import Primitives

/// What candidates' streams say of draws, for rules that look at a whole sitting: its size follows the candidates.
public struct DrawReferences: Sendable {
    /// A candidate of a sitting, as far as draws go.
    private struct Member: Sendable {
        let candidate: String
        var room: String?
        var registered: UInt64?
        var withdrawn: UInt64?
        /// The first request or lot.
        var firstUse: EventMark?
    }

    private var assignments: [Digest: [Draw.Assignment]] = [:]
    private var sittings: [StreamName: [TextKey: Member]] = [:]

    /// The types that say something of draws.
    static let types: Set<EventType> = [
        .candidateRegistered, .candidateWithdrawn, .drawRequested, .drawAssigned, .drawAutoAssigned,
    ]

    /// Nothing taken yet.
    public init() {}

    /// Takes the next entry of the log, or of a stream that no other references have taken from.
    public mutating func take(_ event: RecordedEvent) {
        switch event.payload {
        case .candidateRegistered(let data):
            change(event) { member in
                member.room = data.roomID
                member.registered = member.registered ?? event.index
            }
        case .candidateWithdrawn: change(event) { $0.withdrawn = $0.withdrawn ?? event.index }
        case .drawRequested: use(event)
        case .drawAssigned, .drawAutoAssigned:
            if let assignment = Draw.Assignment(event) {
                assignments[assignment.draw, default: []].append(assignment)
            }
            use(event)
        default: break
        }
    }

    /// Takes over what others have taken of other streams: a candidate stands in one of them.
    mutating func merge(_ other: DrawReferences) {
        for (draw, lots) in other.assignments { assignments[draw, default: []] += lots }
        for (sitting, members) in other.sittings {
            sittings[sitting, default: [:]].merge(members) { member, _ in member }
        }
    }

    /// The lots of a draw, in the order of the log.
    public func assignments(of draw: Digest) -> [Draw.Assignment] {
        (assignments[draw] ?? []).sorted { $0.mark.index < $1.mark.index }
    }

    /// The first request for a lot, or lot, of a scope: the sitting itself or one of its rooms.
    public func firstUse(exam: String, sitting: String, scope: String) -> EventMark? {
        members(exam, sitting, scope).compactMap(\.firstUse).min { $0.index < $1.index }
    }

    /// Who was registered for a scope before a position in the log and, for a supplement, not before another one;
    /// without those who had withdrawn by then.
    public func registered(
        exam: String, sitting: String, scope: String, since first: UInt64 = 0, before last: UInt64
    ) -> [String] {
        members(exam, sitting, scope).compactMap { member in
            guard let index = member.registered, (first..<max(first, last)).contains(index) else { return nil }
            return member.withdrawn.map { $0 < last } ?? false ? nil : member.candidate
        }
    }

    private func members(_ exam: String, _ sitting: String, _ scope: String) -> [Member] {
        let all = sittings[.sitting(exam: exam, sitting: sitting)].map { Array($0.values) } ?? []
        return scope.isSame(as: sitting) ? all : all.filter { $0.room?.isSame(as: scope) ?? false }
    }

    private mutating func use(_ event: RecordedEvent) {
        change(event) { $0.firstUse = $0.firstUse ?? EventMark(event) }
    }

    private mutating func change(_ event: RecordedEvent, _ body: (inout Member) -> Void) {
        guard case .candidate(let exam, let sitting, let candidate) = event.statement.stream else { return }
        body(
            &sittings[.sitting(exam: exam, sitting: sitting), default: [:]][
                TextKey(candidate), default: Member(candidate: candidate)])
    }
}
