public import Exam
import Primitives

/// What the rules of release need to know of one candidate, and no more: an exam has many.
public struct CandidateStanding: Sendable {
    /// The candidate's stream.
    public let stream: StreamName
    let candidate: String
    let sitting: String
    let exam: String
    /// Whether E exists.
    let isFinished: Bool
    /// The last `environment.review.decided`.
    let environment: Citation?
    /// Whether that one says pass.
    let isEnvironmentPassed: Bool
    /// The disputes, each from its filing to its end where it has one.
    let disputes: [(filed: Citation, endedAt: UInt64?)]
    /// Every `release.withheld`, with the proposal that it speaks of; `nil` for any.
    let withholdings: [(event: Citation, proposal: EventID?)]
    /// Every event about findings, disputes and decisions.
    let changes: [Citation]
    /// The scores under the candidate's lots.
    let scores: [Citation]
    /// Who issued a decision or resolved a finding.
    let deciders: [(actor: String, event: Citation)]
    /// What stands against the candidate's release.
    let failures: [OpenFailure]

    /// Whether the review of the room stands against a release (REL-04).
    var lacksEnvironmentReview: Bool { isFinished && !isEnvironmentPassed }

    /// The `dispute.filed` of the disputes that are open at a position in the log (REL-05).
    func openDisputes(before index: UInt64) -> [Citation] {
        disputes.filter { $0.filed.index < index && $0.endedAt.map { $0 >= index } ?? true }.map(\.filed)
    }

    /// Whether a proposal, or any, was told to leave the candidate out, at a position in the log.
    func isWithheld(from proposal: EventID, before index: UInt64) -> Bool {
        withholdings.contains { withholding in
            withholding.event.index < index && withholding.proposal.map { $0 == proposal } ?? true
        }
    }

    static let changeTypes: [EventType] = [
        .findingRaised, .findingWaived, .findingResolved, .decisionIssued, .decisionServed, .disputeFiled,
        .disputeAcknowledged, .disputeAssigned, .disputeEvidenceAttached, .disputeDecided, .disputeWithdrawn,
    ]

    /// The standing of a session of which the rules have found this.
    init(_ session: SessionView, _ findings: [Finding]) {
        let events = session.events
        stream = session.history.stream
        candidate = session.history.candidate
        sitting = session.history.context.sitting
        exam = session.history.context.exam
        isFinished = session.end != nil
        let review = events.facts(.environmentReviewDecided).last
        environment = review.map { Citation($0.event) }
        isEnvironmentPassed = review?.data.result == .pass
        disputes = Disputes(events).all.map { (Citation($0.filed), $0.ended?.index) }
        withholdings = events.facts(.releaseWithheld).map { (Citation($0.event), $0.data.proposal) }
        changes = CandidateStanding.changeTypes.flatMap { events.all($0) }.map(Citation.init)
        let room = events.facts(.candidateRegistered).last?.data.roomID
        scores = session.surroundings.scores.of(events, sitting: sitting, room: room).map(Citation.init)
        deciders = events.all(.decisionIssued, .findingResolved).map { ($0.statement.actor.id, Citation($0)) }
        failures = OpenFailure.all(findings, in: events, isApproved: session.isApproved)
    }
}
