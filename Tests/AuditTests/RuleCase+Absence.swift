import Audit
import Exam
import Primitives

extension RuleCase {
    static let absence = [
        RuleCase("ABS-01", .notApplicable, "finished"),
        RuleCase("ABS-01", .pass, "absent without a trace") { $0.leaveOnlyRegistration() },
        RuleCase("ABS-01", .fail, "absent, though a login was tried", severity: .adjudication) { $0.missLogin() },
        RuleCase("ABS-01", .fail, "absent, though a password was tried") {
            $0.leaveOnlyRegistration()
            $0.add(
                .loginPasswordAttempted(LoginPasswordAttempted(accountRef: "a", attemptNo: 1)), at: $0.start,
                by: .candidate)
        },
        RuleCase("ABS-01", .fail, "absent, though support was asked") {
            $0.leaveOnlyRegistration()
            $0.contact(.login, at: $0.start)
        },
        RuleCase("ABS-01", .fail, "as logins close") {
            $0.missLogin()
            $0.end(at: $0.closes)
        },
        RuleCase("ABS-01", .notApplicable, "a millisecond before logins close") {
            $0.missLogin()
            $0.end(at: $0.closes + -1)
        },
        RuleCase("ABS-01", .pass, "resolved") {
            $0.missLogin()
            $0.resolve("ABS-01", at: $0.later)
        },
        RuleCase("ABS-01", .fail, "another rule was resolved") {
            $0.missLogin()
            $0.resolve("LOGIN-09", at: $0.later)
        },
        RuleCase("ABS-01", .fail, "resolved before the last attempt") {
            $0.missLogin()
            $0.resolve("ABS-01", at: $0.start + -50_001)
        },
        RuleCase("ABS-01", .pass, "decided") {
            $0.missLogin()
            $0.decide("c-1", .none, rules: ["EVID-01", "ABS-01"], at: $0.later)
        },
        RuleCase("ABS-01", .fail, "a decision about something else") {
            $0.missLogin()
            $0.decide("c-1", .none, rules: ["EVID-01"], at: $0.later)
        },
        RuleCase("ABS-01", .pass, "abandoned without a reason") { $0.cut(before: .finishTimedOut) },
        RuleCase("ABS-01", .fail, "abandoned after a crash") { $0.crash() },
        RuleCase("ABS-01", .pass, "abandoned after a crash that ended") {
            $0.crash()
            $0.add(.clientRestarted(ClientRestarted(downMs: 1)), at: $0.start + 200_001, by: .computer)
        },
        RuleCase("ABS-01", .fail, "a crash after the restart") {
            $0.crash()
            $0.add(.clientRestarted(ClientRestarted(downMs: 1)), at: $0.start + 199_999, by: .computer)
        },
        RuleCase("ABS-01", .fail, "abandoned in an outage") { $0.disconnect() },
        RuleCase("ABS-01", .pass, "abandoned after an outage that ended") {
            $0.disconnect()
            $0.add(
                .networkRestored(NetworkRestored(outageMs: 1, buffered: 0)), at: $0.start + 200_001, by: .computer)
        },
        RuleCase("ABS-01", .notApplicable, "at the last moment of grace") {
            $0.crash()
            $0.end(at: $0.due + $0.parameters.abandonGraceMs)
        },
        RuleCase("ABS-01", .fail, "a millisecond later") {
            $0.crash()
            $0.end(at: $0.due + $0.parameters.abandonGraceMs + 1)
        },
    ]
}

extension HistoryBuilder {
    /// After everything of the clean session.
    var later: Instant { evidenceDue + 86_401_000 }

    mutating func missLogin() {
        leaveOnlyRegistration()
        add(.loginFaceAttempted(LoginFaceAttempted(attemptNo: 1)), at: start + -50_000, by: .candidate)
    }

    mutating func crash() {
        cut(before: .finishTimedOut)
        add(.clientCrashed(ClientCrashed(uptimeMs: 1, exitCode: 1)), at: start + 200_000, by: .computer)
    }

    mutating func disconnect() {
        cut(before: .finishTimedOut)
        add(.networkLost(NetworkLost(lastAckN: 1)), at: start + 200_000, by: .computer)
    }

    mutating func resolve(
        _ rule: String, by officer: String = "a-01", at time: Instant, to candidate: String? = "c-0001"
    ) {
        add(
            .findingResolved(FindingResolved(ruleID: rule, reason: "examined")), at: time,
            by: .administrator(officer), to: candidate)
    }

    mutating func waive(
        _ rule: String, approvedBy officer: String?, at time: Instant, to candidate: String? = "c-0001"
    ) {
        let waiver = add(
            .findingWaived(FindingWaived(ruleID: rule, reason: "known")), at: time, by: .administrator("a-01"),
            to: candidate)
        guard let officer else { return }
        add(
            .approvalRecorded(ApprovalRecorded(subject: waiver, decision: .approve)), at: time + 1,
            by: .administrator(officer), to: candidate)
    }

    mutating func decide(
        _ number: String, _ outcome: DecisionIssued.Outcome, rules: [String] = [], by officer: String = "a-01",
        at time: Instant
    ) {
        add(
            .decisionIssued(DecisionIssued(caseID: number, outcome: outcome, basis: "b", ruleIDs: rules)), at: time,
            by: .administrator(officer))
    }
}
