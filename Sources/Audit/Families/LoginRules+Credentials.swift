import Exam
import Primitives

/// Passwords: issued by support, for one candidate, for a while.
extension LoginRules {
    static let login04 = Rule(
        "LOGIN-04", Phrase(en: "Credential issued properly", zh: "账号发放合规"), seed: "§2", severity: .adjudication,
        parameters: ["cred_ttl_ms"],
        events: [.loginCredentialIssued, .supportContacted, .loginPasswordSucceeded],
        summary: Phrase(
            en: "A credential has a ticket, a contact, a check of identity, one candidate and a limited life.",
            zh: "账号发放须有工单、联系记录和身份核验，只供一名考生在有效期内使用。"),
        applies: Phrase(
            en: "there is a login.credential.issued or login.password.succeeded",
            zh: "有 login.credential.issued 或 login.password.succeeded"),
        condition: Phrase(
            en: """
                Fails when a credential has no ticket_id, or no support.contacted with that ticket_id before it, or \
                identity_check none; or a login.password.succeeded uses an account_ref issued in another candidate's \
                stream, or has t > t(its credential) + cred_ttl_ms or t > expires_at.
                """,
            zh: """
                有下列情形之一的，不通过：（一）账号发放没有 ticket_id，或在其之前没有该 ticket_id 的 support.contacted，或 identity_check 为 none；（二）\
                login.password.succeeded 使用了在其他考生的流中发放的 account_ref，或满足 t > t(其账号发放) + cred_ttl_ms，或满足 t > expires_at。
                """),
        looksBeyond: true,
        judge: .candidate(credentials))

    private static func credentials(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let credentials = session.events.facts(.loginCredentialIssued)
        let logins = session.events.facts(.loginPasswordSucceeded)
        guard !credentials.isEmpty || !logins.isEmpty else { return .notApplicable }
        let contacts = session.events.facts(.supportContacted)
        let unfounded = credentials.filter { !isFounded($0, contacts) }
        let lifetime = try logins.isEmpty ? 0 : session.parameters.credTtlMs
        let misused = logins.filter { isMisused($0, credentials, lifetime, session) }
        guard let account = misused.first?.data.accountRef ?? unfounded.first?.data.accountRef else { return .pass }
        return .fail(
            Phrase(
                en: "account \(account): credentials without a ticket, a contact before them or a check of identity: "
                    + "\(unfounded.count); logins by an account of another candidate or past its life: "
                    + "\(misused.count)",
                zh: "账号 \(account)：没有工单、事前联系或身份核验的账号发放 \(unfounded.count) 次；"
                    + "使用他人账号或过期账号的登录 \(misused.count) 次"),
            citing: unfounded.map(\.event) + misused.map(\.event),
            values: [
                "unfounded": .number(unfounded.count), "misused": .number(misused.count),
                "account_ref": .string(account),
            ])
    }

    private static func isFounded(
        _ credential: Fact<LoginCredentialIssued>, _ contacts: [Fact<SupportContacted>]
    ) -> Bool {
        guard let ticket = credential.data.ticketID, credential.data.identityCheck != .none else { return false }
        return contacts.contains { $0.event.index < credential.event.index && $0.data.ticketID.isSame(as: ticket) }
    }

    private static func isMisused(
        _ login: Fact<LoginPasswordSucceeded>, _ credentials: [Fact<LoginCredentialIssued>], _ lifetime: Int64,
        _ session: SessionView
    ) -> Bool {
        let account = login.data.accountRef
        if session.references.issues(of: account).contains(where: { $0.stream != session.history.stream }) {
            return true
        }
        let credential = credentials.last {
            $0.event.index < login.event.index && $0.data.accountRef.isSame(as: account)
        }
        guard let credential else { return false }
        let time = login.event.receivedAt
        return time > credential.event.receivedAt + lifetime || time.milliseconds > credential.data.expiresAt
    }

    static let login09 = Rule(
        "LOGIN-09", Phrase(en: "Face failure was served", zh: "人脸失败有服务"), seed: "§2", severity: .adjudication,
        parameters: ["face_fail_max", "login_close_ms"],
        events: [.loginFaceFailed, .supportContacted, .loginCredentialIssued],
        summary: Phrase(
            en: "A candidate whose face was not recognised and who asked for help gets an account in time.",
            zh: "人脸识别多次失败并已求助的考生，应在登录关闭前获得账号。"),
        applies: Phrase(
            en: "there are >= face_fail_max login.face.failed and a support.contacted{login}",
            zh: "login.face.failed 的个数 >= face_fail_max，且有 support.contacted{login}"),
        condition: Phrase(
            en: "Fails when no login.credential.issued with t < T + login_close_ms.",
            zh: "没有满足 t < T + login_close_ms 的 login.credential.issued 的，不通过。"),
        judge: .candidate(unserved))

    private static func unserved(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let failures = session.events.all(.loginFaceFailed)
        let contacts = session.events.facts(.supportContacted).filter { $0.data.topic == .login }
        guard !contacts.isEmpty, !failures.isEmpty, try failures.count >= session.parameters.faceFailMax else {
            return .notApplicable
        }
        let closes = try session.start + session.parameters.loginCloseMs
        if session.events.all(.loginCredentialIssued).contains(where: { $0.receivedAt < closes }) { return .pass }
        return .fail(
            Phrase(
                en: "\(failures.count) face failures and a contact with support; no credential recorded before logins "
                    + "closed at \(session.text(closes))",
                zh: "人脸识别失败 \(failures.count) 次并已联系技术服务；在登录关闭时刻 \(session.text(closes)) 之前没有记录账号发放"),
            citing: failures + contacts.map(\.event),
            values: ["failures": .number(failures.count), "closed_at": .time(closes)])
    }
}
