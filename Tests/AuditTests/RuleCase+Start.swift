import Audit
import Exam
import Primitives

extension RuleCase {
    static let start = [
        RuleCase("WAIT-01", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("WAIT-01", .pass, "long before the start"),
        RuleCase("WAIT-01", .pass, "recorded a millisecond before the start") { $0.wait(at: $0.start + -1) },
        RuleCase("WAIT-01", .fail, "recorded at the start") { $0.wait(at: $0.start) },
        RuleCase("WAIT-01", .fail, "never") { $0.remove(.waitingEntered) },
        RuleCase("WAIT-01", .pass, "again after the start: the first counts") {
            $0.add(.waitingEntered(WaitingEntered(leadMs: 0)), at: $0.start + 1000, by: .candidate)
        },
        RuleCase("START-01", .notApplicable, "never waiting") { $0.remove(.waitingEntered) },
        RuleCase("START-01", .notApplicable, "waiting only from the start") {
            $0.wait(at: $0.start)
            $0.remove(.questionPresented)
        },
        RuleCase("START-01", .fail, "no question") { $0.remove(.questionPresented) },
        RuleCase("START-01", .fail, "waiting a millisecond before the start, no question") {
            $0.wait(at: $0.start + -1)
            $0.remove(.questionPresented)
        },
        RuleCase("START-01", .fail, "only the second question") { $0.skipFirstQuestion() },
        RuleCase("START-01", .pass, "just late enough") {
            $0.showFirst(at: $0.start + $0.parameters.questionSkewMs)
        },
        RuleCase("START-01", .fail, "a millisecond late") {
            $0.showFirst(at: $0.start + $0.parameters.questionSkewMs + 1)
        },
        RuleCase("START-01", .pass, "just early enough") {
            $0.showFirst(at: $0.start + -$0.parameters.questionSkewMs)
        },
        RuleCase("START-01", .fail, "a millisecond early") {
            $0.showFirst(at: $0.start + (-$0.parameters.questionSkewMs - 1))
        },
        RuleCase("START-01", .pass, "shown again later: the first counts") { $0.show(1, at: $0.start + 100_000) },
        RuleCase("START-01", .fail, "a later question of another paper") {
            $0.show(3, hash: "question 9", at: $0.start + 500_000)
        },
        RuleCase("START-01", .fail, "the first question is not in the paper, and late") {
            $0.showFirst(at: $0.start + $0.parameters.questionSkewMs + 1)
            $0.remove(.paperSealed)
        },
        RuleCase("START-01", .fail, "no paper was sealed") { $0.remove(.paperSealed) },
        RuleCase("START-01", .fail, "another paper than the scheduled was sealed") {
            $0.say(.paperSealed(HistoryBuilder.paper("p-2")))
        },
        RuleCase("START-01", .pass, "a spare paper was sealed too") {
            $0.add(
                .paperSealed(HistoryBuilder.paper("p-2", questions: ["question 8"])), at: $0.start + -86_400_000,
                by: .administrator("a-01"))
        },
        RuleCase("START-01", .fail, "questions of the spare paper") {
            $0.say(.paperSealed(HistoryBuilder.paper(questions: ["question 8"])))
            $0.add(
                .paperSealed(HistoryBuilder.paper("p-2")), at: $0.start + -86_400_000, by: .administrator("a-01"))
        },
        RuleCase("START-01", .pass, "the paper was corrected before") {
            $0.say(.paperSealed(HistoryBuilder.paper(questions: ["question 8"])))
            $0.add(.paperSealed(HistoryBuilder.paper()), at: $0.start + -86_400_000, by: .administrator("a-01"))
        },
        RuleCase("START-01", .fail, "the paper was sealed only after the questions were shown") {
            $0.move(.paperSealed, to: $0.end)
        },
    ]
}

extension HistoryBuilder {
    /// Waiting is recorded at a moment, by the ledger's clock.
    mutating func wait(at time: Instant) { move(.waitingEntered, to: time + -HistoryBuilder.transit) }

    mutating func showFirst(at time: Instant) {
        change(.questionPresented) { draft in
            if case .questionPresented(let data) = draft.payload, data.qNo == 1 { draft.time = time }
        }
    }

    fileprivate mutating func skipFirstQuestion() {
        drafts.removeAll { draft in
            if case .questionPresented(let data) = draft.payload { data.qNo == 1 } else { false }
        }
    }
}
