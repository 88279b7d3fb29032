import Exam
import Ledger
import Primitives

/// The streams of a prefix that are no candidate's, read once for all sessions.
struct WiderStreams {
    /// How many entries they have.
    private(set) var count: UInt64 = 0
    /// What they say of keys, phones and accounts.
    private(set) var references = CrossReferences()
    /// The sittings that have a stream of their own.
    private(set) var sittings: Set<SittingName> = []
    /// The exams that have one.
    private(set) var exams: Set<String> = []
    private var events: [StreamName: [RecordedEvent]] = [:]

    /// Reads the streams of a log's first entries.
    init(_ store: LedgerStore, below size: UInt64) throws(LedgerError) {
        for stream in try store.streams() {
            if case .candidate = stream.name { continue }
            let events = try store.events(of: stream.name, below: size)
            guard !events.isEmpty else { continue }
            count += UInt64(events.count)
            references.merge(CrossReferences(events))
            self.events[stream.name] = events
            switch stream.name {
            case .exam(let exam): exams.insert(exam)
            case .sitting(let exam, let sitting): sittings.insert(SittingName(exam: exam, sitting: sitting))
            case .candidate, .trust, .ledger: break
            }
        }
    }

    /// Whether the position of the exam's first login decides which policy or schedule is in force.
    func needsFirstLogin(_ name: SittingName) -> Bool {
        events(ofExam: name.exam).count(where: { $0.type == .examPolicySet }) > 1
            || sitting(name).count(where: { $0.type == .sittingScheduled }) > 1
    }

    /// What surrounds the sessions of a sitting.
    func context(of name: SittingName, firstLogin: UInt64?, now: Instant) -> SittingContext {
        SittingContext(
            exam: name.exam, sitting: name.sitting, examEvents: events(ofExam: name.exam), sittingEvents: sitting(name),
            trustEvents: events[.trust] ?? [], firstLogin: firstLogin, now: now)
    }

    /// The stream of an exam.
    func events(ofExam exam: String) -> [RecordedEvent] { events[.exam(exam)] ?? [] }

    private func sitting(_ name: SittingName) -> [RecordedEvent] {
        events[.sitting(exam: name.exam, sitting: name.sitting)] ?? []
    }
}
