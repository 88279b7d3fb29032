public import Exam
import Primitives

extension DrawReferences {
    /// The rosters that a draw may have been committed to: those that were given a lot, and those that were registered.
    ///
    /// - Parameter rosters: the sitting's `roster.frozen`.
    public func rosters(of record: DrawRecord, rosters: [Fact<RosterFrozen>]) -> [Draw.Roster] {
        guard let key = record.key else { return [] }
        let frozen = rosters.filter {
            $0.data.scopeID.isSame(as: key.data.scopeID) && $0.event.index < key.event.index
        }
        let own = frozen.last { $0.data.rosterRoot == key.data.rosterRoot } ?? frozen.last
        return [Draw.Roster(assignments(of: record.id).map(\.candidate))]
            + registered(
                exam: record.exam, sitting: record.sitting, scope: key.data.scopeID,
                after: frozen.last { $0.event.index < own?.event.index ?? 0 }?.event.index,
                before: own?.event.index ?? key.event.index)
    }

    /// Who may have been meant when a scope's roster was frozen: those who came after the one before it (a supplement),
    /// and all.
    public func registered(
        exam: String, sitting: String, scope: String, after previous: UInt64?, before index: UInt64
    ) -> [Draw.Roster] {
        let supplement = previous.map {
            [Draw.Roster(registered(exam: exam, sitting: sitting, scope: scope, since: $0, before: index))]
        }
        return (supplement ?? [])
            + [Draw.Roster(registered(exam: exam, sitting: sitting, scope: scope, before: index))]
    }
}
