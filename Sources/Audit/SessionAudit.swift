import Exam
import Ledger
import Primitives

/// The judgement of single sessions by their own streams and those of their sitting and exam, wherever they are read
/// from.
struct SessionAudit<Source: EventSource> {
    let source: Source
    let prefix: Prefix
    let run: AuditRun
    /// What the prefix says of all that the sessions' events name.
    let references: CrossReferences

    /// Judges sessions by their events.
    ///
    /// - Parameter progress: told how many more events were read.
    func judge(
        _ histories: [(session: SessionName, events: [RecordedEvent])],
        progress: (UInt64) throws(LedgerError) -> Void = { (_) throws(LedgerError) in }
    ) throws(LedgerError) -> AuditResult {
        var sittings: [SittingName: Surroundings] = [:]
        for name in Set(histories.map({ SittingName($0.session) })) {
            let surroundings = try Surroundings(of: name, in: source, asOf: prefix, references)
            let context = surroundings.context
            try progress(
                UInt64(context.examEvents.count + context.sittingEvents.count + context.trustEvents.count))
            sittings[name] = surroundings
        }
        var findings: [Finding] = []
        for (session, events) in histories {
            guard let sitting = sittings[SittingName(session)] else { continue }
            let history = try source.history(of: session.candidate, events: events, in: sitting.context)
            let named = SessionReferences(namedBy: events, in: references)
            findings += run.judge(history, in: sitting, references: named).findings
        }
        return run.result(findings, sittings: Array(sittings.values))
    }
}

/// A sitting of an exam.
struct SittingName: Hashable {
    let exam: String
    let sitting: String

    init(exam: String, sitting: String) {
        self.exam = exam
        self.sitting = sitting
    }

    init(_ session: SessionName) { self.init(exam: session.exam, sitting: session.sitting) }
}

extension Surroundings {
    /// The surroundings of a sitting, as of a prefix.
    init(
        of name: SittingName, in source: some EventSource, asOf prefix: Prefix, _ references: CrossReferences
    ) throws(LedgerError) {
        self.init(
            try source.context(
                exam: name.exam, sitting: name.sitting, asOf: prefix,
                firstLogin: .some(references.firstLogin(of: name.exam))))
    }
}
