import Exam
import Primitives

/// Everyone is accounted for, by rules that were fixed before.
extension IntegrityRules {
    static let int07 = Rule(
        "INT-07", Phrase(en: "Every rostered candidate accounted for", zh: "花名册闭合"), seed: "-", severity: .blocking,
        parameters: ["abandon_grace_ms"],
        events: [.candidateRegistered, .rosterFrozen],
        summary: Phrase(
            en: "After the exam nobody is left between login and entry, and nobody acted without being registered.",
            zh: "考试结束后没有人停留在登录与进入之间，也没有未经登记而有会话的人。"),
        applies: Phrase(en: "now is after T + D' + abandon_grace_ms", zh: "now 晚于 T + D' + abandon_grace_ms"),
        condition: Phrase(
            en: """
                Fails when the main state is a step between Authenticated and Noticed (logged in, never entered, no \
                entry.refused, no pledge.declined, not withdrawn), or the stream has session events but no \
                candidate.registered.
                """,
            zh: """
                有下列情形之一的，不通过：（一）主状态为自 Authenticated 至 Noticed 的某一步（已登录，从未进入，没有 entry.refused，没有 pledge.declined，未退出）；\
                （二）流中有会话事件而没有 candidate.registered。
                """),
        judge: .candidate(accounted))

    private static func accounted(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let closes = try session.start + session.duration + session.parameters.abandonGraceMs
        guard session.now > closes else { return .notYet }
        if let login = session.logins.last, isLeftBeforeEntry(session) {
            return .fail(
                Phrase(
                    en:
                        "logged in at \(session.text(login.receivedAt)); neither an entry nor a refusal, a declined pledge "
                        + "or a withdrawal is recorded",
                    zh: "\(session.text(login.receivedAt)) 登录，此后既没有记录进入，也没有记录拒绝、拒签承诺书或退出"),
                citing: [login])
        }
        guard !session.events.has(.candidateRegistered), let acted = session.history.events.first(where: isOfSession)
        else { return .pass }
        return .fail(
            Phrase(
                en: "session events from \(session.text(acted.receivedAt)) on, and no registration of the candidate is "
                    + "recorded",
                zh: "自 \(session.text(acted.receivedAt)) 起有会话事件，但没有记录该考生的登记"),
            citing: [acted])
    }

    /// Whether the main state is a step between Authenticated and Noticed, and no refused entry explains it.
    private static func isLeftBeforeEntry(_ session: SessionView) -> Bool {
        guard session.entry == nil, !session.events.has(.entryRefused) else { return false }
        switch session.state {
        case .authenticated, .procedureRead, .evidenceBound, .lotHeld, .pledged, .noticed: return true
        default: return false
        }
    }

    private static func isOfSession(_ event: RecordedEvent) -> Bool {
        event.statement.actor.role.isCounted
            || [
                .loginFaceSucceeded, .loginFaceFailed, .loginPasswordSucceeded, .loginRefused, .sessionOpened,
                .entryGranted, .entryRefused,
            ].contains(event.type)
    }

    static let int08 = Rule(
        "INT-08", Phrase(en: "Policy fixed before use", zh: "规则先定"), seed: "-", severity: .blocking,
        events: [.examPolicySet, .sittingScheduled, .loginFaceSucceeded, .loginPasswordSucceeded],
        summary: Phrase(
            en: "Parameters and times are fixed before the first login, and their digests recompute.",
            zh: "参数与时间在首次登录之前确定，其摘要可重新算出。"),
        applies: .always,
        condition: Phrase(
            en: """
                Fails when an exam.policy.set or sitting.scheduled follows the first login.*.succeeded of the exam, \
                or a policy_hash does not recompute.
                """,
            zh: """
                有下列情形之一的，不通过：（一）有 exam.policy.set 或 sitting.scheduled 在该考试的第一个 login.*.succeeded 之后；（二）有 policy_hash \
                与重新计算的结果不符。
                """),
        judge: .exam(policy))

    private static func policy(_ exam: ExamView) -> Judgement {
        let firstLogin = exam.references.firstLogin(of: exam.exam)
        let policies = exam.events.facts(.examPolicySet)
        let schedules = exam.sittings.flatMap { $0.sitting.facts(.sittingScheduled) }
        let late = (policies.map(\.event) + schedules.map(\.event)).filter { event in
            firstLogin.map { event.index > $0 } ?? false
        }
        let wrongPolicies = policies.filter { $0.data.params.policyHash != $0.data.policyHash }
        let wrongSchedules = schedules.filter { schedule in
            let base = policies.last { $0.event.index < schedule.event.index }?.data.params
            let complete = schedule.data.params.map { base?.applying($0) } ?? base
            return complete?.policyHash != schedule.data.policyHash
        }
        let wrong = wrongPolicies.map(\.event) + wrongSchedules.map(\.event)
        guard !late.isEmpty || !wrong.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "\(late.count) policies or schedules after the first login; \(wrong.count) whose digest does not "
                    + "recompute",
                zh: "首次登录之后的规则或场次安排 \(late.count) 个；摘要无法重新算出的 \(wrong.count) 个"),
            citing: late + wrong, values: ["late": .number(late.count), "wrong_digest": .number(wrong.count)])
    }
}
