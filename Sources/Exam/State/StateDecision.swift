public import Primitives

/// The main state of a session at a moment, and why it is that one.
///
/// The order of precedence is that of rules.json, terms, "main state", word for word. The terms do not place
/// `candidate.withdrawn`; it stands between Held and Absent, because whoever was taken off the roster is not absent.
public struct StateDecision: Hashable, Sendable {
    /// The main state.
    public let state: MainState
    /// Why it is this state, in a sentence.
    public let reason: Phrase
    /// The event that decides; `nil` where only the clock does, or nothing has happened yet.
    public let event: EventMark?
    /// Since when; `nil` where nothing has happened yet.
    public let since: Instant?

    private init(_ state: MainState, _ event: EventMark?, _ reason: Phrase, since: Instant? = nil) {
        self.state = state
        self.reason = reason
        self.event = event
        self.since = since ?? event?.receivedAt
    }

    /// The main state of a session in its sitting at a moment of the ledger's clock.
    public init(_ session: SessionState, _ sitting: SittingState, now: Instant) {
        let times = sitting.grantedTime(of: session)
        self =
            StateDecision.aside(session, sitting, times, now)
            ?? StateDecision.afterwards(session, sitting)
            ?? StateDecision.onTheDay(session, sitting, times, now)
    }

    /// Voided, Held, Withdrawn, Absent, Declined.
    private static func aside(
        _ session: SessionState, _ sitting: SittingState, _ times: GrantedTime, _ now: Instant
    ) -> StateDecision? {
        if let decision = session.voided {
            return StateDecision(
                .voided, decision.mark,
                Phrase(
                    en: "a decision was issued with outcome `\(decision.outcome.rawValue)`",
                    zh: "已作出结果为 `\(decision.outcome.rawValue)` 的处理决定"))
        }
        if sitting.examState.withheld.contains(where: { $0.isSame(as: session.candidate) }) {
            return StateDecision(
                .held, sitting.examState.proposal,
                Phrase(en: "the last proposal to release withholds the candidate", zh: "最近一次公布提议将该考生列为暂缓公布"))
        }
        if let withheld = session.withheld {
            return StateDecision(
                .held, withheld, Phrase(en: "the candidate is withheld from release", zh: "该考生已被暂缓公布"))
        }
        if let withdrawn = session.withdrawn {
            return StateDecision(
                .withdrawn, withdrawn, Phrase(en: "the candidate was taken off the roster", zh: "该考生已退出"))
        }
        if session.login == nil, let closing = StateDecision.loginClosing(sitting), now >= closing {
            return StateDecision(
                .absent, sitting.loginClosed,
                Phrase(en: "no login succeeded before the login window closed", zh: "登录关闭前没有任何一次登录成功"),
                since: closing)
        }
        if let declined = session.pledgeDeclined, session.entry == nil {
            return StateDecision(
                .declined, declined,
                Phrase(en: "the pledge was declined and entry not granted", zh: "考生拒签承诺书，且未获准进入"))
        }
        return nil
    }

    /// Released, Sealed, UnderReview, EvidenceConfirmed, Uploaded, Uploading, Finished.
    private static func afterwards(_ session: SessionState, _ sitting: SittingState) -> StateDecision? {
        if let released = sitting.examState.released[sitting.sitting] {
            return StateDecision(
                .released, released, Phrase(en: "the scores of the sitting are released", zh: "本场次成绩已公布"))
        }
        let covered = session.finish?.mark ?? session.entry ?? session.registered ?? session.last
        if let covered, let seal = sitting.examState.seal(covering: covered) {
            return StateDecision(
                .sealed, seal, Phrase(en: "an approved seal covers the session", zh: "已获批准的封存涵盖本次面谈"))
        }
        let scored = session.lot.flatMap { sitting.score(for: $0, room: session.room) }
        if let first = [session.review, scored].compactMap(\.self).min(by: { $0.index < $1.index }) {
            return StateDecision(
                .underReview, first, Phrase(en: "review or marking has begun", zh: "评审或评分已开始"))
        }
        if let uploaded = session.uploaded {
            if let evidence = session.evidence.completed, let confirmed = session.evidenceConfirmed {
                let last = [uploaded, evidence, confirmed].max { $0.index < $1.index }
                return StateDecision(
                    .evidenceConfirmed, last,
                    Phrase(
                        en: "all recordings are uploaded and the evidence video is confirmed",
                        zh: "全部录像已上传，佐证视频已确认"))
            }
            return StateDecision(
                .uploaded, uploaded,
                Phrase(en: "camera, microphone and screen are uploaded", zh: "摄像头、麦克风和录屏均已上传"))
        }
        if let upload = session.firstUpload {
            return StateDecision(.uploading, upload, Phrase(en: "the upload has begun", zh: "上传已开始"))
        }
        return session.finish.map { finish in
            let reason =
                switch finish.kind {
                case .early: Phrase(en: "the candidate confirmed the end", zh: "考生确认结束")
                case .timeout: Phrase(en: "the time ran out", zh: "时间到，自动结束")
                case .forced: Phrase(en: "staff ended the session", zh: "工作人员强制结束")
                }
            return StateDecision(.finished, finish.mark, reason, since: finish.end)
        }
    }

    /// Abandoned, Answering, Barred, the furthest step, Rostered.
    private static func onTheDay(
        _ session: SessionState, _ sitting: SittingState, _ times: GrantedTime, _ now: Instant
    ) -> StateDecision {
        if let entry = session.entry, let start = times.start {
            if let duration = times.duration, let grace = sitting.parameters?.abandonGraceMs {
                let limit = start + Milliseconds.sum(duration, grace)
                if now > limit {
                    return StateDecision(
                        .abandoned, entry,
                        Phrase(
                            en: "entered, and not finished by the end of the time and its grace",
                            zh: "已进入，但在时间及宽限期结束前未结束面谈"),
                        since: limit)
                }
            }
            if now >= start {
                return StateDecision(
                    .answering, sitting.examStarted ?? entry,
                    Phrase(en: "entered, and the exam has started", zh: "已进入，且考试已开始"),
                    since: max(start, entry.receivedAt))
            }
        }
        if session.entry == nil, let answer = session.lastAnswer,
            answer.type == .loginRefused || answer.type == .entryRefused,
            let closing = loginClosing(sitting), now >= closing
        {
            return StateDecision(
                .barred, answer,
                Phrase(
                    en: "the last answer to a login or entry request was a refusal, and the login window has closed",
                    zh: "最近一次登录或进入申请被拒，且登录已关闭"),
                since: max(closing, answer.receivedAt))
        }
        for step in Step.allCases.reversed() {
            guard let mark = session.step(step) else { continue }
            return StateDecision(
                MainState(step), mark,
                Phrase(en: "the furthest step since the login", zh: "登录以来到达的最远步骤"))
        }
        return StateDecision(
            .rostered, session.registered,
            session.registered == nil
                ? Phrase(en: "no registration is recorded", zh: "没有登记记录")
                : Phrase(en: "registered, not logged in", zh: "已登记，尚未登录"))
    }

    /// T + login_close_ms.
    private static func loginClosing(_ sitting: SittingState) -> Instant? {
        guard let start = sitting.start, let parameters = sitting.parameters else { return nil }
        return start + parameters.loginCloseMs
    }
}
