public import Primitives

/// The conditions on which the platform's answers depend (domain.md §2).
///
/// The names are those that programs see; they are never translated.
public enum GuardName: String, CaseIterable, Hashable, Sendable {
    /// A policy and a schedule are in force, and can be followed.
    case termsInForce = "terms_in_force"
    /// The candidate is registered in the sitting.
    case rostered
    /// The candidate is neither withdrawn nor is the result void.
    case notBarred = "not_barred"
    /// The session has not ended.
    case notFinished = "not_finished"
    /// Logins have opened.
    case loginOpened = "login_opened"
    /// Logins have not closed.
    case loginNotClosed = "login_not_closed"
    /// No session is live on another device.
    case noSessionElsewhere = "no_session_elsewhere"
    /// The account was issued to this candidate.
    case accountIssued = "account_issued"
    /// The credential is still valid.
    case credentialValid = "credential_valid"
    /// A login has succeeded.
    case loggedIn = "logged_in"
    /// The request says which phone it comes from.
    case phoneNamed = "phone_named"
    /// The code was displayed in this session.
    case codeShownHere = "code_shown_here"
    /// The code is for this exam.
    case codeOfThisExam = "code_of_this_exam"
    /// The code has not expired.
    case codeLive = "code_live"
    /// The phone is bound to nobody else.
    case phoneFree = "phone_free"
    /// A draw for the candidate is open.
    case drawOpen = "draw_open"
    /// The draw's roster has the candidate.
    case inDraw = "in_draw"
    /// No lot is held yet.
    case noLotHeld = "no_lot_held"
    /// The draw's lots are at hand.
    case lotsAtHand = "lots_at_hand"
    /// The room's entry is open.
    case entryPermitted = "entry_permitted"
    /// A lot is held.
    case lotHeld = "lot_held"
    /// The current pledge is signed.
    case pledgeSigned = "pledge_signed"
    /// The pledge was not declined since.
    case pledgeNotDeclined = "pledge_not_declined"
    /// The current notice is acknowledged.
    case noticeAcknowledged = "notice_acknowledged"
    /// The phone records.
    case evidenceRecording = "evidence_recording"
    /// There is one display, a real one.
    case oneDisplay = "one_display"
    /// Camera, microphone and screen are uploaded.
    case mainUploaded = "main_uploaded"
    /// The evidence video is uploaded.
    case evidenceUploaded = "evidence_uploaded"
    /// Every segment of it is.
    case segmentsComplete = "segments_complete"
    /// No legal hold stands.
    case noLegalHold = "no_legal_hold"
    /// No dispute is open.
    case noDispute = "no_dispute"
    /// No review is open.
    case noReview = "no_review"
    /// The time for which data is kept is over.
    case retentionOver = "retention_over"

    /// The condition, for people.
    public var title: Phrase {
        switch self {
        case .termsInForce: Phrase(en: "a policy and a schedule are in force", zh: "考试规则与场次安排有效")
        case .rostered: Phrase(en: "the candidate is registered", zh: "考生已登记")
        case .notBarred: Phrase(en: "the candidate is not barred", zh: "考生未被取消资格")
        case .notFinished: Phrase(en: "the session has not ended", zh: "面谈尚未结束")
        case .loginOpened: Phrase(en: "logins have opened", zh: "登录已开放")
        case .loginNotClosed: Phrase(en: "logins have not closed", zh: "登录尚未关闭")
        case .noSessionElsewhere: Phrase(en: "no session is live on another device", zh: "其他设备上没有在线会话")
        case .accountIssued: Phrase(en: "the account was issued to the candidate", zh: "账号已发放给该考生")
        case .credentialValid: Phrase(en: "the credential is valid", zh: "账号仍在有效期内")
        case .loggedIn: Phrase(en: "the candidate has logged in", zh: "考生已登录")
        case .phoneNamed: Phrase(en: "the request names its phone", zh: "请求注明了手机")
        case .codeShownHere: Phrase(en: "the code was shown in this session", zh: "二维码由本次会话显示")
        case .codeOfThisExam: Phrase(en: "the code is for this exam", zh: "二维码属于本场考试")
        case .codeLive: Phrase(en: "the code has not expired", zh: "二维码未过期")
        case .phoneFree: Phrase(en: "the phone is bound to nobody else", zh: "手机未绑定其他考生")
        case .drawOpen: Phrase(en: "the draw is open", zh: "抽签已开放")
        case .inDraw: Phrase(en: "the draw has a lot for the candidate", zh: "抽签花名册中有该考生")
        case .noLotHeld: Phrase(en: "no lot is held yet", zh: "尚未持有抽签号")
        case .lotsAtHand: Phrase(en: "the draw's lots are at hand", zh: "可取得抽签结果")
        case .entryPermitted: Phrase(en: "entry to the room is open", zh: "考场允许进入")
        case .lotHeld: Phrase(en: "a lot is held", zh: "已有抽签号")
        case .pledgeSigned: Phrase(en: "the current pledge is signed", zh: "已签署现行承诺书")
        case .pledgeNotDeclined: Phrase(en: "the pledge was not declined", zh: "未拒签承诺书")
        case .noticeAcknowledged: Phrase(en: "the current notice is acknowledged", zh: "已确认现行考试须知")
        case .evidenceRecording: Phrase(en: "the phone records", zh: "佐证手机正在录制")
        case .oneDisplay: Phrase(en: "there is one display, a real one", zh: "只有一个显示器，且非虚拟显示器")
        case .mainUploaded: Phrase(en: "camera, microphone and screen are uploaded", zh: "摄像头、麦克风和录屏均已上传")
        case .evidenceUploaded: Phrase(en: "the evidence video is uploaded", zh: "佐证视频已上传")
        case .segmentsComplete: Phrase(en: "every segment of it is uploaded", zh: "佐证视频各分段齐全")
        case .noLegalHold: Phrase(en: "no legal hold stands", zh: "没有依法保全")
        case .noDispute: Phrase(en: "no dispute is open", zh: "没有未决异议")
        case .noReview: Phrase(en: "no review is open", zh: "没有未决复核")
        case .retentionOver: Phrase(en: "the retention time is over", zh: "保存期已满")
        }
    }
}
