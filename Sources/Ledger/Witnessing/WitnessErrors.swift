public import Primitives

extension LedgerError.Code {
    /// There is no witness in the folder.
    public static let witnessMissing = Self(rawValue: "witness.missing")
    /// There is a witness in the folder already.
    public static let witnessExists = Self(rawValue: "witness.exists")
    /// What a witness remembers of a log was lost or changed.
    public static let witnessRecord = Self(rawValue: "witness.record")
    /// A key is not one that a witnessed log may have.
    public static let witnessLogKey = Self(rawValue: "witness.log-key")
}

extension LedgerError {
    static func missingWitness(_ directory: String) -> LedgerError {
        LedgerError(
            .witnessMissing,
            Phrase(en: "There is no witness in \(directory).", zh: "\(directory) 中没有见证方。"),
            hint: Phrase(
                en: "Make one with examledger witness init DIR --name NAME.",
                zh: "请用 examledger witness init DIR --name NAME 建立见证方。"))
    }

    static func witnessExists(_ directory: String) -> LedgerError {
        LedgerError(
            .witnessExists,
            Phrase(
                en: "There is a witness in \(directory) already; nothing was changed.",
                zh: "\(directory) 中已有见证方；未作任何更改。"),
            hint: Phrase(
                en: "Choose another folder: a witness has one key and one memory.",
                zh: "请另选文件夹：一个见证方只有一把密钥和一份记录。"))
    }

    static func witnessRecord(_ origin: String) -> LedgerError {
        LedgerError(
            .witnessRecord,
            Phrase(
                en: "What this witness remembers of the log \(origin) was lost or changed; it cosigns nothing of it.",
                zh: "本见证方关于日志 \(origin) 的记录已丢失或被更改；不再联署该日志。"),
            hint: Phrase(
                en: "Put the record back. A witness that forgot what it saw needs a new key and a new name.",
                zh: "请恢复该记录。遗忘所见内容的见证方须改用新的密钥和名称。"))
    }

    static func notALogKey(_ name: String) -> LedgerError {
        LedgerError(
            .witnessLogKey,
            Phrase(
                en: "The key of \(name) cannot be a witnessed log's: it is a witness's key, or its name is too long.",
                zh: "\(name) 的密钥不能用作被见证日志的密钥：它是见证方的密钥，或名称过长。"),
            hint: Phrase(
                en: "Give the log's own vkey: log.vkey in the ledger's folder.",
                zh: "请给出日志自己的公钥：账本文件夹中的 log.vkey。"))
    }
}
