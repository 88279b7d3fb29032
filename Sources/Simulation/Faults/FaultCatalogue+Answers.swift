import Exam
import Primitives

// START, TIME, ORDER, MARK, QLOAD, FIN, NET and HELP.
extension FaultCatalogue {
    static let answers: [Fault] = [
        Fault("question-late", [.questions, .waiting], .adjudicate("START-01")) { plan in
            plan.answers.firstDelay = plan.parameters.questionSkewMs + 1
        },
        Fault("question-at-limit", [.questions, .waiting]) { plan in
            plan.answers.firstDelay = plan.parameters.questionSkewMs
        },
        Fault("question-early", [.questions, .waiting], .adjudicate("START-01")) { plan in
            plan.answers.firstDelay = -plan.parameters.questionSkewMs - 1
        },
        Fault(
            "question-of-another-paper", [.questions, .waiting], .adjudicate("START-01"),
            edit: { session in
                session.script.changeLast(.questionPresented) { draft in
                    guard case .questionPresented(var data) = draft.payload else { return }
                    data.qHash = .zero
                    draft.payload = .questionPresented(data)
                }
            }),
        Fault("time-too-short", [.answers, .questions, .end], .adjudicate("TIME-01")) { plan in
            plan.answers.firstDelay = 400
            plan.end = .timedOut(late: 100)
            plan.answers.due = plan.sitting.duration - plan.parameters.lostTimeMs + 400 - 1
        },
        Fault("time-at-limit", [.answers, .questions, .end]) { plan in
            plan.answers.firstDelay = 400
            plan.end = .timedOut(late: 100)
            plan.answers.due = plan.sitting.duration - plan.parameters.lostTimeMs + 400
        },
        Fault(
            "answer-after-end", [.answers], .adjudicate("TIME-02"),
            edit: { session in
                session.completeLast(at: session.plan.answers.due + session.parameters.timerTolMs + 1)
            }),
        Fault(
            "answer-at-limit", [.answers],
            edit: { session in
                session.completeLast(at: session.plan.answers.due + session.parameters.timerTolMs)
            }),
        Fault(
            "answers-out-of-order", [.answers, .questions], .note("ORDER-01"),
            edit: { session in
                session.script.change(.answerStarted) { draft in
                    guard case .answerStarted(let data) = draft.payload, data.qNo <= 2 else { return }
                    draft.payload = .answerStarted(AnswerStarted(qNo: 3 - data.qNo))
                }
            }),
        Fault("answer-unmarked", [.answers], .note("MARK-01"), edit: { $0.markLast(.none) }),
        Fault("answer-marked-by-system", [.answers], .note("MARK-01"), edit: { $0.markLast(.auto) }),
        Fault("answer-marked-by-button", [.answers], edit: { $0.markLast(.button) }),
        Fault("question-fails", [.questions, .answers], .adjudicate("QLOAD-01"), .adjudicate("TIME-01"), rate: 50) {
            plan in
            plan.answers.loadFailure = .init(wait: plan.parameters.lostTimeMs + 1)
        },
        Fault("question-fails-at-limit", [.questions, .answers, .waiting]) { plan in
            plan.answers.firstDelay = 0
            plan.answers.loadFailure = .init(wait: plan.parameters.lostTimeMs)
        },
        Fault("question-fails-unhelped", [.questions, .answers, .help], .adjudicate("QLOAD-01")) { plan in
            plan.answers.loadFailure = .init(wait: plan.parameters.lostTimeMs / 2, refreshes: false)
        },
        Fault("question-fails-and-recovers", [.questions, .answers], rate: 50) { plan in
            plan.answers.loadFailure = .init(wait: plan.parameters.lostTimeMs / 2)
        },
    ]

    static let ends: [Fault] = [
        Fault(
            "finish-unrequested", [.end], .blocks("FIN-01"), shape: { $0.end = .confirmed(early: 40_000) },
            edit: { session in
                session.script.remove(.finishRequested)
            }),
        Fault(
            "finish-after-cancelling", [.end], .blocks("FIN-01"), shape: { $0.end = .confirmed(early: 40_000) },
            edit: { session in
                session.script.say(
                    .candidate(.pc), at: session.end - 1500, .finishCancelled(FinishCancelled(remainingMs: 41_500)))
            }),
        Fault(
            "finish-cancelled-and-asked-again", [.end], shape: { $0.end = .confirmed(early: 40_000) },
            edit: { session in
                session.script.say(
                    .candidate(.pc), at: session.end - 6000, .finishRequested(FinishRequested(remainingMs: 46_000)))
                session.script.say(
                    .candidate(.pc), at: session.end - 4500, .finishCancelled(FinishCancelled(remainingMs: 44_500)))
            }),
        Fault("time-out-late", [.end], .adjudicate("FIN-02")) { plan in
            plan.end = .timedOut(late: plan.parameters.timerTolMs + 1)
        },
        Fault("time-out-at-limit", [.end]) { $0.end = .timedOut(late: $0.parameters.timerTolMs) },
        Fault("time-out-early", [.end], .adjudicate("FIN-02")) { plan in
            plan.end = .timedOut(late: -plan.parameters.timerTolMs - 1)
        },
        Fault("forced", [.end]) { $0.end = .forced(early: 60_000, reason: "fire alarm", isApproved: true) },
        Fault("forced-without-reason", [.end], .adjudicate("FIN-03")) { plan in
            plan.end = .forced(early: 60_000, reason: nil, isApproved: true)
        },
        Fault("forced-without-approval", [.end], .adjudicate("FIN-03")) { plan in
            plan.end = .forced(early: 60_000, reason: "fire alarm", isApproved: false)
        },
        Fault("recording-stops-late", [.recording], .note("FIN-04")) { plan in
            plan.recording.stopDelay = plan.parameters.startGraceMs + 1
        },
        Fault("recording-stops-at-limit", [.recording]) { $0.recording.stopDelay = $0.parameters.startGraceMs },
        Fault(
            "recording-never-stops", [.recording], .note("FIN-04"),
            edit: { session in
                session.script.remove(.mainRecordingStopped)
            }),
    ]

    static let network: [Fault] = [
        Fault("outage", [.network, .help], rate: 740) { $0.loseNetwork(for: 28_000) },
        Fault("outage-with-late-local", [.network, .help], .adjudicate("NET-01")) { plan in
            plan.loseNetwork(for: 28_000) { $0.localAfter = $1.recGapMs + 1 }
        },
        Fault("outage-with-local-at-limit", [.network, .help]) { plan in
            plan.loseNetwork(for: 28_000) { $0.localAfter = $1.recGapMs }
        },
        Fault("outage-with-local-stopped", [.network, .help], .adjudicate("NET-01")) { plan in
            plan.loseNetwork(for: 28_000) { outage, _ in outage.localStopsAfter = -1 }
        },
        Fault(
            "outage-unbridged", [.network, .help, .recording], .adjudicate("NET-01"), .adjudicate("REC-01"), rate: 60
        ) { $0.loseNetwork(for: 28_000) { outage, _ in outage.localAfter = nil } },
        Fault("outage-before-start", [.network, .help]) { plan in
            plan.outages = [SessionPlan.Outage(at: -100_000, length: 20_000)]
        },
        Fault("batch-root-wrong", [.network, .help], .blocks("NET-02")) { plan in
            plan.loseNetwork(for: 28_000) { outage, _ in outage.claimedRoot = SHA256.digest(of: [0]) }
        },
        Fault(
            "batch-incomplete", [.network, .help, .counters], .blocks("NET-02"), .adjudicate("INT-11"),
            shape: {
                $0.loseNetwork(for: 28_000)
            },
            edit: { session in
                session.script.changeFirst(.recordingLocalStarted) { $0.followsLoss = true }
            }),
        Fault(
            "batch-mono-falls", [.network, .help, .clocks], .blocks("NET-02"), .adjudicate("INT-05"),
            shape: { $0.loseNetwork(for: 28_000) },
            edit: { session in
                session.script.changeFirst(.recordingLocalStarted) { $0.monoShift = -600_000 }
            }),
        Fault(
            "outage-ends-session", [.network, .help, .sessions], .note("NET-03"),
            shape: {
                $0.loseNetwork(for: 28_000)
            },
            edit: { session in
                session.endForNetwork()
            }),
        Fault(
            "outage-long", [.network, .help], .adjudicate("NET-04"),
            shape: { plan in
                plan.loseNetwork(for: plan.parameters.outageAdjudicateMs + 1)
            }),
        Fault("outage-at-limit", [.network, .help]) { plan in
            plan.loseNetwork(for: plan.parameters.outageAdjudicateMs)
        },
        Fault("outages-repeated", [.network, .help], .adjudicate("NET-04")) { plan in
            let half = plan.parameters.outageAdjudicateMs / 2 + 1
            plan.outages = [
                SessionPlan.Outage(at: SessionPlan.quiet, length: half),
                SessionPlan.Outage(at: SessionPlan.quiet + half + 5000, length: half),
            ]
        },
    ]

    static let help: [Fault] = [
        Fault(
            "help", [.help], rate: 500,
            edit: { session in
                session.askForHelp(answeredAfter: session.parameters.helpSlaMs / 2)
            }),
        Fault(
            "help-at-limit", [.help],
            edit: { session in
                session.askForHelp(answeredAfter: session.parameters.helpSlaMs)
            }),
        Fault(
            "help-late", [.help], .adjudicate("HELP-01"), rate: 100,
            edit: { session in
                session.askForHelp(answeredAfter: session.parameters.helpSlaMs + 1)
            }),
        Fault(
            "help-unanswered", [.help], .adjudicate("HELP-01"),
            edit: { session in
                session.askForHelp(answeredAfter: nil)
            }),
        Fault(
            "help-message-missing", [.help], .blocks("HELP-02"),
            edit: { session in
                session.askForHelp(answeredAfter: session.parameters.helpSlaMs / 2, answerNumber: 3)
            }),
    ]
}
