import Glibc

extension Phrase {
    /// What the number of a failed call of the system means (`errno`).
    ///
    /// In English as the system says it. In Chinese the failures that people meet in our own words, with the name that
    /// manuals call them by; the others as the system says them, with their number.
    package static func system(_ number: Int32) -> Phrase {
        let en = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "errno \(number)"
        return Phrase(en: en, zh: chinese(number) ?? "系统错误 \(number)（\(en)）")
    }

    private static func chinese(_ number: Int32) -> String? {
        switch number {
        case ENOENT: "文件或文件夹不存在（ENOENT）"
        case EACCES: "没有权限（EACCES）"
        case EPERM: "系统不允许此操作（EPERM）"
        case EROFS: "文件系统是只读的（EROFS）"
        case EEXIST: "文件已存在（EEXIST）"
        case EISDIR: "是文件夹，而不是文件（EISDIR）"
        case ENOTDIR: "不是文件夹（ENOTDIR）"
        case ENOTEMPTY: "文件夹不是空的（ENOTEMPTY）"
        case ELOOP: "符号链接过多或不允许（ELOOP）"
        case ENAMETOOLONG: "名称过长（ENAMETOOLONG）"
        case ENOSPC: "磁盘空间已满（ENOSPC）"
        case EDQUOT: "磁盘配额已用完（EDQUOT）"
        case EFBIG: "文件超过大小上限（EFBIG）"
        case EIO: "磁盘或设备读写出错（EIO）"
        case EMFILE: "本进程打开的文件过多（EMFILE）"
        case ENFILE: "系统打开的文件过多（ENFILE）"
        case ENOMEM: "内存不足（ENOMEM）"
        case EAGAIN: "资源暂不可用（EAGAIN）"
        case EBUSY: "资源正被占用（EBUSY）"
        default: nil
        }
    }
}
