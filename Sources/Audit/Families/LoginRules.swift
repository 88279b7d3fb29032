import Exam
import Primitives

/// LOGIN: who may log in, when and how (§2, §10).
enum LoginRules {
    static let all = [
        login01, login02, login03, login04, login05, login06, login07, login08, login09, login10,
    ]

    static let login01 = Rule(
        "LOGIN-01", Phrase(en: "No login before the window", zh: "提前登录"), seed: "§2", severity: .blocking,
        parameters: ["login_open_ms"],
        events: [.loginFaceSucceeded, .loginPasswordSucceeded],
        summary: Phrase(en: "No login succeeds before logins open.", zh: "登录开放之前不得登录成功。"),
        applies: Phrase(en: "there is a login.*.succeeded", zh: "有 login.*.succeeded"),
        condition: Phrase(
            en: "Fails when a login.*.succeeded has t < T + login_open_ms.",
            zh: "任一 login.*.succeeded 满足 t < T + login_open_ms 的，不通过。"),
        judge: .candidate(early))

    private static func early(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard !session.logins.isEmpty else { return .notApplicable }
        let opens = try session.start + session.parameters.loginOpenMs
        let early = session.logins.filter { $0.receivedAt < opens }
        guard let first = early.first else { return .pass }
        let by = opens - first.receivedAt
        return .fail(
            Phrase(
                en:
                    "login at \(session.text(first.receivedAt)), \(by) ms before logins opened at \(session.text(opens))",
                zh: "\(session.text(first.receivedAt)) 登录，早于登录开放时刻 \(session.text(opens)) \(by) 毫秒"),
            citing: early, values: ["opens_at": .time(opens), "early_ms": .integer(by)])
    }

    static let login02 = Rule(
        "LOGIN-02", Phrase(en: "No login after the window", zh: "超时登录"), seed: "§10", severity: .blocking,
        parameters: ["login_close_ms"],
        events: [.loginFaceSucceeded, .loginPasswordSucceeded],
        summary: Phrase(en: "No login succeeds once logins are closed.", zh: "登录关闭之后不得登录成功。"),
        applies: Phrase(en: "there is a login.*.succeeded", zh: "有 login.*.succeeded"),
        condition: Phrase(
            en: "Fails when a login.*.succeeded has t >= T + login_close_ms.",
            zh: "任一 login.*.succeeded 满足 t >= T + login_close_ms 的，不通过。"),
        judge: .candidate(late))

    private static func late(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard !session.logins.isEmpty else { return .notApplicable }
        let closes = try session.start + session.parameters.loginCloseMs
        let late = session.logins.filter { $0.receivedAt >= closes }
        guard let first = late.first else { return .pass }
        let by = first.receivedAt - closes
        return .fail(
            Phrase(
                en:
                    "login at \(session.text(first.receivedAt)), \(by) ms after logins closed at \(session.text(closes))",
                zh: "\(session.text(first.receivedAt)) 登录，晚于登录关闭时刻 \(session.text(closes)) \(by) 毫秒"),
            citing: late, values: ["closed_at": .time(closes), "late_ms": .integer(by)])
    }

    static let login03 = Rule(
        "LOGIN-03", Phrase(en: "Password only after failure or refusal of face", zh: "普通登录前置"),
        seed: "§2", severity: .adjudication,
        events: [.loginFaceFailed, .loginFaceDeclined, .loginCredentialIssued, .loginPasswordSucceeded],
        summary: Phrase(
            en: "A password is used only after face recognition failed or was declined, with an account issued for it.",
            zh: "仅在人脸识别失败或拒绝人脸识别之后，才可使用为此发放的账号以密码登录。"),
        applies: Phrase(en: "there is a login.password.succeeded", zh: "有 login.password.succeeded"),
        condition: Phrase(
            en: """
                Fails when a login.password.succeeded is not preceded by (login.face.failed or login.face.declined) \
                and by login.credential.issued with the same account_ref.
                """,
            zh: """
                任一 login.password.succeeded 之前缺少下列任一项的，不通过：（一）login.face.failed 或 login.face.declined；（二）account_ref \
                相同的 login.credential.issued。
                """),
        judge: .candidate(unfounded))

    private static func unfounded(_ session: SessionView) -> Judgement {
        let logins = session.events.facts(.loginPasswordSucceeded)
        guard !logins.isEmpty else { return .notApplicable }
        let face = session.events.all(.loginFaceFailed, .loginFaceDeclined).first
        let credentials = session.events.facts(.loginCredentialIssued)
        let unfounded = logins.filter { login in
            let isAfterFace = face.map { $0.index < login.event.index } ?? false
            let isIssued = credentials.contains {
                $0.event.index < login.event.index && $0.data.accountRef.isSame(as: login.data.accountRef)
            }
            return !(isAfterFace && isIssued)
        }
        guard let first = unfounded.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "login by password at \(session.text(first.event.receivedAt)) with no face failure or refusal, or no "
                    + "credential for its account, recorded before it",
                zh: "\(session.text(first.event.receivedAt)) 以密码登录，此前没有记录人脸识别失败或拒绝，或没有记录该账号的发放"),
            citing: unfounded.map(\.event))
    }

    static let login10 = Rule(
        "LOGIN-10", Phrase(en: "Face login tried first", zh: "首选人脸登录"), seed: "§2", severity: .notice,
        events: [.loginFaceAttempted, .loginFaceDeclined, .sessionOpened],
        summary: Phrase(
            en: "Face recognition is tried, or declined, before a session is opened by password.",
            zh: "以密码开启会话之前，应先尝试或明确拒绝人脸识别。"),
        applies: Phrase(en: "there is a session.opened{password}", zh: "有 session.opened{password}"),
        condition: Phrase(
            en: """
                Fails when no login.face.attempted and no login.face.declined before the first \
                session.opened{password}.
                """,
            zh: "在第一个 session.opened{password} 之前既没有 login.face.attempted，也没有 login.face.declined 的，不通过。"),
        judge: .candidate(faceNotTried))

    private static func faceNotTried(_ session: SessionView) -> Judgement {
        guard let opened = session.events.facts(.sessionOpened).first(where: { $0.data.method == .password }) else {
            return .notApplicable
        }
        let tried = session.events.all(.loginFaceAttempted, .loginFaceDeclined).first
        if let tried, tried.index < opened.event.index { return .pass }
        return .fail(
            Phrase(
                en: "a session opened by password at \(session.text(opened.event.receivedAt)) with no face attempt or "
                    + "refusal recorded before it",
                zh: "\(session.text(opened.event.receivedAt)) 以密码开启会话，此前没有记录人脸登录尝试或拒绝"),
            citing: [opened.event])
    }
}
