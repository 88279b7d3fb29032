import Primitives

/// The problems of published files.
extension VerificationProblem {
    static func publishedCheckpoint(_ reason: Phrase) -> VerificationProblem {
        VerificationProblem(
            "checkpoint.invalid", .signature, file: PublishedFolder.checkpointName,
            Phrase(en: "the published checkpoint cannot be trusted: \(reason.en)", zh: "已发布的检查点不可信：\(reason.zh)"))
    }

    static func missingFile(_ file: String, near index: UInt64?) -> VerificationProblem {
        VerificationProblem(
            "file.missing", at: index, file: file, Phrase(en: "\(file) is missing", zh: "缺少 \(file)"))
    }

    static func unreadableFile(_ file: String, _ reason: Phrase, near index: UInt64?) -> VerificationProblem {
        VerificationProblem(
            "file.unreadable", at: index, file: file,
            Phrase(en: "\(file) cannot be read: \(reason.en)", zh: "\(file) 无法读取：\(reason.zh)"))
    }

    static func tileWidth(_ file: String, _ count: Int, of width: Int, near index: UInt64?) -> VerificationProblem {
        VerificationProblem(
            "tree.tile", at: index, file: file,
            Phrase(
                en: "\(file) has \(count) bytes, and \(width) are due", zh: "\(file) 有 \(count) 字节，应为 \(width) 字节"))
    }

    /// A bundle that ends too early, or goes on behind its last entry.
    static func bundleForm(_ file: String, holds count: Int, of width: Int, at index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "bundle.form", at: index, file: file,
            Phrase(
                en: "\(file) can be read up to \(count) entries, and must hold \(width) and nothing else",
                zh: "\(file) 可读出 \(count) 条，应恰好为 \(width) 条"))
    }

    static func publishedEntry(_ file: String, at index: UInt64, _ stream: String?) -> VerificationProblem {
        VerificationProblem(
            "tree.leaf", at: index, stream: stream, file: file,
            Phrase(
                en: "the bytes of entry \(index) in \(file) are not those that the log signed",
                zh: "\(file) 中第 \(index) 条的字节不是日志所签署的字节"))
    }

    static func publishedTile(_ file: String, near index: UInt64?) -> VerificationProblem {
        VerificationProblem(
            "tree.tile", at: index, file: file,
            Phrase(
                en: "\(file) does not hold the hashes of the entries below it", zh: "\(file) 中的哈希与其下的条目不符"))
    }

    static func publishedRoot(_ size: UInt64) -> VerificationProblem {
        VerificationProblem(
            "tree.root", file: PublishedFolder.checkpointName,
            Phrase(
                en: "the first \(size) entries do not lead to the root that the checkpoint states",
                zh: "前 \(size) 条得不出检查点所载的根"))
    }

    static func stalePartial(_ file: String, near index: UInt64) -> VerificationProblem {
        VerificationProblem(
            "file.partial", at: index, file: file,
            Phrase(
                en: "\(file) is not the beginning of what is published there for more entries",
                zh: "\(file) 不是该处为更多条目发布的内容的开头"))
    }

    static func otherPublished(_ origin: String, _ checkpoint: String) -> VerificationProblem {
        VerificationProblem(
            "log.origin", at: 0, file: PublishedFolder.checkpointName,
            Phrase(
                en: "entry 0 opens the ledger \(origin), and the checkpoint is of \(checkpoint)",
                zh: "第 0 条开启的是账本 \(origin)，而检查点属于 \(checkpoint)"))
    }
}
