import Glibc
import LMDB
import Primitives

extension LedgerError {
    /// The system failed at the personal store.
    static func personalStore(_ path: String) -> LedgerError {
        let reason = Phrase.system(errno)
        return LedgerError(
            .storeInputOutput,
            Phrase(en: "The personal store fails at \(path): \(reason.en).", zh: "个人信息库在 \(path) 处出错：\(reason.zh)。"))
    }

    /// The store's file is damaged: the log is not, and no copy of the log brings it back.
    static func personalDamage(_ reason: Phrase) -> LedgerError {
        LedgerError(
            .storeDamaged, reason,
            hint: Phrase(
                en: "The log is whole without it, and no backup of the log has it: move its folder away and keep it; "
                    + "what is sent again with its lines is kept anew.",
                zh: "日志无它亦完整，日志的备份中也没有它：请将其文件夹移走并保留；随原行再次送来的个人信息会重新保存。"))
    }

    static func personalBusy(_ path: String) -> LedgerError {
        LedgerError(
            .storeBusy,
            Phrase(
                en: "The personal store \(path) is in use; no key can be destroyed meanwhile.",
                zh: "个人信息库 \(path) 正在使用；在此期间不能销毁密钥。"),
            hint: Phrase(en: "Try again in a moment.", zh: "请稍后重试。"))
    }

    static func personalMode(_ path: String, _ mode: mode_t) -> LedgerError {
        LedgerError(
            LedgerError.Code(rawValue: "personal.mode"),
            Phrase(
                en: "\(path): Others may look into the personal store (mode 0\(String(mode, radix: 8))).",
                zh: "\(path)：其他用户可以查看个人信息库（权限 0\(String(mode, radix: 8))）。"),
            hint: Phrase(en: "chmod 700 \(path)", zh: "chmod 700 \(path)"))
    }
}
