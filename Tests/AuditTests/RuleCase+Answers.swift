import Audit
import Exam
import Primitives

extension RuleCase {
    static let time =
        [
            RuleCase("TIME-01", .notApplicable, "no question") { $0.remove(.questionPresented) },
            RuleCase("TIME-01", .pass, "the first question just late enough") {
                $0.showFirst(at: $0.start + $0.tolerated)
            },
            RuleCase("TIME-01", .fail, "a millisecond later") { $0.showFirst(at: $0.start + $0.tolerated + 1) },
            RuleCase("TIME-01", .pass, "the candidate came late, and so much later") {
                $0.wait(at: $0.start + 20_000)
                $0.showFirst(at: $0.start + 20_000 + $0.tolerated)
            },
            RuleCase("TIME-01", .fail, "the candidate came late, and a millisecond later than that") {
                $0.wait(at: $0.start + 20_000)
                $0.showFirst(at: $0.start + 20_001 + $0.tolerated)
            },
            RuleCase("TIME-01", .fail, "coming early gives nothing away") {
                $0.wait(at: $0.start + -20_000)
                $0.showFirst(at: $0.start + $0.tolerated + 1)
            },
            RuleCase("TIME-01", .pass, "waiting for the second question just short enough") {
                $0.failLoad(2, waited: $0.tolerated - 20)
            },
            RuleCase("TIME-01", .fail, "a millisecond longer") { $0.failLoad(2, waited: $0.tolerated - 19) },
            RuleCase("TIME-01", .fail, "failed again: the first failure counts") {
                $0.failLoad(2, waited: $0.tolerated - 19)
                $0.failLoad(2, waited: 1000)
            },
            RuleCase("TIME-01", .fail, "two questions together") {
                $0.failLoad(2, waited: $0.tolerated - 1020)
                $0.failLoad(3, at: $0.start + 571_000)
                $0.show(3, at: $0.start + 572_001)
            },
            RuleCase("TIME-01", .pass, "waiting for the first question counts once") {
                $0.failLoad(1, at: $0.start)
                $0.showFirst(at: $0.start + $0.tolerated)
            },
            RuleCase("TIME-01", .pass, "a question that is not recorded as shown") {
                $0.failLoad(3, at: $0.start + 400_000)
            },
            RuleCase("TIME-01", .pass, "an approved extension counts on both sides") {
                $0.extend(approvedBy: "a-02")
                $0.showFirst(at: $0.start + $0.tolerated)
            },
            RuleCase("TIME-01", .fail, "the timer leaves out an extension that was approved before it") {
                $0.extend(at: $0.start + -2000, approvedBy: "a-02")
            },
            RuleCase("TIME-01", .pass, "the timer leaves out an extension that nobody approved") {
                $0.extend(at: $0.start + -2000, approvedBy: nil)
            },
            RuleCase("TIME-01", .pass, "without a timer, to T + D") {
                $0.remove(.answerTimerStarted)
                $0.showFirst(at: $0.start + $0.tolerated)
            },
            RuleCase("TIME-01", .fail, "without a timer, a millisecond less") {
                $0.remove(.answerTimerStarted)
                $0.showFirst(at: $0.start + $0.tolerated + 1)
            },
        ] + overtime

    private static let overtime = [
        RuleCase("TIME-02", .notApplicable, "not entered") { $0.remove(.entryGranted) },
        RuleCase("TIME-02", .pass, "in time"),
        RuleCase("TIME-02", .pass, "no answers") { $0.remove(.answerStarted, .answerCompleted) },
        RuleCase("TIME-02", .pass, "completed at the last moment, by the device's time") {
            $0.complete(at: $0.due + $0.parameters.timerTolMs)
        },
        RuleCase("TIME-02", .fail, "completed a millisecond later") {
            $0.complete(at: $0.due + $0.parameters.timerTolMs + 1)
        },
        RuleCase("TIME-02", .pass, "completed in time, received long after") { day in
            day.complete(at: day.due)
            day.change(.answerCompleted) { $0.delay = 600_000 }
        },
        RuleCase("TIME-02", .fail, "started a millisecond late") {
            $0.add(
                .answerStarted(AnswerStarted(qNo: 3)), at: $0.due + $0.parameters.timerTolMs + 1, by: .candidate)
        },
        RuleCase("TIME-02", .pass, "late, but within an approved extension") {
            $0.extend(approvedBy: "a-02")
            $0.complete(at: $0.due + 60_000 + $0.parameters.timerTolMs)
        },
        RuleCase("TIME-02", .fail, "a millisecond beyond the extension") {
            $0.extend(approvedBy: "a-02")
            $0.complete(at: $0.due + 60_001 + $0.parameters.timerTolMs)
        },
        RuleCase("TIME-02", .fail, "without a timer, a millisecond after T + D") {
            $0.remove(.answerTimerStarted)
            $0.complete(at: $0.due + $0.parameters.timerTolMs + 1)
        },
    ]

    static let answers = [
        RuleCase("ORDER-01", .notApplicable, "no answer") { $0.remove(.answerStarted) },
        RuleCase("ORDER-01", .pass, "one after the other"),
        RuleCase("ORDER-01", .pass, "repeated") { $0.startAnswers([1, 1, 2, 2, 2, 3]) },
        RuleCase("ORDER-01", .fail, "the second first") { $0.startAnswers([2, 3]) },
        RuleCase("ORDER-01", .fail, "one left out") { $0.startAnswers([1, 3]) },
        RuleCase("ORDER-01", .fail, "going back") { $0.startAnswers([1, 2, 1]) },
        RuleCase("ORDER-01", .fail, "a question without a number of its own") { $0.startAnswers([0, 1]) },
        RuleCase("MARK-01", .notApplicable, "no answer completed") { $0.remove(.answerCompleted) },
        RuleCase("MARK-01", .pass, "spoken"),
        RuleCase("MARK-01", .pass, "by the button") {
            $0.say(.answerCompleted(AnswerCompleted(qNo: 1, marker: .button)))
        },
        RuleCase("MARK-01", .fail, "by itself") {
            $0.say(.answerCompleted(AnswerCompleted(qNo: 1, marker: .auto)))
        },
        RuleCase("MARK-01", .fail, "one of them without any") {
            $0.add(.answerCompleted(AnswerCompleted(qNo: 3, marker: .none)), at: $0.start + 580_000, by: .candidate)
        },
    ]

    static let questionLoads = [
        RuleCase("QLOAD-01", .notApplicable, "all loaded"),
        RuleCase("QLOAD-01", .pass, "refreshed, and just soon enough") {
            $0.failLoad(2, waited: $0.tolerated)
            $0.refresh(2, at: $0.shown(2) + -1)
        },
        RuleCase("QLOAD-01", .fail, "a millisecond later") {
            $0.failLoad(2, waited: $0.tolerated + 1)
            $0.refresh(2, at: $0.shown(2) + -1)
        },
        RuleCase("QLOAD-01", .fail, "failed again: the first failure counts") {
            $0.failLoad(2, waited: $0.tolerated + 1)
            $0.failLoad(2, waited: 100)
            $0.refresh(2, at: $0.shown(2) + -1)
        },
        RuleCase("QLOAD-01", .pass, "late, and time was given back") {
            $0.failLoad(2, at: $0.start + 199_000)
            $0.refresh(2, at: $0.start + 199_500)
            $0.extend(approvedBy: "a-02")
        },
        RuleCase("QLOAD-01", .pass, "late, and time was given back to the whole sitting") {
            $0.failLoad(2, at: $0.start + 199_000)
            $0.refresh(2, at: $0.start + 199_500)
            $0.extend(approvedBy: "a-02", to: nil)
        },
        RuleCase("QLOAD-01", .fail, "late, and the extension was not approved") {
            $0.failLoad(2, at: $0.start + 199_000)
            $0.refresh(2, at: $0.start + 199_500)
            $0.extend(approvedBy: nil)
        },
        RuleCase("QLOAD-01", .fail, "late, and the extension came before") {
            $0.failLoad(2, at: $0.start + 200_000)
            $0.refresh(2, at: $0.start + 200_500)
            $0.extend(approvedBy: "a-02")
        },
        RuleCase("QLOAD-01", .fail, "not recorded as shown after it") {
            $0.failLoad(3, at: $0.start + 300_000)
            $0.refresh(3, at: $0.start + 300_500)
        },
        RuleCase("QLOAD-01", .pass, "not shown, and time was given back") {
            $0.failLoad(3, at: $0.start + 199_000)
            $0.refresh(3, at: $0.start + 199_500)
            $0.extend(approvedBy: "a-02")
        },
        RuleCase("QLOAD-01", .fail, "soon, but neither refreshed nor asked about") { $0.failLoad(2, waited: 1000) },
        RuleCase("QLOAD-01", .pass, "asked about") {
            $0.failLoad(2, waited: 1000)
            $0.add(.helpOpened(HelpOpened(threadID: "th-1")), at: $0.shown(2) + -500, by: .candidate)
        },
        RuleCase("QLOAD-01", .fail, "another question refreshed") {
            $0.failLoad(2, waited: 1000)
            $0.refresh(1, at: $0.shown(2) + -500)
        },
        RuleCase("QLOAD-01", .pass, "refreshed at the moment of failure") {
            $0.failLoad(2, waited: 1000)
            $0.refresh(2, at: $0.shown(2) + -1000)
        },
        RuleCase("QLOAD-01", .fail, "refreshed a millisecond before it") {
            $0.failLoad(2, waited: 1000)
            $0.refresh(2, at: $0.shown(2) + -1001)
        },
        RuleCase("QLOAD-01", .fail, "refreshed a millisecond after the question was shown") {
            $0.failLoad(2, waited: 1000)
            $0.refresh(2, at: $0.shown(2) + 1)
        },
    ]
}

extension HistoryBuilder {
    /// The lost time that is tolerated.
    fileprivate var tolerated: Int64 { parameters.lostTimeMs }

    fileprivate mutating func failLoad(_ question: Int64, at time: Instant) {
        add(
            .questionLoadFailed(QuestionLoadFailed(qNo: question, error: "timeout", waitedMs: 1)), at: time,
            by: .computer)
    }

    /// Fails so long before the question is shown.
    fileprivate mutating func failLoad(_ question: Int64, waited: Int64) {
        failLoad(question, at: shown(question) + -waited)
    }

    fileprivate mutating func refresh(_ question: Int64, at time: Instant) {
        add(.questionRefreshed(QuestionRefreshed(qNo: question, waitedMs: 1)), at: time, by: .candidate)
    }

    fileprivate mutating func complete(at time: Instant) {
        add(.answerCompleted(AnswerCompleted(qNo: 2, marker: .spoken)), at: time, by: .candidate)
    }

    fileprivate mutating func startAnswers(_ numbers: [Int64]) {
        remove(.answerStarted)
        for (place, number) in numbers.enumerated() {
            add(.answerStarted(AnswerStarted(qNo: number)), at: start + 5000 + Int64(place), by: .candidate)
        }
    }
}
