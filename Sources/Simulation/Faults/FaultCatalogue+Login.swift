import Exam
import Primitives

// INT, PREP and LOGIN.
extension FaultCatalogue {
    static let preparation: [Fault] = [
        Fault("clock-off", [.clocks], .adjudicate("INT-05")) { plan in
            plan.offsets[.pc] = -(plan.parameters.clockTolMs + 1)
        },
        Fault("clock-off-at-limit", [.clocks]) { plan in
            plan.offsets[.phone] = plan.parameters.clockTolMs
        },
        Fault(
            "mono-falls", [.clocks], .adjudicate("INT-05"),
            edit: { session in
                session.script.shiftMono(of: .pc, after: session.moments.recordingStop, by: -3_600_000)
            }),
        Fault(
            "never-enters", [.whole], .blocks("INT-07"), state: .noticed,
            edit: { session in
                session.cut(after: session.moments.noticed + 1000)
            }),
        Fault(
            "event-lost", [.counters], .adjudicate("INT-11"),
            edit: { session in
                session.script.changeFirst(.infoDisplayed) { $0.followsLoss = true }
            }),
        Fault(
            "event-overtaken", [.counters, .clocks], .adjudicate("INT-05"),
            edit: { session in
                guard let last = session.script.last(.uploadStarted) else { return }
                session.script.changeFirst(.uploadStarted) { $0.received = last.received + 1 }
            }),
        Fault(
            "check-missing", [.preparation], .note("PREP-01"),
            edit: { session in
                session.script.remove(.prepCheckRecorded) { $0.check?.check == .mic }
            }),
        Fault(
            "battery-low", [.preparation], .note("PREP-02"),
            edit: { session in
                let limit = session.parameters.batteryMinBp
                session.changeChecks(.battery, of: .phone) { $0.measured = limit - 1 }
            }),
        Fault(
            "battery-at-limit", [.preparation],
            edit: { session in
                let limit = session.parameters.batteryMinBp
                session.changeChecks(.battery, of: .phone) { $0.measured = limit }
            }),
        Fault(
            "battery-low-on-mains", [.preparation],
            edit: { session in
                session.changeChecks(.battery, of: .pc) { ($0.measured, $0.mains) = (100, true) }
            }),
        Fault(
            "battery-unknown", [.preparation], .note("PREP-02").insufficient,
            edit: { session in
                session.changeChecks(.battery, of: .phone) { $0.measured = nil }
            }),
        Fault(
            "network-slow", [.preparation], .note("PREP-03"),
            edit: { session in
                let limit = session.parameters.netMinKbps
                session.changeChecks(.network, of: .pc) { $0.measured = limit - 1 }
            }),
        Fault(
            "network-at-limit", [.preparation],
            edit: { session in
                let limit = session.parameters.netMinKbps
                session.changeChecks(.network, of: .pc) { $0.measured = limit }
            }),
        Fault(
            "network-unknown", [.preparation], .note("PREP-03").insufficient,
            edit: { session in
                session.changeChecks(.network, of: .pc) { $0.measured = nil }
            }),
        Fault(
            "mock-missed", [.mock],
            expecting: { parameters in
                [.note("PREP-04").weighing(parameters.mockMandatory ? .adjudicate : .note)]
            }, shape: { $0.mock.isDone = false }),
        Fault("mock-error-reported-late", [.mock], .note("INFO-04")) { plan in
            plan.mock.infoError = true
            plan.mock.contactDelay = plan.parameters.mockContactMs + 1
            plan.mock.resolvedAt = plan.parameters.loginOpenMs - 3_600_000
        },
        Fault("mock-error-resolved-late", [.mock], .note("INFO-04")) { plan in
            plan.mock.infoError = true
            plan.mock.contactDelay = 1000
            plan.mock.resolvedAt = plan.parameters.loginOpenMs + 1
        },
        Fault("mock-error-at-limits", [.mock]) { plan in
            plan.mock.infoError = true
            plan.mock.contactDelay = plan.parameters.mockContactMs
            plan.mock.resolvedAt = plan.parameters.loginOpenMs
        },
    ]

    static let login: [Fault] = [
        Fault("face-fails-once", [.login], rate: 500) { $0.login.failures = 1 },
        Fault("password", [.login], rate: 300) { plan in
            plan.login.failures = plan.parameters.faceFailMax
            plan.usePassword()
        },
        Fault("password-after-declining", [.login]) { plan in
            plan.login.declinesFace = true
            plan.usePassword()
        },
        Fault("password-at-expiry", [.login]) { plan in
            plan.login.failures = 1
            plan.usePassword { $0.expiresAfter = 0 }
        },
        Fault("password-at-end-of-credential", [.login]) { plan in
            plan.login.failures = 1
            plan.login.at = -510_000
            let life = plan.parameters.credTtlMs
            plan.usePassword { $0.issuedBefore = life }
        },
        Fault("login-too-early", [.login], .blocks("LOGIN-01")) { $0.login.at = $0.parameters.loginOpenMs - 1 },
        Fault("login-at-opening", [.login]) { $0.login.at = $0.parameters.loginOpenMs },
        Fault(
            "login-after-closing", [.sessions], .blocks("LOGIN-02"),
            edit: { session in
                session.logInAgain(at: session.parameters.loginCloseMs)
            }),
        Fault(
            "login-before-closing", [.sessions],
            edit: { session in
                session.logInAgain(at: session.parameters.loginCloseMs - 1)
            }),
        Fault("password-without-failure", [.login], .adjudicate("LOGIN-03")) { plan in
            plan.login.unanswered = 1
            plan.usePassword()
        },
        Fault("password-first", [.login, .sessions], .adjudicate("LOGIN-03"), .note("LOGIN-10")) { $0.usePassword() },
        Fault("credential-without-ticket", [.login], .adjudicate("LOGIN-04")) { plan in
            plan.login.failures = 1
            plan.usePassword { $0.hasTicket = false }
        },
        Fault("credential-unchecked", [.login], .adjudicate("LOGIN-04")) { plan in
            plan.login.failures = 1
            plan.usePassword { $0.check = .none }
        },
        Fault("credential-expired", [.login], .adjudicate("LOGIN-04")) { plan in
            plan.login.failures = 1
            plan.usePassword { $0.expiresAfter = -1 }
        },
        Fault("credential-too-old", [.login], .adjudicate("LOGIN-04")) { plan in
            plan.login.failures = 1
            plan.login.at = -510_000
            let life = plan.parameters.credTtlMs
            plan.usePassword { $0.issuedBefore = life + 1 }
        },
        Fault("face-failure-unserved", [.login], .adjudicate("LOGIN-09"), rate: 60) { plan in
            plan.login.failures = plan.parameters.faceFailMax
            plan.login.asksSupport = true
        },
        Fault("face-failures-below-limit", [.login]) { plan in
            plan.login.failures = plan.parameters.faceFailMax - 1
            plan.login.asksSupport = true
        },
        Fault(
            "two-sessions", [.sessions], .adjudicate("LOGIN-05"), rate: 20,
            edit: { session in
                session.openSecondSession(at: -240_000, overlap: 1)
            }),
        Fault(
            "sessions-in-turn", [.sessions],
            edit: { session in
                session.openSecondSession(at: -240_000, overlap: 0)
            }),
        Fault(
            "face-covered", [.review], .adjudicate("LOGIN-06"),
            edit: { session in
                session.flagAppearance(isCleared: false)
            }),
        Fault(
            "face-covered-and-cleared", [.review], state: .underReview,
            edit: { session in
                session.flagAppearance(isCleared: true)
            }),
        Fault(
            "crash-and-refused", [.sessions, .questions], .adjudicate("LOGIN-07"), rate: 60,
            edit: { session in
                session.crash(at: session.midExam)
                session.refuseLogin(
                    .windowClosed, at: max(session.midExam, session.parameters.loginCloseMs) + 30_000,
                    hadSession: true)
            }),
        Fault("crash", [.sessions], edit: { session in session.crash(at: session.midExam) }),
        Fault(
            "refused-too-early-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.tooEarly, at: session.parameters.loginOpenMs, hadSession: false)
            }),
        Fault(
            "refused-too-early", [.sessions],
            edit: { session in
                session.refuseLogin(.tooEarly, at: session.parameters.loginOpenMs - 1, hadSession: false)
            }),
        Fault(
            "refused-closed-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.windowClosed, at: session.plan.login.at - 30_000, hadSession: false)
            }),
        Fault(
            "refused-active-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.activeElsewhere, at: session.plan.login.at - 30_000, hadSession: false)
            }),
        Fault(
            "refused-active", [.sessions],
            edit: { session in
                session.refuseLogin(.activeElsewhere, at: session.plan.login.at + 60_000, hadSession: true)
            }),
        Fault(
            "refused-finished-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.finished, at: session.plan.login.at - 30_000, hadSession: false)
            }),
        Fault(
            "refused-finished", [.sessions],
            edit: { session in
                session.refuseLogin(.finished, at: session.end + 5000, hadSession: true)
            }),
        Fault(
            "refused-barred-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.barred, at: session.plan.login.at - 30_000, hadSession: false)
            }),
        Fault(
            "refused-unknown-wrongly", [.sessions], .adjudicate("LOGIN-08"),
            edit: { session in
                session.refuseLogin(.notRostered, at: session.plan.login.at - 30_000, hadSession: false)
            }),
    ]

    static let attendance: [Fault] = [
        Fault("absent", [.whole], rate: 150) { $0.comes = false },
        Fault(
            "late-and-refused", [.whole], .adjudicate("ABS-01"), rate: 50, shape: { $0.comes = false },
            edit: { session in
                session.refuseLogin(.windowClosed, at: session.parameters.loginCloseMs, hadSession: false)
            }),
        Fault(
            "absent-after-failures", [.whole], .adjudicate("ABS-01"), shape: { $0.comes = false },
            edit: { session in
                session.failFace(at: -600_000)
                session.failFace(at: -560_000)
            }),
        Fault(
            "absent-after-call", [.whole], .adjudicate("ABS-01"), shape: { $0.comes = false },
            edit: { session in
                session.contactSupport(.login, at: -300_000, resolvedAt: -200_000)
            }),
        Fault(
            "absent-and-resolved", [.whole], shape: { $0.comes = false },
            edit: { session in
                session.failFace(at: -600_000)
                session.script.say(
                    .staff(.adjudicator), at: 3_600_000,
                    .findingResolved(FindingResolved(ruleID: "ABS-01", reason: "the candidate gave up by phone")))
            }),
        Fault(
            "abandons-after-crash", [.whole], .adjudicate("ABS-01"), state: .abandoned,
            edit: { session in
                let moment = session.moments.firstAnswer.upperBound - 5000
                session.script.say(
                    .pc, at: moment, .clientCrashed(ClientCrashed(uptimeMs: 1_200_000, exitCode: -1_073_741_819)))
                session.cut(after: moment)
            }),
        Fault(
            "abandons", [.whole], state: .abandoned,
            edit: { session in
                session.cut(after: session.moments.firstAnswer.upperBound - 5000)
            }),
        Fault(
            "declines-pledge", [.whole], state: .declined,
            edit: { session in
                let document = session.exam.document(.pledge)
                guard let opened = session.script.time(of: session.script.first(.pledgeOpened)) else { return }
                session.cut(after: opened)
                session.script.say(
                    .candidate(.pc), at: opened + 9000, .pledgeDeclined(PledgeDeclined(docHash: document)))
            }),
        Fault(
            "refused-at-entry", [.whole], state: .barred, shape: { $0.entry.displays = 2 },
            edit: { session in
                let entered = session.moments.entered
                session.cut(after: entered - 100)
                session.script.say(
                    .platform, receivedAt: entered,
                    .entryRefused(EntryRefused(reasons: [.multipleDisplays], displayCount: 2)))
            }),
        withdrawn("withdrawn-early", .beforeTheRoster), withdrawn("withdrawn-late", .afterTheRoster),
    ]

    private static func withdrawn(_ name: String, _ withdrawal: Fault.Withdrawal) -> Fault {
        var fault = Fault(name, [.whole])
        fault.withdrawal = withdrawal
        return fault
    }
}
