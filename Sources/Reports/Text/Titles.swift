public import Audit
public import Exam
public import Primitives

extension Severity {
    /// The severity in words.
    public var title: Phrase {
        switch self {
        case .blocking: Phrase(en: "blocks release", zh: "阻断公布")
        case .adjudication: Phrase(en: "needs adjudication", zh: "须裁定")
        case .notice: Phrase(en: "notice", zh: "提示")
        }
    }
}

extension Outcome {
    /// The outcome in words.
    public var title: Phrase {
        switch self {
        case .pass: Phrase(en: "passes", zh: "通过")
        case .fail: Phrase(en: "fails", zh: "不通过")
        case .notApplicable: Phrase(en: "does not apply", zh: "不适用")
        case .insufficientEvidence: Phrase(en: "not decided: too little evidence", zh: "证据不足，无法判定")
        }
    }
}

extension Role {
    /// The role in words.
    public var title: Phrase {
        switch self {
        case .candidate: Phrase(en: "candidate", zh: "考生")
        case .device: Phrase(en: "PC client", zh: "电脑客户端")
        case .phone: Phrase(en: "phone app", zh: "手机应用")
        case .platform: Phrase(en: "platform", zh: "平台")
        case .invigilator: Phrase(en: "invigilator", zh: "监督员")
        case .support: Phrase(en: "technical support", zh: "技术服务")
        case .administrator: Phrase(en: "administrator", zh: "管理员")
        case .examiner: Phrase(en: "examiner", zh: "考官")
        case .witness: Phrase(en: "witness of the draw", zh: "抽签见证人")
        case .auditor: Phrase(en: "auditor", zh: "审计员")
        }
    }
}

extension Scope {
    /// What an event or a rule is about, in words.
    public var title: Phrase {
        switch self {
        case .ledger: Phrase(en: "ledger", zh: "账本")
        case .trust: Phrase(en: "keys and clock", zh: "密钥与时钟")
        case .exam: Phrase(en: "exam", zh: "考试")
        case .sitting: Phrase(en: "sitting", zh: "场次")
        case .candidate: Phrase(en: "candidate", zh: "考生")
        }
    }
}

extension EventDefinition.Class {
    /// The kind of event in words.
    public var title: Phrase {
        switch self {
        case .action: Phrase(en: "action of the candidate", zh: "考生操作")
        case .fact: Phrase(en: "fact", zh: "事实")
        case .refusal: Phrase(en: "refusal", zh: "拒绝")
        case .staff: Phrase(en: "act of staff", zh: "工作人员操作")
        case .incident: Phrase(en: "incident", zh: "异常")
        }
    }
}

extension Connection {
    /// The value in words.
    public var title: Phrase {
        switch self {
        case .none: Phrase(en: "never connected", zh: "未连接过")
        case .online: Phrase(en: "online", zh: "在线")
        case .offline: Phrase(en: "offline", zh: "离线")
        }
    }
}

extension EvidenceRecording {
    /// The value in words.
    public var title: Phrase {
        switch self {
        case .off: Phrase(en: "not started", zh: "未开始")
        case .recording: Phrase(en: "recording", zh: "录制中")
        case .interrupted: Phrase(en: "interrupted", zh: "已中断")
        case .stopped: Phrase(en: "stopped", zh: "已停止")
        }
    }
}

extension MainRecording {
    /// The value in words.
    public var title: Phrase {
        switch self {
        case .off: Phrase(en: "not started", zh: "未开始")
        case .recording: Phrase(en: "recording", zh: "录制中")
        case .stopped: Phrase(en: "stopped", zh: "已停止")
        }
    }
}

extension EntryRefused.Reason {
    /// The condition that a refusal for this reason says is missing.
    public var condition: Phrase {
        switch self {
        case .notPermitted: Phrase(en: "entry to the room is permitted", zh: "考场已允许进入")
        case .late: Phrase(en: "entry to the room has not closed", zh: "未超过进入截止时间")
        case .lotMissing: Phrase(en: "a lot is held", zh: "已有抽签号")
        case .pledgeMissing: Phrase(en: "the current pledge is signed", zh: "已签署现行承诺书")
        case .noticeMissing: Phrase(en: "the current notice is acknowledged", zh: "已确认现行须知")
        case .evidenceNotRecording: Phrase(en: "the phone is recording", zh: "佐证视频正在录制")
        case .multipleDisplays: Phrase(en: "exactly one display, not virtual", zh: "仅有一个显示器且非虚拟")
        }
    }
}

extension EventType {
    /// The title in the catalogue.
    public var title: Phrase {
        EventDefinition.of(self)?.title ?? Phrase(en: rawValue, zh: rawValue)
    }
}
