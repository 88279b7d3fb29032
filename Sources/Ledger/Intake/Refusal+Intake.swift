import Exam
import Primitives

extension Refusal {
    static func otherLedger(_ named: String, _ origin: String) -> Refusal {
        Refusal(
            .otherLedger,
            Phrase(en: "the statement is meant for \(named), not for \(origin)", zh: "陈述是给 \(named) 的，不是给 \(origin) 的"))
    }

    static func otherMode(_ mode: Mode) -> Refusal {
        Refusal(
            .mode,
            Phrase(
                en: "a \(mode.rawValue) event does not belong into this ledger", zh: "\(mode.rawValue) 事件不属于本账本"))
    }

    static let badSignature = Refusal(
        .signature,
        Phrase(en: "the signature does not hold for these bytes and this key", zh: "签名与这些字节及该密钥不符"))

    static let missingTime = Refusal(
        .receivedAtMissing,
        Phrase(
            en: "the line has no `received_at`, and this ledger's clock is imported",
            zh: "该行没有 `received_at`，而本账本的时钟为导入方式"))

    static let unexpectedTime = Refusal(
        .receivedAtUnexpected,
        Phrase(
            en: "the line brings `received_at`, and this ledger has its own clock",
            zh: "该行带有 `received_at`，而本账本使用自己的时钟"))

    static func backwards(_ time: Instant, last: Instant) -> Refusal {
        Refusal(
            .clockBackwards,
            Phrase(
                en: "`received_at` \(time.milliseconds) is before \(last.milliseconds), that of the entry in front",
                zh: "`received_at` \(time.milliseconds) 早于前一条的 \(last.milliseconds)"))
    }

    static func repeatedCounter(_ n: Int64) -> Refusal {
        Refusal(
            .counter,
            Phrase(en: "counter \(n) of this key was used before, for other bytes", zh: "该密钥的计数 \(n) 已用于其他字节"))
    }

    static func reusedIdentifier(at index: UInt64) -> Refusal {
        Refusal(
            .identifier,
            Phrase(
                en: "the event id stands in the log already, with other bytes (entry \(index))",
                zh: "该事件标识已在日志中，且字节不同（第 \(index) 条）"))
    }

    static func performedByLedger(_ type: EventType) -> Refusal {
        Refusal(
            .performedByLedger,
            Phrase(
                en: "`\(type.rawValue)` comes only from the command that performs it",
                zh: "`\(type.rawValue)` 只能由执行该操作的命令产生"))
    }

    static func sealedExam(_ statement: Statement) -> Refusal {
        let exam = statement.exam ?? ""
        return Refusal(
            .sealed,
            Phrase(
                en: "\(exam) is sealed: it takes no `\(statement.type.rawValue)` any more",
                zh: "\(exam) 已封存，不再接收 `\(statement.type.rawValue)`"))
    }

    static let unreadableDisclosure = Refusal(
        .disclosure, Phrase(en: "a disclosure cannot be read as one", zh: "有披露无法读作披露"))

    static func unknownDisclosure(_ name: String) -> Refusal {
        let name = String(name.prefix(64))
        return Refusal(
            .disclosure,
            Phrase(
                en: "there is a disclosure of `\(name)`, and the statement commits to no value of that name",
                zh: "有 `\(name)` 的披露，而陈述没有对该名称的值作出承诺"))
    }

    static func wrongDisclosure(_ name: String) -> Refusal {
        Refusal(
            .disclosure,
            Phrase(
                en: "the disclosure of `\(name)` does not open the commitment in `personal`",
                zh: "`\(name)` 的披露与 `personal` 中的承诺不符"))
    }

    static func erasedOwner(at index: UInt64) -> Refusal {
        Refusal(
            .erased,
            Phrase(
                en: "the candidate's personal values were erased, logged at index \(index): none is kept any more",
                zh: "该考生的个人信息已删除，记录于第 \(index) 条：不再保存任何内容"))
    }
}

extension Refusal.Code {
    /// The word under which the log itself records such a refusal; `nil` where its bytes are by nobody
    /// enrolled, or the statement itself is not what is refused.
    var recordedReason: LedgerAppendRefused.Reason? {
        switch self {
        case .envelopeInvalid, .signature, .keyUnknown, .erased: nil
        case .receivedAtUnexpected, .receivedAtMissing, .clockBackwards: .clock
        case .statementInvalid, .statementTooLarge, .memberMissing, .memberUnknown, .memberInvalid, .disclosure,
            .keyUnacceptable:
            .payload
        case .typeUnknown, .versionUnknown: .unknownType
        case .scope, .otherLedger, .mode: .scope
        case .role, .keyRole, .keyHolder, .keyAuthority, .performedByLedger: .role
        case .keyRevoked, .keyValidity: .keyRevoked
        case .counter, .identifier: .sequence
        case .sealed: .sealed
        }
    }
}
