import Exam
public import Primitives

extension LedgerStore {
    /// The openings of personal values that no `access.viewed` of the log tells of (PRIV-03); `nil` where there is no
    /// personal store, and so no record of openings.
    ///
    /// - Parameter size: the entries that count.
    public func openingsWithoutAccess(below size: UInt64 = .max) throws(LedgerError) -> [PersonalOpening]? {
        guard let folder = try PersonalFolder.existing(beside: directory, .shared) else { return nil }
        let openings = try PersonalStore(folder, forWriting: false).openings()
        var logged: Set<EventID> = []
        var missing: [PersonalOpening] = []
        for opening in openings where !logged.contains(opening.access) {
            if try isAccess(opening.access, below: size) {
                logged.insert(opening.access)
            } else {
                missing.append(opening)
            }
        }
        return missing
    }

    /// Whether an event is an `access.viewed` of the log, or lies beyond the entries that count.
    private func isAccess(_ id: EventID, below size: UInt64) throws(LedgerError) -> Bool {
        guard let index = try index(of: id) else { return false }
        if index >= size { return true }
        return try event(at: index)?.type == .accessViewed
    }
}
