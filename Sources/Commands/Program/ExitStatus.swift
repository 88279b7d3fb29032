import Primitives

/// Everything that the program can say by its exit status (cli.md, conventions).
///
/// `help exit-codes` is written from this list, and each has a test.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case incomplete = 1
    case integrityViolated = 10
    case badSignature = 11
    case inconsistentHistory = 12
    case findings = 13
    case projectionDiffers = 14
    case gateClosed = 15
    case noLedger = 20
    case wouldOverwrite = 21
    case formatTooNew = 22
    case trustMaterialMissing = 23
    case keyNotPermitted = 24
    case someRefused = 25
    case inputOutput = 30
    case usage = 64
    case unavailable = 69
    case ownDefect = 70
    case busy = 75
    case interrupted = 130
    case terminated = 143

    /// What it says, in words.
    var meaning: Phrase {
        switch self {
        case .done: Phrase(en: "done, nothing wrong", zh: "完成，无异常")
        case .incomplete: Phrase(en: "could not complete", zh: "未能完成")
        case .integrityViolated:
            Phrase(en: "integrity violated: root, chain, proof or stored bytes", zh: "完整性被破坏：根、链、证明或存储的字节")
        case .badSignature: Phrase(en: "a bad signature or key", zh: "签名或密钥无效")
        case .inconsistentHistory:
            Phrase(en: "inconsistent history: fork, rollback or missing tail", zh: "历史不一致：分叉、回退或缺尾")
        case .findings: Phrase(en: "findings at or above --fail-on", zh: "存在达到 --fail-on 级别的审计发现")
        case .projectionDiffers: Phrase(en: "a projection differs from its rebuild", zh: "投影与重建结果不一致")
        case .gateClosed:
            Phrase(en: "a gate is closed: something stands against a release or an erasure", zh: "关口关闭：有事项阻止公布或删除")
        case .noLedger: Phrase(en: "no ledger there", zh: "该处没有账本")
        case .wouldOverwrite: Phrase(en: "will not overwrite", zh: "不会覆盖已有内容")
        case .formatTooNew: Phrase(en: "the format is too new", zh: "格式过新")
        case .trustMaterialMissing: Phrase(en: "trust material is missing or expired", zh: "缺少信任材料或已过期")
        case .keyNotPermitted: Phrase(en: "the key or role is not permitted", zh: "密钥或角色无权")
        case .someRefused: Phrase(en: "some input was refused, the rest was taken", zh: "部分输入被拒绝，其余已接收")
        case .inputOutput: Phrase(en: "input or output failed, a full disk included", zh: "输入输出失败（含磁盘已满）")
        case .usage: Phrase(en: "wrong usage, no subcommand included", zh: "用法错误（含未给出子命令）")
        case .unavailable: Phrase(en: "a needed service is unavailable", zh: "所需服务不可用")
        case .ownDefect: Phrase(en: "a defect of this program", zh: "本程序的缺陷")
        case .busy: Phrase(en: "busy, try again", zh: "忙，请重试")
        case .interrupted: Phrase(en: "interrupted (SIGINT)", zh: "被中断（SIGINT）")
        case .terminated: Phrase(en: "terminated (SIGTERM)", zh: "被终止（SIGTERM）")
        }
    }

    /// The status of a command that failed with an error.
    init(_ error: LedgerError) {
        let code = error.code.rawValue
        self =
            switch code {
            case "output.closed": .done
            case "store.damaged", "publication.differs", "import.line", "import.repeated", "certificate.invalid":
                .integrityViolated
            case "checkpoint.invalid", "witness.untrusted", "key.form", "key.hash", "key.algorithm", "key.name",
                "key.unsound", "key.cost":
                .badSignature
            case "ledger.behind", "witness.inconsistent", "witness.record": .inconsistentHistory
            case "ledger.missing", "store.missing", "store.not-a-directory", "witness.missing", "publication.missing":
                .noLedger
            case "ledger.exists", "key.exists", "witness.exists", "publication.other-log", "ledger.other":
                .wouldOverwrite
            case "ledger.version", "store.version": .formatTooNew
            case "key.missing", "key.empty", "policy.form", "policy.missing", "policy.quorum", "witness.unknown-log":
                .trustMaterialMissing
            case "witness.log-key": .keyNotPermitted
            case "service.listen": .inputOutput
            case "store.busy": .busy
            case "interrupted": .interrupted
            case "crypto.unavailable", "crypto.ecvrf", "service.curl-missing": .unavailable
            case "seal.unwitnessed": .gateClosed
            case "draw.nonce-exists": .wouldOverwrite
            case "draw.nonce-mode", "personal.mode": .keyNotPermitted
            case "usage", "publication.place", "backup.place": .usage
            case "time.invalid", "time.unresolved", "zone.invalid": .usage
            case "ledger.not-found": .incomplete
            case "key.unreadable", "key.write", "key.directory", "key.memory": .inputOutput
            // Records out of order or without a key are never asked for, whatever the input holds.
            case "store.order", "store.key": .ownDefect
            case _ where code.hasPrefix("key.") || code == "ledger.key": .keyNotPermitted
            case _ where code.hasPrefix("store.") || code.hasPrefix("output.") || code.hasPrefix("input."): .inputOutput
            default: .incomplete
            }
    }
}
