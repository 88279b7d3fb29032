import Exam
import Primitives

/// Conditions with the words by which one kind of refusal names them.
struct Conditions<Reason: RawRepresentable & Hashable & Sendable> where Reason.RawValue == String {
    private(set) var guards: [RequestDecision.Guard] = []
    private var reasons: [Reason] = []

    /// Adds a condition; `reason` is the word of the catalogue, where it has one.
    mutating func require(
        _ name: GuardName, _ reason: Reason?, _ isMet: Bool, by event: EventMark? = nil, _ why: Phrase
    ) {
        guards.append(
            RequestDecision.Guard(name: name, isMet: isMet, why: why, event: event, reason: reason?.rawValue))
        if !isMet, let reason, !reasons.contains(reason) { reasons.append(reason) }
    }

    /// Whether all hold.
    var areMet: Bool { guards.allSatisfy(\.isMet) }
    /// Whether a condition holds; `true` for one that was not asked for.
    func isMet(_ name: GuardName) -> Bool { guards.allSatisfy { $0.name != name || $0.isMet } }
    /// The words for all conditions that do not hold, each once.
    var violated: [Reason] { reasons }

    /// A refusal for each violated condition where the catalogue has room for one, else no answer.
    func refusal(
        of request: RecordedEvent, also sayings: [Saying] = [], _ payload: (Reason) -> Payload
    ) -> RequestDecision {
        guard !violated.isEmpty else { return RequestDecision(request, .unanswered, guards, sayings) }
        let refusals = violated.map { reason in
            Saying(payload(reason), in: request.statement.stream, cause: request.id)
        }
        return RequestDecision(request, .refused, guards, sayings + refusals)
    }
}

extension Conditions {
    /// The terms in force, or a condition that says why there are none.
    mutating func terms(_ sitting: SittingRecord, _ reason: Reason? = nil) -> Terms? {
        do throws(Terms.Defect) {
            let terms = try Terms(sitting.state)
            require(
                .termsInForce, reason, true,
                Phrase(en: "both are recorded and can be followed", zh: "均有记录且可执行"))
            return terms
        } catch {
            require(.termsInForce, reason, false, error.why)
            return nil
        }
    }

    mutating func rostered(_ session: SessionState, _ reason: Reason?) {
        require(
            .rostered, reason, session.registered != nil, by: session.registered,
            session.registered == nil
                ? Phrase(en: "no candidate.registered is recorded", zh: "没有记录考生登记")
                : Phrase(en: "registered", zh: "已登记"))
    }

    mutating func notBarred(_ session: SessionState, _ reason: Reason?) {
        let bar = session.voided?.mark ?? session.withdrawn
        let why: Phrase
        if session.voided != nil {
            why = Phrase(en: "a decision made the result void", zh: "已有决定认定成绩无效")
        } else if session.withdrawn != nil {
            why = Phrase(en: "the candidate was taken off the roster", zh: "该考生已退出")
        } else {
            why = Phrase(en: "no withdrawal and no such decision is recorded", zh: "没有记录退出，也没有此类决定")
        }
        require(.notBarred, reason, bar == nil, by: bar, why)
    }

    mutating func notFinished(_ session: SessionState, _ reason: Reason?) {
        require(
            .notFinished, reason, session.finish == nil, by: session.finish?.mark,
            session.finish == nil
                ? Phrase(en: "no end of the session is recorded", zh: "没有记录面谈结束")
                : Phrase(en: "the session has ended", zh: "面谈已结束"))
    }

    mutating func loggedIn(_ session: SessionState, _ reason: Reason?) {
        require(
            .loggedIn, reason, session.login != nil, by: session.login,
            session.login == nil
                ? Phrase(en: "no successful login is recorded", zh: "没有记录登录成功")
                : Phrase(en: "a login succeeded", zh: "已登录成功"))
    }
}
