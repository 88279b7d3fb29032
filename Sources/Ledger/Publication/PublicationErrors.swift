import Glibc
import LMDB
public import Primitives

extension LedgerError.Code {
    /// A published file holds other bytes than the log has for it.
    public static let publicationDiffers = Self(rawValue: "publication.differs")
    /// The folder has a log of another name.
    public static let publicationOtherLog = Self(rawValue: "publication.other-log")
    /// No checkpoint was signed, so that there is nothing to publish.
    public static let publicationUnsigned = Self(rawValue: "publication.unsigned")
    /// The folder is the ledger's own, or holds the ledger.
    public static let publicationPlace = Self(rawValue: "publication.place")
    /// Nothing is published in the folder.
    public static let publicationMissing = Self(rawValue: "publication.missing")
}

extension LedgerError {
    /// A file or folder that the system does not let be read or written.
    static func folder(_ path: String, _ number: Int32) -> LedgerError {
        let text = Phrase.system(number)
        let reason = Phrase(en: "\(path) cannot be read or written: \(text.en).", zh: "\(path) 无法读取或写入：\(text.zh)。")
        return switch number {
        case ENOSPC, EDQUOT, EFBIG:
            LedgerError(
                .storeFullDisk, reason,
                hint: Phrase(
                    en:
                        "Make room, or raise the limit of a file's size, and run the same command again; what is complete stays.",
                    zh: "请腾出空间或提高文件大小上限，然后重新运行同一命令；已完成的内容保持不变。"))
        case EIO:
            LedgerError(
                LedgerError.Code(rawValue: "input.folder"), reason,
                hint: Phrase(
                    en: "The disk or the network share failed: see to it and run the same command again.",
                    zh: "磁盘或网络共享出现故障：请排除后重新运行同一命令。"))
        default: LedgerError(LedgerError.Code(rawValue: "input.folder"), reason)
        }
    }

    static func publishedDiffers(_ file: String) -> LedgerError {
        LedgerError(
            .publicationDiffers,
            Phrase(
                en: "The published file \(file) holds other bytes than the log has for it; it was not changed.",
                zh: "已发布的文件 \(file) 与日志中应有的字节不同；未作更改。"),
            hint: Phrase(
                en:
                    "Check the folder with examledger fsck and the ledger with examledger verify: one of them was changed.",
                zh: "请用 examledger fsck 检查该文件夹，并用 examledger verify 检查账本：其中之一被更改过。"))
    }

    static func publishedOtherLog(_ path: String, _ origin: String, _ own: String) -> LedgerError {
        LedgerError(
            .publicationOtherLog,
            Phrase(
                en: "\(path) has the published log \(origin), and this ledger is \(own); nothing was changed.",
                zh: "\(path) 中是已发布的日志 \(origin)，而本账本是 \(own)；未作任何更改。"),
            hint: Phrase(en: "Name another folder.", zh: "请另选文件夹。"))
    }

    static let nothingSigned = LedgerError(
        .publicationUnsigned,
        Phrase(
            en: "No checkpoint was signed over this log: there is nothing that could be published.",
            zh: "尚未对本日志签署检查点：没有可发布的内容。"),
        hint: Phrase(en: "Sign one first: examledger checkpoint.", zh: "请先签署：examledger checkpoint。"))

    static func publicationPlace(_ path: String) -> LedgerError {
        LedgerError(
            .publicationPlace,
            Phrase(
                en: "\(path) is, holds or lies in the ledger's own folder, which is not to be published.",
                zh: "\(path) 就是账本文件夹、包含它或位于其中，而账本文件夹不可发布。"),
            hint: Phrase(en: "Name a folder of its own.", zh: "请使用单独的文件夹。"))
    }

    static func nothingPublished(_ path: String) -> LedgerError {
        LedgerError(
            .publicationMissing,
            Phrase(
                en: "\(path) has no published log: there are no tiles with a checkpoint.",
                zh: "\(path) 中没有已发布的日志：没有带检查点的瓦片。"),
            hint: Phrase(
                en: "Name the folder that examledger publish was given.", zh: "请给出 examledger publish 所用的文件夹。"))
    }
}
