import Exam
import Primitives

/// How a case of misconduct is pursued.
struct MisconductCase: Sendable {
    enum Signature: Sendable {
        case signed
        case refused(witnesses: [String])
        case missing
    }

    var recorder = Staff.invigilator
    var hasEvidence = true
    var signature = Signature.signed
    var isCountersigned = true
    var hasNotice = true
    var hasStatement = true
    /// How long before the end of the time for a statement the decision comes, where that is what counts.
    var servedBeforeWindow: Int64?
    var isReexamined = true
    var outcome = DecisionIssued.Outcome.warn
    var isServed = true
}

extension Aftermath {
    /// Record, notice, statement, re-examination, decision, service: in this order, by different people.
    mutating func pursue(_ change: (inout MisconductCase) -> Void = { _ in }) {
        var pursued = MisconductCase()
        change(&pursued)
        recordMisconduct(pursued)
        decide(pursued)
    }

    private var recordID: String { "rec-\(names.digits)" }
    private var caseID: String { "case-\(names.digits)" }

    private mutating func recordMisconduct(_ pursued: MisconductCase) {
        let start = time(.records)
        let evidence = session?.script.last(.mainRecordingStarted)?.id
        let recorded = script.say(
            .staff(pursued.recorder), at: start,
            .misconductRecorded(
                MisconductRecorded(
                    recordID: recordID, ruleID: "31-6",
                    evidenceRefs: pursued.hasEvidence ? [evidence].compactMap(\.self) : [])),
            personal: ["facts"])
        script.say(
            .staff(pursued.recorder), at: start + step(1),
            .misconductNotified(MisconductNotified(recordID: recordID)), cause: recorded)
        switch pursued.signature {
        case .missing: break
        case .signed:
            script.say(
                .candidate(.pc), at: start + step(2), .misconductSigned(MisconductSigned(recordID: recordID)),
                cause: recorded)
        case .refused(let witnesses):
            script.say(
                .staff(.otherInvigilator), at: start + step(2),
                .misconductSignatureRefused(MisconductSignatureRefused(recordID: recordID, witnesses: witnesses)),
                cause: recorded)
        }
        guard pursued.isCountersigned else { return }
        script.say(
            .staff(.countersigner), at: start + step(3),
            .misconductCountersigned(MisconductCountersigned(recordID: recordID)), cause: recorded)
    }

    private mutating func decide(_ pursued: MisconductCase) {
        let adjudicator = Speaker.staff(.adjudicator)
        let decided = time(.decisions)
        if pursued.hasNotice {
            // What counts is when the ledger receives the decision.
            let received = decided + script.delay(of: adjudicator)
            let served =
                pursued.servedBeforeWindow.map { received - parameters.statementWindowMs - $0 } ?? time(.notices)
            script.say(
                adjudicator, at: time(.notices),
                .penaltyNoticeServed(
                    PenaltyNoticeServed(
                        caseID: caseID, basis: "31-6", servedAt: script.absolute(served), channel: .app,
                        recordID: recordID)),
                personal: ["text"])
        }
        if pursued.hasStatement {
            script.say(
                .candidate(.pc), at: time(.statements), .statementReceived(StatementReceived(caseID: caseID)),
                personal: ["text"])
        }
        if pursued.isReexamined {
            script.say(
                .staff(.marker), at: time(.examinations),
                .evidenceReexamined(EvidenceReexamined(caseID: caseID, refs: [], result: .upheld)))
        }
        let issued = script.say(
            adjudicator, at: decided,
            .decisionIssued(
                DecisionIssued(
                    caseID: caseID, outcome: pursued.outcome, basis: "31-6", ruleIDs: person.toAdjudicate)),
            personal: ["text"])
        guard pursued.isServed else { return }
        script.say(
            adjudicator, at: time(.services),
            .decisionServed(
                DecisionServed(caseID: caseID, servedAt: script.absolute(time(.services)), channel: .app)),
            cause: issued)
    }

    /// How a dispute ends.
    enum DisputeEnd {
        case decided(by: Staff)
        case withdrawn
        case open
    }

    /// A dispute: filed, acknowledged, assigned, decided.
    mutating func dispute(_ end: DisputeEnd = .decided(by: .adjudicator)) {
        let id = "d-\(names.digits)"
        let start = time(.disputes)
        let filed = script.say(
            .candidate(.pc), at: start, .disputeFiled(DisputeFiled(disputeID: id, kind: "D-13")), personal: ["claim"])
        script.say(
            .staff(.countersigner), at: start + step(1),
            .disputeAcknowledged(DisputeAcknowledged(disputeID: id)), cause: filed)
        switch end {
        case .open: break
        case .withdrawn:
            script.say(
                .candidate(.pc), at: time(.statements) + step(2),
                .disputeWithdrawn(DisputeWithdrawn(disputeID: id)), cause: filed)
        case .decided(let decider):
            script.say(
                .staff(.countersigner), at: start + step(2),
                .disputeAssigned(DisputeAssigned(disputeID: id, assignee: decider.id)), cause: filed)
            script.say(
                .staff(decider), at: time(.decisions) + step(2),
                .disputeDecided(DisputeDecided(disputeID: id, outcome: .rejected)), cause: filed)
        }
    }

    /// The review of the room.
    mutating func review(_ result: EnvironmentReviewDecided.Result) {
        script.say(
            .staff(.reviewer), at: time(.reviews),
            .environmentReviewDecided(
                EnvironmentReviewDecided(result: result, items: ["room", "view"], reviewerID: Staff.reviewer.id)))
    }

    /// The destruction of a candidate's personal key.
    struct Erasure: Sendable {
        /// When retention ends, after the ledger receives it.
        var endsAfter: Int64 = 0
        var basis = "PIPL 47"
        var isApproved = true
    }

    /// Destroys the personal key.
    mutating func erase(_ change: (inout Erasure) -> Void = { _ in }) {
        var erasure = Erasure()
        change(&erasure)
        let speaker = Speaker.staff(.planner)
        let time = time(.erasures)
        let destroyed = script.say(
            speaker, receivedAt: time,
            .erasureKeyDestroyed(
                ErasureKeyDestroyed(
                    keyCommit: script.random.digest(), legalBasis: erasure.basis,
                    retentionEndAt: script.absolute(time + erasure.endsAfter))))
        guard erasure.isApproved else { return }
        script.say(
            .staff(.approver), at: time + step(4),
            .approvalRecorded(ApprovalRecorded(subject: destroyed, decision: .approve)), cause: destroyed)
    }

    /// Every finding that an audit must find is resolved, so that nothing stands against a release.
    mutating func resolve() {
        for (number, rule) in person.toResolve.enumerated() {
            script.say(
                .staff(.adjudicator), at: time(.resolutions) + step(1) * Int64(min(number, 12)),
                .findingResolved(FindingResolved(ruleID: rule, reason: "examined and settled")))
        }
    }
}

extension Person {
    /// The rules of which a decision has to speak.
    var toAdjudicate: [String] {
        expected.filter { $0.outcome == .fail && $0.effective == .adjudicate }.map(\.rule)
    }

    /// The rules of which something must be settled before a release.
    var toResolve: [String] {
        expected.filter { $0.outcome == .fail && $0.effective != .note }.map(\.rule)
    }
}

extension Aftermath {
    /// A dispute that is filed and withdrawn at once.
    mutating func disputeBriefly(at time: Int64) {
        let id = "d-\(names.digits)-late"
        let filed = script.say(
            .candidate(.pc), at: time, .disputeFiled(DisputeFiled(disputeID: id, kind: "D-20")), personal: ["claim"])
        script.say(
            .candidate(.pc), at: time + 5000, .disputeWithdrawn(DisputeWithdrawn(disputeID: id)), cause: filed)
    }
}
