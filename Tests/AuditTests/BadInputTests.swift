import Audit
import Exam
import Primitives
import Testing

/// A day on which somebody sent what makes no sense, and the rule that must name it.
struct BadDay: Sendable, CustomTestStringConvertible {
    let name: String
    let rule: String
    let bend: @Sendable (inout HistoryBuilder) -> Void

    init(_ name: String, _ rule: String, bend: @escaping @Sendable (inout HistoryBuilder) -> Void) {
        self.name = name
        self.rule = rule
        self.bend = bend
    }

    var testDescription: String { name }

    private static let day: Int64 = 86_400_000

    static let all = [
        BadDay("a login window that closes before it opens", "LOGIN-02") {
            $0.set { $0.loginCloseMs = $0.loginOpenMs - 1 }
        },
        BadDay("evidence that is due before it can be", "EVID-09") { $0.set { $0.evidenceDueMs = -1 } },
        BadDay("no policy", "LOGIN-01") { $0.removePolicy() },
        BadDay("a sitting without a roster", "DRAW-06") { $0.remove(.rosterFrozen) },
        BadDay("a candidate who is not on the roster", "DRAW-01") {
            $0.removeDraw()
            $0.draw(["c-0002"])
        },
        BadDay("a candidate who was never registered", "INT-07") { $0.remove(.candidateRegistered) },
        BadDay("a second draw.opened", "DRAW-05") { day in
            day.add(
                .drawOpened(
                    DrawOpened(
                        drawID: Draw.id(exam: "ex-1", scope: "s-1", run: 1), seed: .zero, assignmentRoot: .zero)),
                at: day.opens + -1, to: nil)
        },
        BadDay("a reveal that does not match its commit", "DRAW-05") {
            $0.changeReveal(of: "w-01") { $1.nonce = .zero }
        },
        BadDay("a decision without a notice", "MIS-02") { day in
            day.add(
                .decisionIssued(DecisionIssued(caseID: "k-1", outcome: .allVoid, basis: "b", ruleIDs: [])),
                at: day.end + day.parameters.statementWindowMs, by: .administrator("a-01"))
        },
        BadDay("an approver who approves twice", "REL-06") { $0.release(approvers: ["a-02", "a-02"]) },
        BadDay("an entry before the login", "ENTRY-01") { $0.move(.entryGranted, to: $0.opens) },
        BadDay("a lot before the draw is opened", "DRAW-06") { $0.move(.drawAssigned, to: $0.opens + -2) },
        BadDay("a confirmation of the evidence that arrives days late", "EVID-09") {
            $0.change(.evidenceUploadConfirmed) { $0.delay = 3 * day }
        },
    ]
}

@Suite("Bad input")
struct BadInputTests {
    @Test("is recorded, and named by a rule in both languages", arguments: BadDay.all, ParameterSet.allCases)
    func isNamed(_ bad: BadDay, _ set: ParameterSet) throws {
        var day = HistoryBuilder.cleanSession(set.parameters)
        bad.bend(&day)
        let log = day.log()
        let result = log.audit()
        let found = result.findings.filter { $0.outcome != .pass }
        let named = found.first { $0.rule == bad.rule }
        #expect(named != nil, "\(found.map { "\($0.rule) \($0.outcome.rawValue)" })")
        #expect(named.map { !$0.judgement.message.en.isEmpty && !$0.judgement.message.zh.isEmpty } ?? true)
        #expect(log.audit(shuffled: true).findingsRoot == result.findingsRoot)
    }
}
