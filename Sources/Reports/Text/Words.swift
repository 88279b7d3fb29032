import Primitives

/// The fixed words of reports: exhaustive, so that a translation cannot be forgotten.
enum Words {
    case why, since, lastEntry, at, lot, room, regions, timers, findings, entryGuards
    case met, missing, passed, open, settled, unknown, none
    case connection, mainRecording, evidenceRecording, help, incidents, tickets, disputes
    case events, values, severity, rule, seed, scope, parameters, applies, fails, insufficient, roles, members
    case personal, effect, kind, required, optional, family
    case ledgerTime, deviceTime, signer, actor, stream, position, cause, identifier, index, size, root, ruleset
    case commitments, causes, thisEvent, effects, refused, byTheClock, candidate, sitting, exam, state, device
    case helpThreads, invigilator, read, undisclosed, committed, terms, all

    var phrase: Phrase {
        switch self {
        case .why: Phrase(en: "why", zh: "原因")
        case .since: Phrase(en: "since", zh: "起始")
        case .lastEntry: Phrase(en: "last entry", zh: "最后条目")
        case .at: Phrase(en: "as of", zh: "截至")
        case .lot: Phrase(en: "lot", zh: "抽签号")
        case .room: Phrase(en: "room", zh: "考场")
        case .regions: Phrase(en: "Regions", zh: "各方面状况")
        case .timers: Phrase(en: "Timers", zh: "计时")
        case .findings: Phrase(en: "Findings", zh: "审计发现")
        case .entryGuards: Phrase(en: "What entry needs", zh: "进入面谈的条件")
        case .met: Phrase(en: "met", zh: "满足")
        case .missing: Phrase(en: "missing", zh: "缺少")
        case .passed: Phrase(en: "passed", zh: "已过")
        case .open: Phrase(en: "open", zh: "未到")
        case .settled: Phrase(en: "settled by", zh: "由此了结")
        case .unknown: Phrase(en: "not known", zh: "未知")
        case .none: Phrase(en: "none", zh: "无")
        case .connection: Phrase(en: "connection", zh: "连接")
        case .mainRecording: Phrase(en: "main recording", zh: "面谈录制")
        case .evidenceRecording: Phrase(en: "evidence recording", zh: "佐证录制")
        case .help: Phrase(en: "open help threads", zh: "未关闭的求助")
        case .incidents: Phrase(en: "incidents", zh: "异常")
        case .tickets: Phrase(en: "open support tickets", zh: "未办结工单")
        case .disputes: Phrase(en: "open disputes", zh: "未决异议")
        case .events: Phrase(en: "events", zh: "事件")
        case .values: Phrase(en: "values", zh: "数值")
        case .severity: Phrase(en: "severity", zh: "级别")
        case .rule: Phrase(en: "rule", zh: "规则")
        case .seed: Phrase(en: "source", zh: "依据")
        case .scope: Phrase(en: "scope", zh: "范围")
        case .parameters: Phrase(en: "parameters", zh: "参数")
        case .applies: Phrase(en: "applies when", zh: "适用条件")
        case .fails: Phrase(en: "condition", zh: "判定")
        case .insufficient: Phrase(en: "not decided when", zh: "无法判定的情形")
        case .roles: Phrase(en: "said by", zh: "陈述人")
        case .members: Phrase(en: "Members", zh: "成员")
        case .personal: Phrase(en: "personal values", zh: "个人信息")
        case .effect: Phrase(en: "effect", zh: "效果")
        case .kind: Phrase(en: "kind", zh: "类别")
        case .required: Phrase(en: "required", zh: "必填")
        case .optional: Phrase(en: "optional", zh: "可选")
        case .family: Phrase(en: "family", zh: "类族")
        case .ledgerTime: Phrase(en: "ledger's clock", zh: "账本时间")
        case .deviceTime: Phrase(en: "actor's clock", zh: "陈述人时间")
        case .signer: Phrase(en: "key", zh: "密钥")
        case .actor: Phrase(en: "actor", zh: "陈述人")
        case .stream: Phrase(en: "stream", zh: "流")
        case .position: Phrase(en: "position", zh: "位置")
        case .cause: Phrase(en: "answers", zh: "起因")
        case .identifier: Phrase(en: "id", zh: "标识")
        case .index: Phrase(en: "entry", zh: "条目")
        case .size: Phrase(en: "entries", zh: "条目数")
        case .root: Phrase(en: "root", zh: "根")
        case .ruleset: Phrase(en: "rules", zh: "规则集")
        case .commitments: Phrase(en: "committed personal values", zh: "已承诺的个人信息")
        case .causes: Phrase(en: "Causes", zh: "起因")
        case .thisEvent: Phrase(en: "This event", zh: "本事件")
        case .effects: Phrase(en: "Consequences", zh: "后续")
        case .refused: Phrase(en: "REFUSED", zh: "拒绝")
        case .byTheClock: Phrase(en: "by the clock", zh: "随时间推移")
        case .candidate: Phrase(en: "candidate", zh: "考生")
        case .sitting: Phrase(en: "sitting", zh: "场次")
        case .exam: Phrase(en: "exam", zh: "考试")
        case .state: Phrase(en: "state", zh: "状态")
        case .device: Phrase(en: "device", zh: "设备")
        case .helpThreads: Phrase(en: "Help", zh: "求助")
        case .invigilator: Phrase(en: "invigilator", zh: "监督员")
        case .read: Phrase(en: "read", zh: "已读")
        case .undisclosed: Phrase(en: "text committed, not disclosed", zh: "内容仅有承诺值，未披露")
        case .committed: Phrase(en: "committed", zh: "仅存承诺值")
        case .terms: Phrase(en: "terms", zh: "用语")
        case .all: Phrase(en: "all", zh: "全部")
        }
    }

    subscript(language: Language) -> String { phrase[language] }
}
