import Exam
import Primitives

/// The problems of single entries.
extension VerificationProblem {
    static func damaged(_ reason: Phrase, near index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "store.damaged", at: index,
            Phrase(
                en: "the store cannot be read near entry \(index): \(reason.en)",
                zh: "第 \(index) 条附近的存储无法读取：\(reason.zh)"))
    }

    static let gapCode = "log.gap"

    static func gap(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            gapCode, at: index, Phrase(en: "entry \(index) is missing", zh: "缺少第 \(index) 条"))
    }

    static func entryForm(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "entry.form", at: index,
            Phrase(en: "entry \(index) does not have the form of an entry", zh: "第 \(index) 条不具备条目的格式"))
    }

    static func entryIndex(_ stated: UInt64, at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "entry.index", at: index,
            Phrase(
                en: "entry \(index) says that it is entry \(stated)", zh: "第 \(index) 条自称是第 \(stated) 条"))
    }

    /// A statement that cannot be read; one that gives a personal value away has a code of its own.
    static func statement(
        _ refusal: Refusal, showsPersonalValue: Bool, at index: UInt64
    ) -> VerificationProblem {
        VerificationProblem(
            showsPersonalValue ? "entry.personal" : refusal.code == .role ? "entry.role" : "entry.statement", at: index,
            Phrase(
                en: "the statement of entry \(index) cannot be read: \(refusal.reason.en)",
                zh: "第 \(index) 条的陈述无法读取：\(refusal.reason.zh)"))
    }

    static func otherLedger(
        _ statement: Statement, _ identity: LedgerIdentity, at index: UInt64
    ) -> VerificationProblem {
        VerificationProblem(
            statement.mode == identity.mode ? "entry.ledger" : "entry.mode", at: index, stream: statement.stream.text,
            Phrase(
                en: """
                    entry \(index) is meant for \(statement.ledger) (\(statement.mode.rawValue)), \
                    and this is \(identity.origin) (\(identity.mode.rawValue))
                    """,
                zh: """
                    第 \(index) 条是给 \(statement.ledger)（\(statement.mode.rawValue)）的，\
                    而这是 \(identity.origin)（\(identity.mode.rawValue)）
                    """))
    }

    static func repeatedIdentifier(
        _ id: EventID, first: UInt64, at index: UInt64, _ stream: String?
    ) -> VerificationProblem {
        VerificationProblem(
            "id.reused", at: index, stream: stream,
            Phrase(
                en: "the event id \(id.text) of entry \(index) stands in entry \(first) already",
                zh: "第 \(index) 条的事件标识 \(id.text) 已出现在第 \(first) 条"))
    }

    static func identifierIndex(_ id: EventID, at index: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            "index.identifiers", at: index, stream: stream,
            Phrase(
                en: "the table of event ids does not lead from \(id.text) to entry \(index)",
                zh: "事件标识表未将 \(id.text) 指向第 \(index) 条"))
    }

    static func time(_ time: Instant, last: Instant, at index: UInt64, _ stream: String?) -> VerificationProblem {
        VerificationProblem(
            "entry.time", at: index, stream: stream,
            Phrase(
                en:
                    "entry \(index) was received at \(time.milliseconds), before the entry in front (\(last.milliseconds))",
                zh: "第 \(index) 条的接收时间 \(time.milliseconds) 早于前一条（\(last.milliseconds)）"))
    }

    static func sealed(_ statement: Statement, at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "entry.sealed", at: index, stream: statement.stream.text,
            Phrase(
                en:
                    "entry \(index) is a \(statement.type.rawValue) of \(statement.exam ?? ""), which was sealed by then",
                zh: "第 \(index) 条是 \(statement.exam ?? "") 的 \(statement.type.rawValue)，而该考试此前已封存"))
    }

    static func opening(_ phrase: Phrase, at index: UInt64) -> VerificationProblem {
        VerificationProblem("ledger.opening", .signature, at: index, stream: nil, phrase)
    }

    static func position(
        _ stated: UInt64, expected: UInt64, at index: UInt64, _ stream: String
    ) -> VerificationProblem {
        VerificationProblem(
            "stream.position", at: index, stream: stream,
            Phrase(
                en: "entry \(index) has position \(stated) in \(stream); \(expected) is next there",
                zh: "第 \(index) 条在 \(stream) 中的位置为 \(stated)；应为 \(expected)"))
    }

    static func previous(at index: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            "stream.previous", at: index, stream: stream,
            Phrase(
                en: "entry \(index) does not continue the entry before it in \(stream)",
                zh: "第 \(index) 条未衔接 \(stream) 中的前一条"))
    }

    static func streamOrder(at index: UInt64, behind last: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            "stream.order", at: index, stream: stream,
            Phrase(
                en: "entry \(index) follows entry \(last) in \(stream): the log has them the other way round",
                zh: "在 \(stream) 中第 \(index) 条接在第 \(last) 条之后：与日志中的先后相反"))
    }

    static func counter(_ n: Int64, _ key: KeyID, at index: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            "counter.repeated", at: index, stream: stream,
            Phrase(
                en: "entry \(index) uses counter \(n) of key \(key.hex) a second time",
                zh: "第 \(index) 条重复使用密钥 \(key.hex) 的计数 \(n)"))
    }

    static func signature(_ key: KeyID, at index: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            "signature.invalid", .signature, at: index, stream: stream,
            Phrase(
                en: "the signature of entry \(index) does not hold by key \(key.hex)",
                zh: "第 \(index) 条的签名与密钥 \(key.hex) 不符"))
    }

    static func key(_ refusal: Refusal, at index: UInt64, _ stream: String) -> VerificationProblem {
        VerificationProblem(
            refusal.code.rawValue, .signature, at: index, stream: stream,
            Phrase(
                en: "entry \(index): \(refusal.reason.en)", zh: "第 \(index) 条：\(refusal.reason.zh)"))
    }

    static func streamIndex(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "index.committed", at: index, stream: StreamName.ledger.text,
            Phrase(
                en: "the stream index that entry \(index) commits to is not that of the log",
                zh: "第 \(index) 条所承诺的流索引与日志不符"))
    }
}
