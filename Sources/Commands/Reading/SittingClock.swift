import Exam
import Ledger
import Primitives
import Terminal

/// What a time on the command line counts from: the zone, the day, T and E.
struct SittingClock {
    private let zone: ZoneRules
    private let start: Instant?
    private let end: Instant?
    private let day: Instant

    /// The clock of a candidate's session.
    init(_ history: SessionHistory) {
        let times = SessionTimes(history, clock: DeviceClock(history.events))
        self.init(history.context, end: times.end)
    }

    /// The clock of a sitting.
    init(_ context: SittingContext, end: Instant? = nil) {
        self.init(
            zone: .ofExam(context.timeZone), start: context.start, end: end, day: context.start ?? context.now)
    }

    /// The clock of a whole ledger: that of its only sitting, else one that knows no T.
    init(_ store: LedgerStore, asOf prefix: Prefix) throws(LedgerError) {
        var sittings: [(exam: String, sitting: String)] = []
        try store.forEachSitting { (exam, sitting) throws(LedgerError) in sittings.append((exam, sitting)) }
        if sittings.count == 1 {
            self.init(try store.context(exam: sittings[0].exam, sitting: sittings[0].sitting, asOf: prefix))
        } else {
            self.init(zone: try ExamZones(store).common, start: nil, end: nil, day: prefix.now)
        }
    }

    private init(zone: ZoneRules, start: Instant?, end: Instant?, day: Instant) {
        self.zone = zone
        self.start = start
        self.end = end
        self.day = day
    }

    /// The moment that a text means.
    func instant(_ text: String) throws(LedgerError) -> Instant {
        try TimeExpression(text).resolve(zone: zone, day: day, start: start, end: end)
    }
}
