import Audit
import Exam
import Primitives

extension RuleCase {
    static let misconduct = [
        RuleCase("MIS-01", .notApplicable, "no record"),
        RuleCase("MIS-01", .pass, "signed and countersigned") {
            $0.record()
            $0.sign()
            $0.countersign()
        },
        RuleCase("MIS-01", .pass, "refused before two witnesses") {
            $0.record()
            $0.refuseSignature(["i-02", "i-03"])
            $0.countersign()
        },
        RuleCase("MIS-01", .fail, "refused before one") {
            $0.record()
            $0.refuseSignature(["i-02"])
            $0.countersign()
        },
        RuleCase("MIS-01", .fail, "the same witness twice") {
            $0.record()
            $0.refuseSignature(["i-02", "i-02"])
            $0.countersign()
        },
        RuleCase("MIS-01", .fail, "neither signed nor refused") {
            $0.record()
            $0.countersign()
        },
        RuleCase("MIS-01", .fail, "not countersigned") {
            $0.record()
            $0.sign()
        },
        RuleCase("MIS-01", .fail, "without evidence") {
            $0.record(evidence: [])
            $0.sign()
            $0.countersign()
        },
        RuleCase("MIS-01", .fail, "another record was countersigned") {
            $0.record()
            $0.sign()
            $0.countersign("m-2")
        },
    ]

    static let penalties = [
        RuleCase("MIS-02", .notApplicable, "no decision"),
        RuleCase("MIS-02", .notApplicable, "a decision that imposes nothing") {
            $0.decide("k-1", .none, at: $0.later)
        },
        RuleCase("MIS-02", .pass, "as the time for a statement ends") {
            $0.charge()
            $0.decide("k-1", .warn, at: $0.later + $0.parameters.statementWindowMs)
        },
        RuleCase("MIS-02", .fail, "a millisecond before it ends") {
            $0.charge()
            $0.decide("k-1", .warn, at: $0.later + ($0.parameters.statementWindowMs - 1))
        },
        RuleCase("MIS-02", .pass, "early, after a statement") {
            $0.charge()
            $0.state("k-1", at: $0.later + 10_000)
            $0.decide("k-1", .subjectVoid, at: $0.later + 10_001)
        },
        RuleCase("MIS-02", .fail, "a statement after the decision") {
            $0.charge()
            $0.decide("k-1", .subjectVoid, at: $0.later + 10_000)
            $0.state("k-1", at: $0.later + 10_001)
        },
        RuleCase("MIS-02", .fail, "a statement in another case") {
            $0.charge()
            $0.state("k-2", at: $0.later + 10_000)
            $0.decide("k-1", .allVoid, at: $0.later + 10_001)
        },
        RuleCase("MIS-02", .fail, "without a notice") {
            $0.reexamine("k-1", at: $0.later)
            $0.state("k-1", at: $0.later + 1)
            $0.decide("k-1", .warn, at: $0.later + 2)
        },
        RuleCase("MIS-02", .fail, "a notice in another case") {
            $0.notify("k-2", at: $0.later)
            $0.reexamine("k-1", at: $0.later)
            $0.state("k-1", at: $0.later + 1)
            $0.decide("k-1", .warn, at: $0.later + 2)
        },
        RuleCase("MIS-02", .fail, "without a re-examination") {
            $0.notify("k-1", at: $0.later)
            $0.state("k-1", at: $0.later + 1)
            $0.decide("k-1", .warn, at: $0.later + 2)
        },
        RuleCase("MIS-02", .fail, "re-examined after the decision") {
            $0.notify("k-1", at: $0.later)
            $0.state("k-1", at: $0.later + 1)
            $0.decide("k-1", .warn, at: $0.later + 2)
            $0.reexamine("k-1", at: $0.later + 3)
        },
        RuleCase("MIS-03", .notApplicable, "no decision"),
        RuleCase("MIS-03", .notApplicable, "a decision that imposes nothing") {
            $0.decide("k-1", .none, at: $0.later)
        },
        RuleCase("MIS-03", .fail, "not served") { $0.decide("k-1", .warn, at: $0.later) },
        RuleCase("MIS-03", .pass, "served") {
            $0.decide("k-1", .warn, at: $0.later)
            $0.serve("k-1", at: $0.later + 1)
        },
        RuleCase("MIS-03", .fail, "served in another case") {
            $0.decide("k-1", .warn, at: $0.later)
            $0.serve("k-2", at: $0.later + 1)
        },
        RuleCase("MIS-03", .pass, "served just before the release") {
            $0.decide("k-1", .warn, at: $0.later)
            $0.serve("k-1", at: $0.later + 9)
            $0.releaseAlone(at: $0.later + 10)
        },
        RuleCase("MIS-03", .fail, "served just after the release") {
            $0.decide("k-1", .warn, at: $0.later)
            $0.serve("k-1", at: $0.later + 11)
            $0.releaseAlone(at: $0.later + 10)
        },
    ]

    static let independence = [
        RuleCase("MIS-04", .notApplicable, "nothing is decided"),
        RuleCase("MIS-04", .pass, "decided by another") {
            $0.record()
            $0.decide("k-1", .warn, by: "a-01", at: $0.later)
        },
        RuleCase("MIS-04", .fail, "decided by who recorded it") {
            $0.record(by: .administrator("a-01"))
            $0.decide("k-1", .warn, by: "a-01", at: $0.later)
        },
        RuleCase("MIS-04", .fail, "a dispute assigned to who reviewed") {
            $0.review(.fail, [], at: $0.later)
            $0.assign("x-01", at: $0.later + 1)
        },
        RuleCase("MIS-04", .pass, "a dispute assigned to another") {
            $0.review(.fail, [], at: $0.later)
            $0.assign("x-02", at: $0.later + 1)
        },
        RuleCase("MIS-04", .fail, "a dispute decided by who reviewed the room") {
            $0.reviewRoom(.pass, at: $0.later)
            $0.settle(by: .examiner, at: $0.later + 2)
        },
        RuleCase("MIS-04", .pass, "a dispute decided by another") {
            $0.reviewRoom(.pass, at: $0.later)
            $0.settle(by: .administrator("a-02"), at: $0.later + 2)
        },
        RuleCase("MIS-04", .fail, "a dispute decided by who decided the case") {
            $0.decide("k-1", .none, by: "a-02", at: $0.later)
            $0.settle(by: .administrator("a-02"), at: $0.later + 2)
        },
    ]
}

extension HistoryBuilder {
    mutating func record(evidence: [EventID]? = nil, by voice: Voice = .invigilator("i-01")) {
        add(
            .misconductRecorded(
                MisconductRecorded(
                    recordID: "m-1", ruleID: "CHEAT-01",
                    evidenceRefs: evidence ?? [EventID(at: start, randomness: (1, 1))])),
            at: end + 300_000, by: voice)
    }

    mutating func sign() {
        add(.misconductSigned(MisconductSigned(recordID: "m-1")), at: end + 301_000, by: .candidate)
    }

    mutating func refuseSignature(_ witnesses: [String]) {
        add(
            .misconductSignatureRefused(MisconductSignatureRefused(recordID: "m-1", witnesses: witnesses)),
            at: end + 301_000, by: .invigilator("i-01"))
    }

    mutating func countersign(_ record: String = "m-1") {
        add(
            .misconductCountersigned(MisconductCountersigned(recordID: record)), at: end + 302_000,
            by: .administrator("a-09"))
    }

    mutating func notify(_ number: String, at time: Instant) {
        add(
            .penaltyNoticeServed(
                PenaltyNoticeServed(caseID: number, basis: "b", servedAt: time.milliseconds, channel: .app)),
            at: time, by: .administrator("a-01"))
    }

    mutating func reexamine(_ number: String, at time: Instant) {
        add(
            .evidenceReexamined(EvidenceReexamined(caseID: number, refs: [], result: .upheld)), at: time,
            by: .administrator("a-02"))
    }

    mutating func state(_ number: String, at time: Instant) {
        add(.statementReceived(StatementReceived(caseID: number)), at: time, by: .administrator("a-03"))
    }

    /// A notice and a re-examination in case k-1.
    mutating func charge() {
        notify("k-1", at: later)
        reexamine("k-1", at: later + 5)
    }

    mutating func serve(_ number: String, at time: Instant) {
        add(
            .decisionServed(DecisionServed(caseID: number, servedAt: time.milliseconds, channel: .app)), at: time,
            by: .administrator("a-01"))
    }

    mutating func reviewRoom(_ result: EnvironmentReviewDecided.Result, at time: Instant) {
        add(
            .environmentReviewDecided(EnvironmentReviewDecided(result: result, items: [], reviewerID: "x-01")),
            at: time, by: .examiner)
    }

    mutating func file(_ dispute: String = "d-1", at time: Instant) {
        add(
            .disputeFiled(DisputeFiled(disputeID: dispute, kind: "login")), at: time, by: .administrator("a-08"))
    }

    mutating func assign(_ assignee: String, at time: Instant) {
        add(
            .disputeAssigned(DisputeAssigned(disputeID: "d-1", assignee: assignee)), at: time,
            by: .administrator("a-08"))
    }

    mutating func settle(_ dispute: String = "d-1", by voice: Voice, at time: Instant) {
        add(
            .disputeDecided(DisputeDecided(disputeID: dispute, outcome: .rejected)), at: time, by: voice)
    }
}
