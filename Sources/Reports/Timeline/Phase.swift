public import Exam
public import Primitives

/// The chapters of a session, by main state: what a reader wants to find first.
public enum Phase: String, CaseIterable, Hashable, Sendable {
    /// Before the login.
    case before
    /// From the login to the notice: procedure, phone, lot, pledge.
    case preparing
    /// From entry to the waiting page.
    case entering
    /// Answering.
    case answering
    /// From the end to the confirmed evidence.
    case finishing
    /// Review, seal and release.
    case reviewing
    /// Absent, barred, declined, abandoned, held, void, withdrawn.
    case aside

    /// The chapter to which a main state belongs.
    public init(_ state: MainState) {
        self =
            switch state {
            case .rostered: .before
            case .authenticated, .procedureRead, .evidenceBound, .lotHeld, .pledged, .noticed: .preparing
            case .entered, .devicesConfirmed, .infoConfirmed, .waiting: .entering
            case .answering: .answering
            case .finished, .uploading, .uploaded, .evidenceConfirmed: .finishing
            case .underReview, .cleared, .sealed, .released: .reviewing
            case .absent, .barred, .declined, .abandoned, .held, .voided, .withdrawn: .aside
            }
    }

    /// The heading.
    public var title: Phrase {
        switch self {
        case .before: Phrase(en: "Before the login", zh: "登录之前")
        case .preparing: Phrase(en: "Logged in, getting ready", zh: "登录后准备")
        case .entering: Phrase(en: "Entered, before the start", zh: "进入面谈，等待开考")
        case .answering: Phrase(en: "Answering", zh: "答题")
        case .finishing: Phrase(en: "Finished, uploading", zh: "结束与上传")
        case .reviewing: Phrase(en: "Review and release", zh: "评审与公布")
        case .aside: Phrase(en: "Outside the normal course", zh: "正常流程之外")
        }
    }
}
