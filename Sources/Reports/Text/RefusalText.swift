import Exam
import Primitives

/// Why something was refused, in words: what the payload of a refusal says to programs.
enum RefusalText {
    /// The reasons of a refusal, in the order in which it gives them; `nil` for an event that is none.
    static func phrase(_ payload: Payload) -> Phrase? {
        switch payload {
        case .loginRefused(let data): login(data)
        case .evidenceBindRefused(let data): binding(data.reason)
        case .drawRequestRefused(let data): draw(data.reason)
        case .entryRefused(let data): entry(data.reasons)
        case .homeReturnRefused(let data):
            Phrase(en: "\(data.pendingBytes) bytes are not uploaded yet", zh: "尚有 \(data.pendingBytes) 字节未上传")
        case .evidenceConfirmRefused(let data): confirmation(data)
        case .erasureRefused(let data): erasure(data.reason)
        default: nil
        }
    }

    private static func login(_ data: LoginRefused) -> Phrase {
        let by = DurationText.phrase(abs(data.deltaMs))
        let reason =
            switch data.reason {
            case .tooEarly where data.deltaMs < 0:
                Phrase(en: "\(by.en) before the login opens", zh: "距登录开放还有 \(by.zh)")
            case .tooEarly where data.deltaMs == 0:
                Phrase(en: "as too early, but just as the login opened", zh: "理由为过早，但登录恰于此刻开放")
            case .tooEarly:
                Phrase(en: "as too early, but \(by.en) after the login opened", zh: "理由为过早，但登录已开放 \(by.zh)")
            case .windowClosed where data.deltaMs < 0:
                Phrase(en: "as too late, but \(by.en) before the login closes", zh: "理由为过晚，但距登录关闭还有 \(by.zh)")
            case .windowClosed where data.deltaMs == 0:
                Phrase(en: "just as the login closed", zh: "登录恰于此刻关闭")
            case .windowClosed:
                Phrase(en: "\(by.en) after the login closed", zh: "登录已关闭 \(by.zh)")
            case .activeElsewhere: Phrase(en: "a session is live elsewhere", zh: "已在别处登录")
            case .notRostered: Phrase(en: "not on the roster", zh: "不在花名册中")
            case .barred: Phrase(en: "barred", zh: "被禁止参加")
            case .finished: Phrase(en: "the session is finished", zh: "本场面谈已结束")
            }
        guard data.hadPriorSession else { return reason }
        return Phrase(en: reason.en + "; had been logged in before", zh: reason.zh + "；此前曾登录")
    }

    private static func binding(_ reason: EvidenceBindRefused.Reason) -> Phrase {
        switch reason {
        case .qrExpired: Phrase(en: "the code has expired", zh: "二维码已过期")
        case .wrongProject: Phrase(en: "the code is of another exam", zh: "二维码属于其他考试项目")
        case .phoneAlreadyBound: Phrase(en: "the phone is bound already", zh: "该手机已绑定")
        case .wrongCandidate: Phrase(en: "the code is another candidate's", zh: "二维码属于其他考生")
        }
    }

    private static func draw(_ reason: DrawRequestRefused.Reason) -> Phrase {
        switch reason {
        case .alreadyAssigned: Phrase(en: "a lot is held already", zh: "已有抽签号")
        case .closed: Phrase(en: "the draw is not open", zh: "抽签未开放")
        case .notRostered: Phrase(en: "not on the roster of the draw", zh: "不在抽签花名册中")
        }
    }

    private static func entry(_ reasons: [EntryRefused.Reason]) -> Phrase {
        let phrases = reasons.map { reason in
            switch reason {
            case .notPermitted: Phrase(en: "entry is not permitted now", zh: "当前不允许进入")
            case .lotMissing: Phrase(en: "no lot", zh: "没有抽签号")
            case .pledgeMissing: Phrase(en: "the pledge is not signed", zh: "未签承诺书")
            case .noticeMissing: Phrase(en: "the notice is not acknowledged", zh: "未确认考试须知")
            case .evidenceNotRecording: Phrase(en: "the phone does not record", zh: "佐证视频未在录制")
            case .multipleDisplays: Phrase(en: "more than one display", zh: "显示器多于一个")
            case .late: Phrase(en: "too late", zh: "已过进入时间")
            }
        }
        return Phrase(
            en: phrases.map(\.en).joined(separator: ", "), zh: phrases.map(\.zh).joined(separator: "、"))
    }

    private static func confirmation(_ data: EvidenceConfirmRefused) -> Phrase {
        switch data.reason {
        case .notUploaded: Phrase(en: "the evidence video is not uploaded", zh: "佐证视频尚未上传")
        case .segmentsMissing:
            Phrase(en: "\(data.missing) segments are missing", zh: "缺少 \(data.missing) 段")
        }
    }

    private static func erasure(_ reason: ErasureRefused.Reason) -> Phrase {
        switch reason {
        case .dispute: Phrase(en: "a dispute is open", zh: "有未决异议")
        case .review: Phrase(en: "a review is open", zh: "有未决复核")
        case .legalHold: Phrase(en: "a legal hold is in force", zh: "依法保全中")
        case .retention: Phrase(en: "the retention time has not ended", zh: "保存期未满")
        }
    }
}
