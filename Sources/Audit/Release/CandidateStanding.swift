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
    /// The `dispute.filed` of disputes that are open.
    let openDisputes: [Citation]
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
        openDisputes = Disputes(events).open.map(Citation.init)
        withholdings = events.facts(.releaseWithheld).map { (Citation($0.event), $0.data.proposal) }
        changes = CandidateStanding.changeTypes.flatMap { events.all($0) }.map(Citation.init)
        let room = events.facts(.candidateRegistered).last?.data.roomID
        scores = session.surroundings.scores.of(events, sitting: sitting, room: room).map(Citation.init)
        deciders = events.all(.decisionIssued, .findingResolved).map { ($0.statement.actor.id, Citation($0)) }
        failures = OpenFailure.all(findings, in: events, isApproved: session.isApproved)
    }
}
