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

    static func wrongDisclosure() -> Refusal {
        Refusal(
            .disclosure,
            Phrase(
                en: "a disclosure does not open any commitment in `personal`", zh: "有披露不对应 `personal` 中的任何承诺"))
    }
}

extension Refusal.Code {
    /// The word under which the log itself records such a refusal; `nil` where its bytes are by nobody enrolled.
    var recordedReason: LedgerAppendRefused.Reason? {
        switch self {
        case .envelopeInvalid, .signature, .keyUnknown: nil
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
