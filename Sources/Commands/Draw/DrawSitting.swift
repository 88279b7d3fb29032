import Audit
import Exam
import Ledger
import Primitives

/// A sitting with its draws, and what its candidates' streams say of them.
struct DrawSitting {
    let exam: String
    let sitting: String
    let surroundings: Surroundings
    let references: DrawReferences
    /// The candidates' events about lots and entry, in the order of the log.
    let events: [RecordedEvent]

    init(_ context: SittingContext, candidates: [RecordedEvent]) {
        exam = context.exam
        sitting = context.sitting
        surroundings = Surroundings(context)
        events = candidates.filter(DrawSitting.isOfInterest).sorted { $0.index < $1.index }
        var references = DrawReferences()
        for event in events { references.take(event) }
        self.references = references
    }

    var draws: [DrawRecord] { surroundings.draws }

    /// The draws that two officers did not void.
    var standing: [DrawRecord] { draws.filter { $0.key != nil && !$0.isVoided(surroundings.approvals) } }

    /// T + login_open_ms and T + login_close_ms, where schedule and policy are recorded.
    var login: (opens: Instant, closes: Instant)? {
        guard let start = surroundings.context.start, let parameters = surroundings.context.parameters else {
            return nil
        }
        return (start + parameters.loginOpenMs, start + parameters.loginCloseMs)
    }

    /// The events that gave lots of a draw.
    func lots(of draw: Digest) -> [RecordedEvent] { events.filter { Draw.Assignment($0)?.draw == draw } }

    /// The events of a candidate.
    func events(of candidate: String) -> [RecordedEvent] {
        events.filter { $0.statement.candidate?.isSame(as: candidate) ?? false }
    }

    /// A draw checked step by step.
    func verification(of draw: DrawRecord) -> DrawVerification {
        DrawVerification(draw, in: surroundings, references: references, lots: lots(of: draw.id))
    }

    static func isOfInterest(_ event: RecordedEvent) -> Bool {
        switch event.type {
        case .candidateRegistered, .candidateWithdrawn, .drawRequested, .drawAssigned, .drawAutoAssigned,
            .drawRequestRefused, .entryRequested:
            true
        default: false
        }
    }
}

extension LedgerStore {
    /// A sitting with its draws.
    func drawSitting(
        exam: String, sitting: String, asOf prefix: Prefix
    ) throws(LedgerError) -> DrawSitting {
        let context = try context(exam: exam, sitting: sitting, asOf: prefix)
        var events: [RecordedEvent] = []
        for session in try sessions(asOf: prefix)
        where session.exam.isSame(as: exam) && session.sitting.isSame(as: sitting) {
            events += try self.events(of: session.stream, below: prefix.size)
        }
        return DrawSitting(context, candidates: events)
    }

    /// All sittings with their draws.
    func drawSittings() throws(LedgerError) -> [DrawSitting] {
        let prefix = try prefix()
        var names: [(exam: String, sitting: String)] = []
        try forEachSitting { (exam, sitting) throws(LedgerError) in names.append((exam, sitting)) }
        return try names.map { (name) throws(LedgerError) in
            try drawSitting(exam: name.exam, sitting: name.sitting, asOf: prefix)
        }
    }
}
