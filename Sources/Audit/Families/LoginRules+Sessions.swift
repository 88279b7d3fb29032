import Exam
import Primitives

/// What happens to sessions and refusals, and how the candidate appears.
extension LoginRules {
    static let login05 = Rule(
        "LOGIN-05", Phrase(en: "Single session", zh: "不得多屏登录"), seed: "§2", severity: .adjudication,
        events: [.sessionOpened, .sessionEnded, .sessionSuperseded],
        summary: Phrase(en: "A candidate is logged in on one device at a time.", zh: "考生同一时间只能在一台设备上登录。"),
        applies: Phrase(en: "there is a session.opened", zh: "有 session.opened"),
        condition: Phrase(
            en: """
                Fails when two sessions of the candidate with different device_id overlap by more than 0 ms in t; a \
                session ends at its session.ended or session.superseded, else it is open.
                """,
            zh: "该考生 device_id 不同的两个会话按 t 重叠超过 0 ms 的，不通过；会话止于其 session.ended 或 session.superseded，没有的视为未结束。"),
        judge: .candidate(concurrent))

    private static func concurrent(_ session: SessionView) -> Judgement {
        let lives = Self.lives(session)
        guard !lives.isEmpty else { return .notApplicable }
        for (place, life) in lives.enumerated() {
            for other in lives[(place + 1)...] where !other.device.isSame(as: life.device) {
                let from = max(life.from, other.from)
                let until = [life.until, other.until].compactMap { $0 }.min()
                guard until.map({ $0 > from }) ?? true else { continue }
                let overlap = (until ?? session.now) - from
                return .fail(
                    Phrase(
                        en: "sessions on two devices at once from \(session.text(from)), for \(overlap) ms",
                        zh: "自 \(session.text(from)) 起两台设备同时在线，持续 \(overlap) 毫秒"),
                    citing: [life.opened, other.opened],
                    values: ["from": .time(from), "overlap_ms": .integer(overlap)])
            }
        }
        return .pass
    }

    /// A session's life in t; without an end it is still open.
    private struct Life {
        let opened: RecordedEvent
        let device: String
        let from: Instant
        let until: Instant?
    }

    private static func lives(_ session: SessionView) -> [Life] {
        let ends =
            session.events.facts(.sessionEnded).map { ($0.data.sessionNo, $0.event) }
            + session.events.facts(.sessionSuperseded).map { ($0.data.sessionNo, $0.event) }
        return session.events.facts(.sessionOpened).map { opened in
            let end = ends.filter { $0.0 == opened.data.sessionNo && $0.1.index > opened.event.index }
                .min { $0.1.index < $1.1.index }
            return Life(
                opened: opened.event, device: opened.data.deviceID, from: opened.event.receivedAt,
                until: end?.1.receivedAt)
        }
    }

    static let login06 = Rule(
        "LOGIN-06", Phrase(en: "Appearance", zh: "滤镜美颜遮挡"), seed: "§2", severity: .adjudication,
        events: [.appearanceFlagged, .recordingReviewed],
        summary: Phrase(en: "A flag about the candidate's appearance is cleared by a review.", zh: "对考生仪容的标记须经复核消除。"),
        applies: Phrase(en: "there is an appearance.flagged", zh: "有 appearance.flagged"),
        condition: Phrase(
            en: "Fails when an appearance.flagged is not cited in refs of a later recording.reviewed{pass}.",
            zh: "任一 appearance.flagged 未在其后的 recording.reviewed{pass} 的 refs 中被引用的，不通过。"),
        judge: .candidate(appearance))

    private static func appearance(_ session: SessionView) -> Judgement {
        let flags = session.events.all(.appearanceFlagged)
        guard !flags.isEmpty else { return .notApplicable }
        let reviews = session.events.facts(.recordingReviewed).filter { $0.data.result == .pass }
        let open = flags.filter { flag in
            !reviews.contains { $0.event.index > flag.index && $0.data.refs.contains(flag.id) }
        }
        guard !open.isEmpty else { return .pass }
        return .fail(
            Phrase(
                en: "\(open.count) flags about appearance with no passing review recorded after them",
                zh: "\(open.count) 条仪容标记之后没有记录通过的复核"),
            citing: open, values: ["open": .number(open.count)])
    }

    static let login07 = Rule(
        "LOGIN-07", Phrase(en: "Re-login refused after a crash", zh: "断线后拒绝重登"),
        seed: "§10 (10)", severity: .adjudication,
        events: [.loginRefused, .finishConfirmed, .finishTimedOut, .finishForced],
        summary: Phrase(
            en: "A candidate who had entered is not kept out by the closed login window.",
            zh: "已进入面谈的考生断线后不应因登录关闭而被拒之门外。"),
        applies: .entered,
        condition: Phrase(
            en: """
                Fails when a login.refused{window_closed, had_prior_session true} has T <= t < E (or E does not \
                exist).
                """,
            zh: "有 login.refused{window_closed, had_prior_session true} 满足 T <= t < E（或 E 不存在）的，不通过。"),
        judge: .candidate(returnRefused))

    private static func returnRefused(_ session: SessionView) throws(MissingBasis) -> Judgement {
        guard session.entry != nil else { return .notEntered }
        let refusals = session.events.facts(.loginRefused).filter {
            $0.data.reason == .windowClosed && $0.data.hadPriorSession
        }
        guard !refusals.isEmpty else { return .pass }
        let start = try session.start
        let broken = refusals.map(\.event).filter { refusal in
            refusal.receivedAt >= start && (session.end.map { refusal.receivedAt < $0 } ?? true)
        }
        guard let first = broken.first else { return .pass }
        return .fail(
            Phrase(
                en:
                    "login again refused at \(session.text(first.receivedAt)) during the exam, after an earlier session",
                zh: "考试期间 \(session.text(first.receivedAt)) 再次登录被拒绝，此前已有会话"),
            citing: broken, values: ["refusals": .number(broken.count)])
    }

    static let login08 = Rule(
        "LOGIN-08", Phrase(en: "Refusals justified", zh: "拒绝有据"), seed: "§2 §10", severity: .adjudication,
        parameters: ["login_open_ms", "login_close_ms"],
        events: [.loginRefused],
        summary: Phrase(en: "The reason of every refused login is true on replay.", zh: "每次拒绝登录的理由在回放中都应成立。"),
        applies: Phrase(en: "there is a login.refused", zh: "有 login.refused"),
        condition: Phrase(
            en: """
                Fails when reason is false on replay: too_early with t >= T + login_open_ms, window_closed with t < T \
                + login_close_ms, active_elsewhere without a live session, not_rostered though registered, barred \
                without a decision or withdrawal, finished without E.
                """,
            zh: """
                reason 经回放不成立的，不通过：too_early 而 t >= T + login_open_ms；window_closed 而 t < T + login_close_ms；\
                active_elsewhere 而没有在线会话；not_rostered 而已登记；barred 而没有处理决定或退出；finished 而没有 E。
                """),
        judge: .candidate(refusals))

    private static func refusals(_ session: SessionView) throws(MissingBasis) -> Judgement {
        let refusals = session.events.facts(.loginRefused)
        guard !refusals.isEmpty else { return .notApplicable }
        var unjustified: [Fact<LoginRefused>] = []
        for refusal in refusals where try !isJustified(refusal, session) { unjustified.append(refusal) }
        guard let first = unjustified.first else { return .pass }
        let (time, reason) = (session.text(first.event.receivedAt), first.data.reason)
        func fail(_ contrary: Phrase, _ values: KeyValuePairs<String, JSONValue>) -> Judgement {
            .fail(
                Phrase(
                    en: "login refused at \(time) as \(reason.words.en), \(contrary.en)",
                    zh: "\(time) 以“\(reason.words.zh)”为由拒绝登录，\(contrary.zh)"),
                citing: unjustified.map(\.event), values: values)
        }
        let code = JSONValue.string(reason.rawValue)
        switch reason {
        case .tooEarly:
            let opened = try session.start + session.parameters.loginOpenMs
            let text = session.text(opened)
            return fail(
                Phrase(en: "although login opened at \(text)", zh: "但登录已于 \(text) 开放"),
                ["reason": code, "opened_at": .time(opened)])
        case .windowClosed:
            let closes = try session.start + session.parameters.loginCloseMs
            let text = session.text(closes)
            return fail(
                Phrase(en: "although login closed only at \(text)", zh: "但登录至 \(text) 才关闭"),
                ["reason": code, "closed_at": .time(closes)])
        case .activeElsewhere, .notRostered, .barred, .finished:
            return fail(
                Phrase(en: "which the recorded events do not bear out", zh: "与所记录的事件不符"), ["reason": code])
        }
    }

    private static func isJustified(
        _ refusal: Fact<LoginRefused>, _ session: SessionView
    ) throws(MissingBasis) -> Bool {
        let (index, time) = (refusal.event.index, refusal.event.receivedAt)
        func isRecorded(_ types: EventType...) -> Bool {
            types.contains { type in session.events.first(type).map { $0.index < index } ?? false }
        }
        switch refusal.data.reason {
        case .tooEarly: return try time < session.start + session.parameters.loginOpenMs
        case .windowClosed: return try time >= session.start + session.parameters.loginCloseMs
        case .activeElsewhere: return isLive(before: index, session)
        case .notRostered: return !isRecorded(.candidateRegistered)
        case .barred: return isRecorded(.decisionIssued, .candidateWithdrawn)
        case .finished: return isRecorded(.finishConfirmed, .finishTimedOut, .finishForced)
        }
    }

    private static func isLive(before index: UInt64, _ session: SessionView) -> Bool {
        let ended = Set(
            session.events.facts(.sessionEnded).filter { $0.event.index < index }.map(\.data.sessionNo)
                + session.events.facts(.sessionSuperseded).filter { $0.event.index < index }.map(\.data.sessionNo))
        return session.events.facts(.sessionOpened).contains {
            $0.event.index < index && !ended.contains($0.data.sessionNo)
        }
    }
}

extension LoginRefused.Reason {
    /// The reason in words.
    fileprivate var words: Phrase {
        switch self {
        case .tooEarly: Phrase(en: "too early", zh: "登录尚未开放")
        case .windowClosed: Phrase(en: "too late", zh: "登录已关闭")
        case .activeElsewhere: Phrase(en: "logged in elsewhere", zh: "已在别处登录")
        case .notRostered: Phrase(en: "not on the roster", zh: "不在花名册中")
        case .barred: Phrase(en: "barred", zh: "被禁止参加")
        case .finished: Phrase(en: "finished", zh: "本场面谈已结束")
        }
    }
}
