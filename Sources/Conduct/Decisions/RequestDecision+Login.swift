import Exam
import Primitives

/// Login: TM-1 ≤ received < TM-3, rostered, not barred, not finished, no session elsewhere.
///
/// The match itself is the business of the platform's services: an attempt that may go on has no answer here, and a
/// success that arrives when it must not be let in is refused as the attempt would have been.
extension RequestDecision {
    static func login(_ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        let (conditions, terms) = loginConditions(request, situation)
        guard !conditions.areMet else { return RequestDecision(request, .allowed, conditions.guards, []) }
        return refusal(of: request, conditions, terms, situation)
    }

    /// A login by password needs an account of this candidate's, within its time; what the password itself is worth
    /// is checked elsewhere.
    static func password(
        _ data: LoginPasswordAttempted, _ request: RecordedEvent, _ situation: Situation
    ) -> RequestDecision {
        let (conditions, terms) = loginConditions(request, situation)
        var account = Conditions<LoginPasswordFailed.Reason>()
        let credential = situation.session.credentials[data.accountRef]
        account.require(
            .accountIssued, .unknownAccount, credential != nil, by: credential?.mark,
            credential == nil
                ? Phrase(
                    en: "no login.credential.issued with this account is recorded for the candidate",
                    zh: "没有记录向该考生发放此账号")
                : Phrase(en: "issued to the candidate", zh: "已发放给该考生"))
        if let credential, let terms {
            let last = min(credential.mark.receivedAt + terms.parameters.credTtlMs, credential.expires)
            account.require(
                .credentialValid, .expired, request.receivedAt <= last, by: credential.mark,
                Moment.phrase(request.receivedAt, from: last, Phrase(en: "its last moment", zh: "有效期末")))
        }
        let guards = conditions.guards + account.guards
        guard conditions.areMet else {
            let refusal = refusal(of: request, conditions, terms, situation)
            return RequestDecision(request, refusal.outcome, guards, refusal.sayings)
        }
        guard !account.areMet else { return RequestDecision(request, .allowed, guards, []) }
        let failure = account.refusal(of: request) { reason in
            .loginPasswordFailed(
                LoginPasswordFailed(accountRef: data.accountRef, attemptNo: data.attemptNo, reason: reason))
        }
        return RequestDecision(request, failure.outcome, guards, failure.sayings)
    }

    private static func refusal(
        of request: RecordedEvent, _ conditions: Conditions<LoginRefused.Reason>, _ terms: Terms?,
        _ situation: Situation
    ) -> RequestDecision {
        let delta = terms.map { Moment.distance(request.receivedAt, fromWindow: $0.opens, $0.closes) } ?? 0
        return conditions.refusal(of: request) { reason in
            .loginRefused(
                LoginRefused(
                    reason: reason, deltaMs: delta.sayable,
                    hadPriorSession: !situation.session.state.sessions.isEmpty))
        }
    }

    private static func loginConditions(
        _ request: RecordedEvent, _ situation: Situation
    ) -> (Conditions<LoginRefused.Reason>, Terms?) {
        let session = situation.session.state
        let now = request.receivedAt
        var conditions = Conditions<LoginRefused.Reason>()
        let terms = conditions.terms(situation.sitting)
        conditions.rostered(session, .notRostered)
        conditions.notBarred(session, .barred)
        conditions.notFinished(session, .finished)
        if let terms {
            conditions.require(
                .loginOpened, .tooEarly, now >= terms.opens,
                Moment.phrase(now, from: terms.opens, Phrase(en: "logins opened", zh: "登录开放时刻")))
            conditions.require(
                .loginNotClosed, .windowClosed, now < terms.closes,
                Moment.phrase(now, from: terms.closes, Phrase(en: "logins closed", zh: "登录关闭时刻")))
        }
        let elsewhere = session.liveSessions.last { live in
            request.statement.device.map { !live.device.isSame(as: $0) } ?? isOfCandidate(request)
        }
        conditions.require(
            .noSessionElsewhere, .activeElsewhere, elsewhere == nil, by: elsewhere?.opened,
            elsewhere == nil
                ? Phrase(en: "no live session on another device is recorded", zh: "没有记录其他设备上的在线会话")
                : Phrase(en: "a session is live on another device", zh: "另一设备上有在线会话"))
        return (conditions, terms)
    }

    /// Whether a client asked, and not a service of the platform that cannot say from which device.
    private static func isOfCandidate(_ request: RecordedEvent) -> Bool {
        request.statement.actor.role == .candidate
    }

    /// A session on the same device takes the place of the older one; one on another device is an incident.
    static func session(_ data: SessionOpened, _ request: RecordedEvent, _ situation: Situation) -> RequestDecision {
        let older = situation.session.state.liveSessions.filter {
            $0.opened.index != request.index && $0.number != data.sessionNo
        }
        let sayings = older.map { live in
            let payload: Payload =
                live.device.isSame(as: data.deviceID)
                ? .sessionSuperseded(SessionSuperseded(sessionNo: live.number, bySessionNo: data.sessionNo))
                : .sessionConcurrentDetected(
                    SessionConcurrentDetected(
                        sessionNo: data.sessionNo, otherSessionNo: live.number, otherDeviceID: live.device))
            return Saying(payload, in: request.statement.stream, cause: request.id)
        }
        return RequestDecision(request, .noted, [], sayings)
    }
}
