import Exam
import Primitives

/// Which exams are sealed, by what their own streams say.
///
/// An exam's stream is read when it is first asked for and kept up from then on, so that the answer follows from the
/// log alone, also after it was opened again. Whoever walks the log from its beginning has nothing to read.
struct SealedExams: Sendable {
    private var exams: [String: ExamState] = [:]
    private let isFromStart: Bool

    /// Nothing taken yet.
    ///
    /// - Parameter isFromStart: whether every entry of the log will be noted.
    init(isFromStart: Bool) {
        self.isFromStart = isFromStart
    }

    /// Takes note of the next entry of the log.
    mutating func note(_ event: RecordedEvent) {
        guard case .exam(let exam) = event.statement.stream else { return }
        if isFromStart { exams[exam] = exams[exam] ?? ExamState(exam: exam) }
        exams[exam]?.apply(event)
    }

    /// Whether a statement is kept out by an approved seal of its exam.
    ///
    /// - Parameter events: the entries of the exam's stream before this one.
    mutating func keepOut(
        _ statement: Statement, events: (StreamName) throws(LedgerError) -> [RecordedEvent]
    ) throws(LedgerError) -> Bool {
        guard let exam = statement.stream.ids.exam, !statement.type.isTakenAfterSeal else { return false }
        return try isSealed(exam, events: events)
    }

    /// Whether two officers have sealed an exam.
    mutating func isSealed(
        _ exam: String, events: (StreamName) throws(LedgerError) -> [RecordedEvent]
    ) throws(LedgerError) -> Bool {
        if let known = exams[exam] { return known.isSealed }
        if isFromStart { return false }
        var state = ExamState(exam: exam)
        for event in try events(.exam(exam)) { state.apply(event) }
        exams[exam] = state
        return state.isSealed
    }
}

extension EventType {
    /// Whether a sealed exam still takes events of this type: disputes, decisions with their hearing, the adjudication
    /// of findings, a further seal, the release, erasure and access, and the second officer's word on any of them.
    ///
    /// A device's key can be revoked at any time: a seal must not keep a stolen key in force.
    var isTakenAfterSeal: Bool {
        switch self {
        case .disputeFiled, .disputeAcknowledged, .disputeAssigned, .disputeEvidenceAttached, .disputeDecided,
            .disputeWithdrawn,
            .penaltyNoticeServed, .statementReceived, .evidenceReexamined, .decisionIssued, .decisionServed,
            .reviewRequested,
            .auditRunRecorded, .findingRaised, .findingWaived, .findingResolved, .approvalRecorded,
            .ledgerSealed, .provisionalNoticePublished, .releaseProposed, .releaseApproved, .releaseRefused,
            .releaseWithheld, .scoreReleased,
            .erasureRequested, .erasureRefused, .erasureKeyDestroyed, .accessViewed, .exportIssued,
            .deviceKeyRevoked:
            true
        default: false
        }
    }
}
