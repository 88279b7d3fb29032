import Exam
import Primitives

// §1 and §2: preparation and login.
extension Session {
    /// The checks of both machines, the declaration and the consents.
    mutating func prepare() {
        let start = plan.login.at - script.random.within(720_000...840_000)
        var clock = start
        func next(_ script: inout Script) -> Int64 {
            clock += script.random.within(500...2500)
            return clock
        }
        for check in [PrepCheckRecorded.Check.os, .memory, .camera, .mic] {
            script.say(.pc, at: next(&script), .prepCheckRecorded(PrepCheckRecorded(check: check, result: .pass)))
        }
        let rate = parameters.netMinKbps + script.random.within(500...20_000)
        script.say(
            .pc, at: next(&script),
            .prepCheckRecorded(
                PrepCheckRecorded(
                    check: .network, result: .pass, measured: rate, required: parameters.netMinKbps,
                    unit: "kbit/s")))
        script.say(.pc, at: next(&script), .prepCheckRecorded(PrepCheckRecorded(check: .pcApp, result: .pass)))
        checkBattery(.pc, at: next(&script), hasMains: script.random.chance(basisPoints: 7000))
        clock += 120_000
        script.say(.phone, at: next(&script), .prepCheckRecorded(PrepCheckRecorded(check: .phoneApp, result: .pass)))
        checkBattery(.phone, at: next(&script), hasMains: false)
        script.say(.phone, at: next(&script), .prepCheckRecorded(PrepCheckRecorded(check: .disk, result: .pass)))
        clock += 30_000
        script.say(.candidate(.pc), at: next(&script), .prepDeclared(PrepDeclared(environmentOk: true)))
        for scope in ConsentRecorded.Scope.allCases {
            let granted = scope != .face || !plan.login.declinesFace
            script.say(
                .candidate(.pc), at: next(&script),
                .consentRecorded(
                    ConsentRecorded(scope: scope, granted: granted, docHash: exam.document(.consent))))
        }
    }

    private mutating func checkBattery(_ machine: Machine, at time: Int64, hasMains: Bool) {
        let measured = script.random.within((parameters.batteryMinBp + 200)...9900)
        script.say(
            .client(machine), at: time,
            .prepCheckRecorded(
                PrepCheckRecorded(
                    check: .battery, result: .pass, mains: hasMains, measured: measured,
                    required: parameters.batteryMinBp, unit: "bp")))
    }

    /// Attempts, help where it is needed, and the success.
    mutating func logIn() {
        tryFace()
        let succeeded =
            switch plan.login.path {
            case .face: logInByFace()
            case .password(let credential): logInByPassword(credential)
            }
        openSession(1, on: plan.names.device(.pc), at: plan.login.at + 22, cause: succeeded)
        moments.firstBeat[.pc] = plan.login.at + 1000
    }

    /// The attempts that come to nothing.
    private mutating func tryFace() {
        let login = plan.login
        let tries = login.failures + login.unanswered
        for attempt in stride(from: 1, through: tries, by: 1) {
            let time = login.at - 125_000 - (tries - attempt) * 20_000
            let attempted = script.say(
                .candidate(.pc), at: time, .loginFaceAttempted(LoginFaceAttempted(attemptNo: attempt)))
            guard attempt <= login.failures else { continue }
            let failed = LoginFaceFailed(
                attemptNo: attempt, reason: .noMatch, livenessBp: script.random.within(8000...9800),
                matchBp: script.random.within(2500...5900))
            script.say(.platform, receivedAt: time + 900, .loginFaceFailed(failed), cause: attempted)
        }
    }

    private mutating func logInByFace() -> EventID {
        let login = plan.login
        let number = login.failures + login.unanswered + 1
        if login.asksSupport { contactSupport(.login, at: login.at - 110_000, resolvedAt: login.at + 40_000) }
        if let account = login.unusedCredential { issue(.init(account: account)) }
        let attempted = script.say(
            .candidate(.pc), receivedAt: login.at - 600,
            .loginFaceAttempted(LoginFaceAttempted(attemptNo: number)))
        let face = LoginFaceSucceeded(
            attemptNo: number, matchBp: script.random.within(8300...9900),
            livenessBp: script.random.within(8800...9900))
        return script.say(.platform, receivedAt: login.at, .loginFaceSucceeded(face), cause: attempted)
    }

    private mutating func logInByPassword(_ credential: SessionPlan.Login.Credential) -> EventID {
        let login = plan.login
        if login.declinesFace {
            script.say(.candidate(.pc), at: login.at - 118_000, .loginFaceDeclined(LoginFaceDeclined()))
        }
        contactSupport(.login, at: login.at - credential.issuedBefore - 50_000, resolvedAt: login.at + 40_000)
        issue(credential)
        let attempted = script.say(
            .candidate(.pc), receivedAt: login.at - 500,
            .loginPasswordAttempted(LoginPasswordAttempted(accountRef: credential.account, attemptNo: 1)))
        let password = LoginPasswordSucceeded(accountRef: credential.account, attemptNo: 1)
        return script.say(
            .platform, receivedAt: login.at, .loginPasswordSucceeded(password), cause: attempted)
    }

    /// A session of the platform's.
    mutating func openSession(_ number: Int64, on device: String, at received: Int64, cause: EventID?) {
        let method: SessionOpened.Method = if case .face = plan.login.path { .face } else { .password }
        let opened = SessionOpened(
            sessionNo: number, deviceID: device, method: method, clientVersion: Session.version, displayCount: 1)
        script.say(.platform, receivedAt: received, .sessionOpened(opened), cause: cause, personal: ["ip"])
    }

    private mutating func issue(_ credential: SessionPlan.Login.Credential) {
        guard credential.isIssued else { return }
        let at = plan.login.at - credential.issuedBefore
        let issued = LoginCredentialIssued(
            accountRef: credential.account, identityCheck: credential.check,
            expiresAt: script.absolute(plan.login.at + credential.expiresAfter),
            ticketID: credential.hasTicket ? ticket(.login) : nil)
        script.say(.staff(.support), receivedAt: at, .loginCredentialIssued(issued))
    }

    /// The version of both clients.
    static let version = "3.2.1"

    /// The number of a candidate's ticket about a topic.
    func ticket(_ topic: SupportContacted.Topic) -> String { "tk-\(plan.names.digits)-\(topic.rawValue)" }

    /// A call to support, and its end; one that stays open where `resolvedAt` is `nil`.
    mutating func contactSupport(
        _ topic: SupportContacted.Topic, at time: Int64, resolvedAt: Int64?, byself: Bool = true
    ) {
        let id = ticket(topic)
        let contacted = SupportContacted(ticketID: id, channel: .phone, topic: topic, byCandidateSelf: byself)
        let cause = script.say(
            .staff(.support), receivedAt: time, .supportContacted(contacted), personal: ["note"])
        guard let resolvedAt else { return }
        script.say(
            .staff(.support), receivedAt: resolvedAt,
            .supportTicketResolved(SupportTicketResolved(ticketID: id, outcome: .solved)), cause: cause)
    }
}
