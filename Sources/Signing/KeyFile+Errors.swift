internal import Glibc
internal import Primitives

extension KeyFile {
    static var emptyFile: LedgerError {
        LedgerError("key.empty", Phrase(en: "The key file is empty.", zh: "密钥文件为空。"))
    }

    static func unopened(_ path: String, _ code: CInt) -> LedgerError {
        guard code == ENOENT || code == ENOTDIR else { return unreadable(path, code) }
        return LedgerError(
            "key.missing",
            Phrase(en: "\(path): There is no such key file.", zh: "\(path)：没有这个密钥文件。"),
            hint: Phrase(
                en: "Check the path, or make a key with `examledger key generate`.",
                zh: "请检查路径，或用 `examledger key generate` 生成密钥。"))
    }

    static func unreadable(_ path: String, _ code: CInt) -> LedgerError {
        let text = Phrase.system(code)
        return LedgerError(
            "key.unreadable",
            Phrase(
                en: "\(path): The key file cannot be read (\(text.en)).", zh: "\(path)：无法读取密钥文件（\(text.zh)）。"))
    }

    static func directory(_ path: String) -> LedgerError {
        LedgerError(
            "key.directory",
            Phrase(
                en: "\(path): This is a directory where a key file is expected.", zh: "\(path)：此处需要密钥文件，给出的却是文件夹。"))
    }

    static func wideMode(_ path: String, _ mode: mode_t) -> LedgerError {
        let octal = String(mode, radix: 8)
        return LedgerError(
            "key.mode",
            Phrase(
                en:
                    "\(path): Others may read this secret key (mode 0\(octal)); it must be readable by its owner alone.",
                zh: "\(path)：其他用户可以读取此私钥（权限 0\(octal)）；私钥只能由所有者读取。"),
            hint: Phrase(en: "chmod 600 \(path)", zh: "chmod 600 \(path)"))
    }

    static func exists(_ path: String) -> LedgerError {
        LedgerError(
            "key.exists",
            Phrase(
                en: "\(path): There is a file already, and a key is never overwritten.", zh: "\(path)：文件已存在；密钥绝不会被覆盖。"),
            hint: Phrase(en: "Choose another path.", zh: "请换一个路径。"))
    }

    static func unwritten(_ path: String, _ code: CInt) -> LedgerError {
        let text = Phrase.system(code)
        return LedgerError(
            "key.write",
            Phrase(
                en: "\(path): The key file cannot be written (\(text.en)).", zh: "\(path)：无法写入密钥文件（\(text.zh)）。"))
    }
}

extension LedgerError {
    /// The same failure, naming the file that it is about.
    func about(_ path: String) -> LedgerError {
        LedgerError(
            code, Phrase(en: "\(path): \(reason.en)", zh: "\(path)：\(reason.zh)"), hint: hint)
    }
}
