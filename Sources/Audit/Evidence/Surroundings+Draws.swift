public import Exam

extension Surroundings {
    /// The sitting's `roster.frozen`.
    public var rosters: [Fact<RosterFrozen>] {
        sitting.all(.rosterFrozen).compactMap { event in
            if case .rosterFrozen(let data) = event.payload { Fact(event: event, data: data) } else { nil }
        }
    }
}
