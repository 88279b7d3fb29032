import Exam
import Primitives
import Transparency

extension VerificationReport {
    /// What a run did not check, and what it would take.
    static func omissions(_ log: LogCheck) -> [Omission] {
        var omissions: [Omission] = []
        func add(_ code: String, _ en: String, _ zh: String) {
            omissions.append(Omission(code: code, phrase: Phrase(en: en, zh: zh)))
        }
        if log.isHashed {
            add(
                "signatures.before-checkpoint",
                """
                The signatures of entries 0 to \(log.start - 1), and the tables that lead to them, were not checked \
                again: their bytes were, and the checkpoint over them was trusted to have been audited.
                """,
                "未再次核验第 0 至 \(log.start - 1) 条的签名及其索引表：已重新核对其字节，并信任对它们签署的检查点已经过审核。")
        } else if !log.isWhole {
            add(
                "entries.before-checkpoint",
                "Entries 0 to \(log.start - 1) were not read again: the checkpoint over them was trusted.",
                "未重新读取第 0 至 \(log.start - 1) 条：信任了对它们签署的检查点。")
        }
        if let newest = log.trust.outside.last {
            if newest.size < log.size {
                add(
                    "log.after-checkpoint",
                    """
                    Entries from \(newest.size) on are newer than the given checkpoint: whether more followed them \
                    cannot be known from it.
                    """,
                    "第 \(newest.size) 条起的条目晚于给定的检查点：无法由它得知其后是否还有更多条目。")
            }
        } else {
            add(
                "completeness.no-checkpoint",
                """
                No checkpoint from outside was given: a tail that was cut off together with its checkpoint \
                would not be missed.
                """,
                "未给出外部检查点：若日志尾部与其检查点一并被截去，将无法察觉。")
        }
        switch log.trust.keySource {
        case .given: break
        case .ledger:
            add(
                "log-key.own-word",
                "Without a trust policy, the log key was taken from the ledger itself.", "未给出信任策略，日志密钥取自账本自身。")
        case .nobody:
            add(
                "log-key.none",
                """
                Neither a trust policy nor the log's key was given: whether the log signed the checkpoint was not \
                checked, and anybody could have made a folder like this one.
                """,
                "未给出信任策略，也未给出日志密钥：未检查检查点是否由该日志签署，任何人都可能伪造这样的文件夹。")
        }
        if log.trust.authority == nil {
            add(
                "authority.own-word",
                "No trust policy names the authority: the ledger's own word was taken for it.",
                "没有信任策略指明主管方：采信了账本自身的说法。")
        }
        if log.identity.clock == .imported {
            add(
                "clock.imported", "The times of this ledger were imported and not witnessed by it.",
                "本账本的时间为导入所得，并非由账本见证。")
        }
        add(
            "personal.values",
            "Personal values stand outside the log; only the form of their commitments was checked.",
            "个人信息的值不在日志之内；仅检查了其承诺的格式。")
        return omissions
    }
}
