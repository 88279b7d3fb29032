import Exam
import Primitives

extension Refusal.Code {
    /// What to do about a refused line.
    var hint: Phrase {
        switch self {
        case .envelopeInvalid:
            Phrase(
                en: "send one DSSE envelope a line, as formats.md section 2 gives it",
                zh: "每行发送一个 DSSE 信封，格式见 formats.md 第 2 节")
        case .receivedAtUnexpected:
            Phrase(en: "leave `received_at` out; this ledger tells the time itself", zh: "去掉 `received_at`；本账本自行计时")
        case .receivedAtMissing:
            Phrase(
                en: "add `received_at`, the time at which the line was first received",
                zh: "加上 `received_at`，即该行首次收到的时间")
        case .clockBackwards: Phrase(en: "send lines in the order of `received_at`", zh: "请按 `received_at` 的顺序发送")
        case .statementInvalid: Phrase(en: "write the statement as strict JSON", zh: "请按严格 JSON 书写陈述")
        case .statementTooLarge:
            Phrase(en: "keep recordings and texts outside, and state their digests", zh: "录像与文本放在外部，陈述中只写摘要")
        case .memberMissing, .memberUnknown, .memberInvalid, .typeUnknown, .versionUnknown:
            Phrase(
                en: "see examledger catalogue TYPE for what the type takes", zh: "用 examledger catalogue TYPE 查看该类型的成员")
        case .scope:
            Phrase(en: "give exactly the ids that the type's scope asks for", zh: "请恰好给出该类型范围所需的标识")
        case .role, .keyRole:
            Phrase(
                en: "sign with a key that is enrolled for a role that may say this",
                zh: "请用登记了相应角色的密钥签名")
        case .otherLedger: Phrase(en: "send it to the ledger that it names", zh: "请发往其所指的账本")
        case .mode:
            Phrase(en: "mock tests have a ledger of their own (init --mode mock)", zh: "模拟测试使用单独的账本（init --mode mock）")
        case .signature:
            Phrase(
                en: "sign the statement's bytes as they are sent (examledger sign)", zh: "请对所发送的陈述字节签名（examledger sign）"
            )
        case .keyUnknown:
            Phrase(
                en: "enrol the key first (staff.key.enrolled, device.key.bound)",
                zh: "请先登记密钥（staff.key.enrolled、device.key.bound）")
        case .keyRevoked, .keyValidity:
            Phrase(en: "use a key that is valid now, and enrol it first", zh: "请使用当前有效的密钥，并先登记")
        case .keyUnacceptable:
            Phrase(en: "check the public key and its id (examledger key show)", zh: "请核对公钥及其标识（examledger key show）")
        case .keyHolder: Phrase(en: "set `actor.id` to the key's holder", zh: "请将 `actor.id` 设为密钥持有者")
        case .keyAuthority: Phrase(en: "ask an administrator to sign it", zh: "请由管理员签名")
        case .counter:
            Phrase(
                en: "give every event of a key its own `n`; two clients may share one key",
                zh: "同一密钥的每个事件应有各自的 `n`；可能有两个客户端共用一把密钥")
        case .identifier: Phrase(en: "give every event an id of its own", zh: "请为每个事件使用各自的标识")
        case .disclosure:
            Phrase(
                en: "send the disclosures whose digests stand in `personal`", zh: "请发送摘要与 `personal` 中一致的披露")
        case .erased:
            Phrase(en: "send the statement without disclosures", zh: "请发送不带披露的陈述")
        case .performedByLedger: Phrase(en: "use the command that performs it", zh: "请使用执行该操作的命令")
        case .sealed: Phrase(en: "after the seal only disputes, decisions and release are taken", zh: "封存之后只接收异议、决定和公布")
        }
    }
}
