public import Primitives

extension LedgerError.Code {
    /// There is no ledger in the folder.
    public static let ledgerMissing = Self(rawValue: "ledger.missing")
    /// There is a ledger in the folder already.
    public static let ledgerExists = Self(rawValue: "ledger.exists")
    /// The ledger is of a layout that this program does not know.
    public static let ledgerVersion = Self(rawValue: "ledger.version")
    /// The log is behind, or differs from, a checkpoint that was signed over it.
    public static let ledgerBehind = Self(rawValue: "ledger.behind")
    /// A key that is needed is not the ledger's.
    public static let ledgerKey = Self(rawValue: "ledger.key")
    /// There is no such event, stream or position.
    public static let notFound = Self(rawValue: "ledger.not-found")
}

extension LedgerError {
    static func missingLedger(_ directory: String) -> LedgerError {
        LedgerError(
            .ledgerMissing,
            Phrase(en: "There is no ledger in \(directory).", zh: "\(directory) 中没有账本。"),
            hint: Phrase(
                en: "Name its folder with --ledger DIR or EXAMLEDGER_DIR, or make one with examledger init.",
                zh: "请用 --ledger DIR 或 EXAMLEDGER_DIR 指定文件夹，或用 examledger init 新建。"))
    }

    /// There is a ledger in a folder already.
    public static func ledgerExists(_ directory: String) -> LedgerError {
        LedgerError(
            .ledgerExists,
            Phrase(
                en: "There is a ledger in \(directory) already; nothing was changed.",
                zh: "\(directory) 中已有账本；未作任何更改。"),
            hint: Phrase(en: "Choose another folder.", zh: "请另选文件夹。"))
    }

    static func unknownFormat(_ directory: String, _ format: UInt64) -> LedgerError {
        LedgerError(
            .ledgerVersion,
            Phrase(
                en:
                    "The ledger in \(directory) has format \(format); this program knows format \(LedgerTables.format).",
                zh: "\(directory) 中账本的格式为 \(format)；本程序只认识格式 \(LedgerTables.format)。"),
            hint: Phrase(en: "Use a newer examledger.", zh: "请使用更新版本的 examledger。"))
    }

    static func damagedEntry(_ index: UInt64) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "store.damaged"),
            Phrase(
                en: "Entry \(index) of the log cannot be read as it was written.",
                zh: "日志第 \(index) 条无法按写入时的内容读出。"),
            hint: Phrase(en: "Run examledger verify.", zh: "请运行 examledger verify。"))
    }

    static func behindCheckpoint(size: UInt64, checkpoint: UInt64) -> LedgerError {
        LedgerError(
            .ledgerBehind,
            Phrase(
                en: "The log has \(size) entries and does not continue the checkpoint signed over \(checkpoint).",
                zh: "日志有 \(size) 条，与对前 \(checkpoint) 条签署的检查点不相衔接。"),
            hint: Phrase(
                en: "Nothing is appended. Run examledger verify, and restore the log before going on.",
                zh: "未追加任何内容。请运行 examledger verify，并先恢复日志。"))
    }

    static func wrongKey(_ purpose: Phrase, held: String) -> LedgerError {
        LedgerError(
            .ledgerKey,
            Phrase(
                en: "The key of \(held) is not this ledger's \(purpose.en).",
                zh: "\(held) 的密钥不是本账本的\(purpose.zh)。"))
    }

    /// There is no such event, stream or position.
    public static func notFound(_ what: String) -> LedgerError {
        LedgerError(
            .notFound, Phrase(en: "The ledger has no \(what).", zh: "账本中没有 \(what)。"),
            hint: Phrase(
                en: "List what there is with examledger log or examledger sessions.",
                zh: "可用 examledger log 或 examledger sessions 查看已有内容。"))
    }
}

extension LedgerError.Code {
    /// A checkpoint is not one by the log's key.
    public static let checkpointInvalid = Self(rawValue: "checkpoint.invalid")
}

extension LedgerError {
    static func invalidCheckpoint(_ why: Phrase) -> LedgerError {
        LedgerError(
            .checkpointInvalid,
            Phrase(en: "The checkpoint cannot be trusted: \(why.en)", zh: "检查点不可信：\(why.zh)"))
    }
}
