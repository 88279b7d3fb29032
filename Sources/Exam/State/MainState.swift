public import Primitives

/// Where a candidate stands in a sitting: the main region of the session's states (domain.md §2).
///
/// The names are those that programs see; they are never translated.
public enum MainState: String, CaseIterable, Hashable, Sendable {
    /// On the roster; nothing has happened yet.
    case rostered = "Rostered"
    /// Logged in.
    case authenticated = "Authenticated"
    /// The procedure is acknowledged.
    case procedureRead = "ProcedureRead"
    /// The phone is bound.
    case evidenceBound = "EvidenceBound"
    /// A lot is held.
    case lotHeld = "LotHeld"
    /// The pledge is signed.
    case pledged = "Pledged"
    /// The notice is acknowledged.
    case noticed = "Noticed"
    /// Entry was granted.
    case entered = "Entered"
    /// Camera and microphone are confirmed.
    case devicesConfirmed = "DevicesConfirmed"
    /// The personal data is confirmed.
    case infoConfirmed = "InfoConfirmed"
    /// In the waiting page.
    case waiting = "Waiting"
    /// Answering.
    case answering = "Answering"
    /// The session has ended.
    case finished = "Finished"
    /// The recordings are being uploaded.
    case uploading = "Uploading"
    /// Camera, microphone and screen are uploaded.
    case uploaded = "Uploaded"
    /// The evidence video is uploaded and confirmed too.
    case evidenceConfirmed = "EvidenceConfirmed"
    /// Reviewed or scored.
    case underReview = "UnderReview"
    /// Nothing stands against a release. The gate before release decides it, which sees findings; the fold does not.
    case cleared = "Cleared"
    /// Covered by an approved seal.
    case sealed = "Sealed"
    /// The score is released.
    case released = "Released"
    /// Never logged in.
    case absent = "Absent"
    /// Refused at login or entry, never entered.
    case barred = "Barred"
    /// Declined the pledge.
    case declined = "Declined"
    /// Entered and never finished.
    case abandoned = "Abandoned"
    /// Withheld from release.
    case held = "Held"
    /// A decision made the result void.
    case voided = "Voided"
    /// Taken off the roster.
    case withdrawn = "Withdrawn"

    /// The state that a step leads to.
    public init(_ step: Step) {
        self =
            switch step {
            case .authenticated: .authenticated
            case .procedureRead: .procedureRead
            case .evidenceBound: .evidenceBound
            case .lotHeld: .lotHeld
            case .pledged: .pledged
            case .noticed: .noticed
            case .entered: .entered
            case .devicesConfirmed: .devicesConfirmed
            case .infoConfirmed: .infoConfirmed
            case .waiting: .waiting
            }
    }

    /// The name for people.
    public var title: Phrase {
        switch self {
        case .rostered: Phrase(en: "on the roster", zh: "已列入花名册")
        case .authenticated: Phrase(en: "logged in", zh: "已登录")
        case .procedureRead: Phrase(en: "procedure read", zh: "已阅读流程")
        case .evidenceBound: Phrase(en: "phone bound", zh: "已绑定佐证手机")
        case .lotHeld: Phrase(en: "lot held", zh: "已有抽签号")
        case .pledged: Phrase(en: "pledge signed", zh: "已签承诺书")
        case .noticed: Phrase(en: "notice acknowledged", zh: "已确认须知")
        case .entered: Phrase(en: "entered", zh: "已进入面谈")
        case .devicesConfirmed: Phrase(en: "devices confirmed", zh: "已确认设备")
        case .infoConfirmed: Phrase(en: "personal data confirmed", zh: "已确认信息")
        case .waiting: Phrase(en: "waiting for the start", zh: "候考中")
        case .answering: Phrase(en: "answering", zh: "答题中")
        case .finished: Phrase(en: "finished", zh: "面谈已结束")
        case .uploading: Phrase(en: "uploading", zh: "正在上传")
        case .uploaded: Phrase(en: "uploaded", zh: "已上传")
        case .evidenceConfirmed: Phrase(en: "evidence confirmed", zh: "佐证视频已确认")
        case .underReview: Phrase(en: "under review", zh: "评审中")
        case .cleared: Phrase(en: "cleared for release", zh: "可公布")
        case .sealed: Phrase(en: "sealed", zh: "已封存")
        case .released: Phrase(en: "score released", zh: "成绩已公布")
        case .absent: Phrase(en: "absent", zh: "缺考")
        case .barred: Phrase(en: "barred", zh: "被拒未进入")
        case .declined: Phrase(en: "pledge declined", zh: "拒签承诺书")
        case .abandoned: Phrase(en: "abandoned", zh: "弃考")
        case .held: Phrase(en: "withheld from release", zh: "暂缓公布")
        case .voided: Phrase(en: "result void", zh: "成绩无效")
        case .withdrawn: Phrase(en: "withdrawn", zh: "已退出")
        }
    }
}
