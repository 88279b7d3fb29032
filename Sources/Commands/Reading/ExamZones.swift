import Exam
import Ledger
import Primitives
import Terminal

/// The zones of a ledger's exams, in which their times are printed.
struct ExamZones {
    private var zones: [String: ZoneRules] = [:]
    /// The zone of what belongs to no exam: that of the ledger's only exam, else UTC.
    let common: ZoneRules

    /// The zones that the exams themselves name; UTC where an exam names none, or none that this system has.
    init(_ store: LedgerStore) throws(LedgerError) {
        for exam in try store.exams() {
            let name: String? = try store.events(of: .exam(exam)).reversed().lazy.compactMap { event in
                if case .examDefined(let data) = event.payload { data.tz } else { nil }
            }.first
            zones[exam] = ZoneRules.ofExam(name)
        }
        common = zones.count == 1 ? zones.values.first ?? .utc : .utc
    }

    /// The zone of an event.
    func zone(of event: RecordedEvent) -> ZoneRules {
        event.statement.exam.map(zone(ofExam:)) ?? common
    }

    /// The zone of an exam.
    func zone(ofExam exam: String) -> ZoneRules { zones[exam] ?? common }
}

extension ZoneRules {
    /// The zone that an exam names; UTC where it names none, or none that this system has: a time in UTC says so.
    static func ofExam(_ name: String?) -> ZoneRules {
        guard let name else { return .utc }
        do throws(LedgerError) { return try .named(name) } catch { return .utc }
    }
}
