import Primitives

/// The problems of the log as a whole: its tree, its checkpoints, its tables.
extension VerificationProblem {
    static let rewrittenCode = "log.rewritten"
    static let tailCode = "log.tail-missing"

    static func leaf(at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "tree.leaf", at: index,
            Phrase(
                en: "the bytes of entry \(index) are not those that the tree was built from",
                zh: "第 \(index) 条的字节不是构建树时的字节"))
    }

    /// A tile above the leaves follows from them: it names no entry, so that the first bad index is an entry's own.
    static func tile(_ level: Int, _ number: UInt64, near index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "tree.tile", at: level == 0 ? index : nil,
            Phrase(
                en: "tile \(number) of level \(level) is not that of the entries from \(index) on",
                zh: "第 \(level) 层的第 \(number) 个瓦片与自第 \(index) 条起的条目不符"))
    }

    static func tail(size: UInt64, checkpoint: UInt64, isOutside: Bool) -> VerificationProblem {
        VerificationProblem(
            tailCode, .history, at: size,
            Phrase(
                en: """
                    entries \(size) to \(checkpoint - 1) are missing: \
                    \(isOutside ? "the given" : "a stored") checkpoint was signed over \(checkpoint) entries
                    """,
                zh: """
                    缺少第 \(size) 至 \(checkpoint - 1) 条：\
                    \(isOutside ? "给定的" : "已存的")检查点是对 \(checkpoint) 条签署的
                    """))
    }

    static func rewritten(size: UInt64, isOutside: Bool) -> VerificationProblem {
        VerificationProblem(
            rewrittenCode, .history,
            Phrase(
                en: """
                    the first \(size) entries are not those that \
                    \(isOutside ? "the given" : "a stored") checkpoint was signed over
                    """,
                zh: "前 \(size) 条并非\(isOutside ? "给定" : "已存")检查点签署时的条目"))
    }

    static func storedCheckpoint(_ size: UInt64, _ reason: Phrase) -> VerificationProblem {
        VerificationProblem(
            "checkpoint.invalid", .signature,
            Phrase(
                en: "the checkpoint stored for size \(size) cannot be trusted: \(reason.en)",
                zh: "为前 \(size) 条存储的检查点不可信：\(reason.zh)"))
    }

    static func keptCheckpoint(_ reason: Phrase) -> VerificationProblem {
        VerificationProblem(
            "checkpoint.invalid", .signature,
            Phrase(
                en: "the checkpoint in the file beside the store cannot be trusted: \(reason.en)",
                zh: "存储旁文件中的检查点不可信：\(reason.zh)"))
    }

    static func otherOrigin(_ origin: String) -> VerificationProblem {
        VerificationProblem(
            "log.origin", .signature,
            Phrase(
                en: "this is the ledger \(origin), and the trust policy names no such log",
                zh: "这是账本 \(origin)，而信任策略中没有该日志"))
    }

    static let otherLogKey = VerificationProblem(
        "log.key", .signature,
        Phrase(
            en: "the log key that the ledger keeps is not the one of the trust policy",
            zh: "账本保存的日志密钥不是信任策略中的密钥"))

    static let otherAuthority = VerificationProblem(
        "authority.other", .signature, at: 0,
        Phrase(
            en: "the authority that opened the ledger is not the one of the trust policy",
            zh: "开启账本的主管方不是信任策略中的主管方"))

    /// A table that says otherwise than the log.
    static func table(_ name: String, at index: UInt64? = nil, stream: String? = nil) -> VerificationProblem {
        let place = index.map { Phrase(en: " at entry \($0)", zh: "（第 \($0) 条处）") } ?? Phrase(en: "", zh: "")
        return VerificationProblem(
            "index.\(name)", at: index, stream: stream,
            Phrase(
                en: "the table \(name) says otherwise than the log\(place.en)",
                zh: "表 \(name) 与日志不一致\(place.zh)"))
    }
}
