public import Exam
public import Primitives

/// One thing that stands against a release: where, why, and what it rests on.
public struct Blocker: Hashable, Sendable {
    /// What asks for it.
    public enum Demand: Hashable, Sendable {
        /// A rule, by its id.
        case rule(String)
        /// That the ledger was read again and is whole.
        case verification
        /// That the newest checkpoint covers the position and enough witnesses have signed it.
        case witnesses
        /// That every draw of the sittings was checked to its end.
        case draw
        /// That the score file is the one that was proposed.
        case scores
        /// That there is somebody to release.
        case cohort

        /// The name for programs: a rule's id, or a word.
        public var name: String {
            switch self {
            case .rule(let id): id
            case .verification: "verification"
            case .witnesses: "witnesses"
            case .draw: "draw"
            case .scores: "scores"
            case .cohort: "cohort"
            }
        }
    }

    /// The stream that it is about: a candidate's, a sitting's, the exam's or the ledger's.
    public let place: StreamName
    /// What asks for it.
    public let demand: Demand
    /// What stands against the release, in a sentence.
    public let message: Phrase
    /// The events that it rests on.
    public let events: [Citation]

    /// Something that stands against a release.
    public init(_ place: StreamName, _ demand: Demand, _ message: Phrase, _ events: [Citation] = []) {
        self.place = place
        self.demand = demand
        self.message = message
        self.events = events
    }

    /// The candidate, where it is a candidate's own.
    public var candidate: String? {
        if case .candidate(_, _, let candidate) = place { candidate } else { nil }
    }

    /// The line that `release.refused` records: the demand and the place.
    public var line: String { "\(demand.name) \(place.text)" }

    /// The blocker as `release check` gives it.
    public var json: JSONValue {
        .members([
            "stream": .string(place.text),
            "candidate": candidate.map { .string($0) },
            "demand": .string(demand.name),
            "events": .array(events.map(\.json)),
            "message": .phrase(message),
        ])
    }

    /// The same, citing only what is recorded: a gate supposes what is not.
    func citing(below size: UInt64) -> Blocker {
        Blocker(place, demand, message, events.filter { $0.index < size })
    }

    /// By place, then by demand: candidates, exam, ledger, sittings in the byte order of their names.
    static func precedes(_ left: Blocker, _ right: Blocker) -> Bool {
        left.place == right.place
            ? left.demand.name.utf8.lexicographicallyPrecedes(right.demand.name.utf8)
            : left.place.text.utf8.lexicographicallyPrecedes(right.place.text.utf8)
    }
}
