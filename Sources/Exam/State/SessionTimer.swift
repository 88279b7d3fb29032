public import Primitives

/// The timers of a session (domain.md §2), all on the ledger's clock.
public enum SessionTimer: String, CaseIterable, Hashable, Sendable {
    /// Login opens.
    case loginOpens = "TM-1"
    /// The waiting page is due; questions are shown.
    case start = "TM-2"
    /// Login closes, and remaining lots are assigned.
    case loginCloses = "TM-3"
    /// Entry closes.
    case entryCloses = "TM-4"
    /// Answering ends.
    case answeringEnds = "TM-5"
    /// The evidence video is due.
    case evidenceDue = "TM-6"
    /// The clients may be removed.
    case clientsKept = "TM-7"
    /// The code for binding expires.
    case codeExpires = "TM-8"
    /// The window for a statement ends; before it no decision.
    case statementWindow = "TM-9"
    /// Identity data may be erased.
    case retention = "TM-10"

    /// The name for people.
    public var title: Phrase {
        switch self {
        case .loginOpens: Phrase(en: "login opens", zh: "登录开放")
        case .start: Phrase(en: "exam starts", zh: "开考")
        case .loginCloses: Phrase(en: "login closes", zh: "登录关闭")
        case .entryCloses: Phrase(en: "entry closes", zh: "进入截止")
        case .answeringEnds: Phrase(en: "answering ends", zh: "答题截止")
        case .evidenceDue: Phrase(en: "evidence video due", zh: "佐证视频截止")
        case .clientsKept: Phrase(en: "clients kept until the scores are released", zh: "成绩公布前保留客户端")
        case .codeExpires: Phrase(en: "binding code expires", zh: "绑定二维码失效")
        case .statementWindow: Phrase(en: "time for a statement ends", zh: "陈述申辩截止")
        case .retention: Phrase(en: "identity data kept until", zh: "身份数据保存期满")
        }
    }

    /// How a timer stands at a moment.
    public struct Standing: Hashable, Sendable {
        /// The timer.
        public let timer: SessionTimer
        /// When it is due; `nil` where that is not known yet.
        public let due: Instant?
        /// Whether that moment has come.
        public let isPassed: Bool
        /// The event that settled it, such as the end of the session for TM-5.
        public let settledBy: EventMark?
    }

    /// All timers of a session at a moment.
    public static func all(_ session: SessionState, _ sitting: SittingState, now: Instant) -> [Standing] {
        let times = sitting.grantedTime(of: session)
        return allCases.map { timer in
            let due = timer.due(session, sitting, times)
            let settledBy = timer.settling(session, sitting)
            let isPassed = timer == .clientsKept ? settledBy != nil : due.map { now >= $0 } ?? false
            return Standing(timer: timer, due: due, isPassed: isPassed, settledBy: settledBy)
        }
    }

    private func due(_ session: SessionState, _ sitting: SittingState, _ times: GrantedTime) -> Instant? {
        let parameters = sitting.parameters
        switch self {
        case .loginOpens: return times.start.flatMap { start in parameters.map { start + $0.loginOpenMs } }
        case .start: return times.start
        case .loginCloses: return times.start.flatMap { start in parameters.map { start + $0.loginCloseMs } }
        case .entryCloses:
            return session.room.flatMap { sitting.permissions(for: $0).map(\.until).max() }
        case .answeringEnds: return times.due
        case .evidenceDue: return session.finish.flatMap { end in parameters.map { end.end + $0.evidenceDueMs } }
        case .clientsKept: return sitting.examState.released[sitting.sitting]?.receivedAt
        case .codeExpires: return session.code?.at
        case .statementWindow:
            let last = session.notices.entries.map(\.value.at).max()
            return last.flatMap { served in parameters.map { served + $0.statementWindowMs } }
        case .retention:
            guard let start = times.start, let duration = times.duration, let parameters else { return nil }
            return start + Milliseconds.sum(duration, Milliseconds.days(parameters.retentionIdentDays))
        }
    }

    private func settling(_ session: SessionState, _ sitting: SittingState) -> EventMark? {
        switch self {
        case .loginOpens: nil
        case .start: sitting.examStarted
        case .loginCloses: sitting.loginClosed
        case .entryCloses: session.entry
        case .answeringEnds: session.finish?.mark
        case .evidenceDue: session.evidenceConfirmed
        case .clientsKept: sitting.examState.released[sitting.sitting]
        case .codeExpires: session.binding?.mark
        case .statementWindow: nil
        case .retention: session.erased
        }
    }
}
