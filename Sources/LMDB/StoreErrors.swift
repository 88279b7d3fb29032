import CLMDB
import Glibc
public import Primitives

extension LedgerError.Code {
    /// There is no store in that place.
    public static let storeMissing = Self(rawValue: "store.missing")
    /// A file stands where the store's folder should be.
    public static let storeNotADirectory = Self(rawValue: "store.not-a-directory")
    /// The system does not allow it.
    public static let storePermission = Self(rawValue: "store.permission")
    /// The store's file is not what LMDB wrote.
    public static let storeDamaged = Self(rawValue: "store.damaged")
    /// A newer version wrote the store.
    public static let storeVersion = Self(rawValue: "store.version")
    /// The disk, or the room allowed on it, is full.
    public static let storeFullDisk = Self(rawValue: "store.full-disk")
    /// The reserved map is full.
    public static let storeFullMap = Self(rawValue: "store.full-map")
    /// Somebody else holds what is needed; trying again later may help.
    public static let storeBusy = Self(rawValue: "store.busy")
    /// A record was to be appended that does not come after the last one.
    public static let storeOrder = Self(rawValue: "store.order")
    /// A key is empty or longer than 511 bytes.
    public static let storeKey = Self(rawValue: "store.key")
    /// The system failed to read or write.
    public static let storeInputOutput = Self(rawValue: "store.io")
}

/// What was being done when the system said no.
enum StoreAct {
    case opening, reading, writing

    var en: String {
        switch self {
        case .opening: "opened"
        case .reading: "read"
        case .writing: "written"
        }
    }

    var zh: String {
        switch self {
        case .opening: "打开"
        case .reading: "读取"
        case .writing: "写入"
        }
    }
}

/// In which way a store is damaged.
enum StoreDamage {
    case empty, badHeader, tooShort, badPage, badRecord(table: String)

    var en: String {
        switch self {
        case .empty: "it is empty"
        case .badHeader: "its first pages are not those of an LMDB store"
        case .tooShort: "the file is shorter than it says"
        case .badPage: "one of its pages is not where or what it should be"
        case .badRecord(let table): "the table \(table) holds a record that cannot have been written by this program"
        }
    }

    var zh: String {
        switch self {
        case .empty: "文件是空的"
        case .badHeader: "文件开头的页不是 LMDB 存储的页"
        case .tooShort: "文件比它自己记录的长度短"
        case .badPage: "其中有一页的位置或内容不对"
        case .badRecord(let table): "表 \(table) 中有一条不可能由本程序写入的记录"
        }
    }
}

extension LedgerError {
    static func missingStore(_ path: String) -> LedgerError {
        LedgerError(
            .storeMissing,
            Phrase(en: "there is no ledger in \(path)", zh: "\(path) 中没有账本"),
            hint: Phrase(
                en: "give the folder of a ledger, or make a new one: examledger init",
                zh: "请给出账本所在的文件夹，或新建一个账本：examledger init"))
    }

    static func missingTable(_ path: String, _ table: String) -> LedgerError {
        LedgerError(
            .storeMissing,
            Phrase(
                en: "the store in \(path) has no table \(table): it is not a ledger, or its making was interrupted",
                zh: "\(path) 中的存储没有表 \(table)：它不是账本，或者创建过程被中断"),
            hint: Phrase(
                en: "give the folder of a ledger, or remove this one and make the ledger again: examledger init",
                zh: "请给出账本所在的文件夹，或删除此文件夹后重新创建账本：examledger init"))
    }

    static func notADirectory(_ path: String) -> LedgerError {
        LedgerError(
            .storeNotADirectory,
            Phrase(
                en: "\(path) is a file, and a ledger is a folder",
                zh: "\(path) 是一个文件，而账本应当是一个文件夹"),
            hint: Phrase(en: "give the folder of a ledger", zh: "请给出账本所在的文件夹"))
    }

    static func damagedStore(_ path: String, _ damage: StoreDamage) -> LedgerError {
        LedgerError(
            .storeDamaged,
            Phrase(
                en: "the ledger's store \(path) is damaged: \(damage.en)",
                zh: "账本的存储 \(path) 已损坏：\(damage.zh)"),
            hint: Phrase(
                en: "keep the folder as it is, and restore the ledger from a backup or a published copy",
                zh: "请保持该文件夹原样，并从备份或已发布的副本恢复账本"))
    }

    static func newerStore(_ path: String, version: UInt32) -> LedgerError {
        LedgerError(
            .storeVersion,
            Phrase(
                en:
                    "the ledger's store \(path) was written by a newer version (store format \(version), known here: 1)",
                zh: "账本的存储 \(path) 由更新的版本写入（存储格式 \(version)，此处支持：1）"),
            hint: Phrase(
                en: "use a version of examledger that knows this format",
                zh: "请使用支持此格式的 examledger 版本"))
    }

    static func busyStore(_ path: String) -> LedgerError {
        LedgerError(
            .storeBusy,
            Phrase(
                en: "another process is writing to the ledger in \(path)",
                zh: "另一个进程正在写入 \(path) 中的账本"),
            hint: Phrase(
                en: "wait until it has ended and try again; reading is possible meanwhile",
                zh: "请等它结束后再试；在此期间可以读取"))
    }

    static func alreadyOpen(_ path: String) -> LedgerError {
        LedgerError(
            .storeBusy,
            Phrase(
                en: "this process has the ledger in \(path) open already",
                zh: "本进程已经打开了 \(path) 中的账本"),
            hint: Phrase(en: "use the one that is open", zh: "请使用已经打开的那一个"))
    }

    static func outOfOrder(_ path: String, table: String) -> LedgerError {
        LedgerError(
            .storeOrder,
            Phrase(
                en: "a record to append to the table \(table) of \(path) does not come after its last one",
                zh: "要追加到 \(path) 的表 \(table) 的记录不在其最后一条记录之后"))
    }

    static func badKey(table: String, length: Int) -> LedgerError {
        LedgerError(
            .storeKey,
            Phrase(
                en: "a key of the table \(table) has \(length) bytes; from 1 to 511 are possible",
                zh: "表 \(table) 的一个键有 \(length) 个字节；允许 1 到 511 个字节"))
    }

    static func fullDisk(_ path: String) -> LedgerError {
        LedgerError(
            .storeFullDisk,
            Phrase(
                en: "there is no room left on the disk for the ledger in \(path); what was acknowledged before is safe",
                zh: "\(path) 中的账本所在的磁盘已没有空间；此前已确认的内容是安全的"),
            hint: Phrase(
                en: "make room on the disk, or raise the limit of the file's size, and try again",
                zh: "请清理磁盘空间或提高文件大小上限，然后重试"))
    }

    static func fullMap(_ path: String) -> LedgerError {
        LedgerError(
            .storeFullMap,
            Phrase(
                en:
                    "the address space reserved for the ledger in \(path) is full; what was acknowledged before is safe",
                zh: "为 \(path) 中的账本保留的地址空间已满；此前已确认的内容是安全的"),
            hint: Phrase(
                en: "raise the limit of the process's address space (ulimit -v, memory of the container) and try again",
                zh: "请提高进程的地址空间上限（ulimit -v、容器内存）后重试"))
    }

    /// What the system answered to a call of ours.
    static func system(_ number: Int32, _ act: StoreAct, _ path: String) -> LedgerError {
        switch number {
        case ENOENT: return .missingStore(path)
        case ENOTDIR: return .notADirectory(path)
        case ENOSPC, EDQUOT, EFBIG: return .fullDisk(path)
        case EACCES, EPERM, EROFS:
            let readOnly = number == EROFS
            return LedgerError(
                .storePermission,
                Phrase(
                    en: "\(path) cannot be \(act.en): "
                        + (readOnly ? "the file system is read-only" : "the system does not permit it"),
                    zh: "无法\(act.zh) \(path)：" + (readOnly ? "文件系统是只读的" : "系统不允许")),
                hint: Phrase(
                    en: "run as the ledger's owner, or give this user the right to its folder and files (lock.mdb too)",
                    zh: "请以账本所有者的身份运行，或授予此用户对该文件夹及其文件（包括 lock.mdb）的权限"))
        default:
            let text = answer(number)
            return LedgerError(
                .storeInputOutput,
                Phrase(en: "\(path) cannot be \(act.en): \(text.en)", zh: "无法\(act.zh) \(path)：\(text.zh)"),
                hint: Phrase(
                    en: "check the disk and the system's log, then try again",
                    zh: "请检查磁盘和系统日志，然后重试"))
        }
    }

    /// What LMDB answered.
    static func store(_ number: Int32, _ act: StoreAct, _ path: String) -> LedgerError {
        switch number {
        case MDB_MAP_FULL: .fullMap(path)
        case MDB_INVALID: .damagedStore(path, .badHeader)
        case MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_INCOMPATIBLE, MDB_CURSOR_FULL, MDB_BAD_TXN:
            .damagedStore(path, .badPage)
        case MDB_VERSION_MISMATCH:
            LedgerError(
                .storeVersion,
                Phrase(
                    en: "the ledger's store in \(path) was written or is held open by another version of LMDB",
                    zh: "\(path) 中的账本存储由另一版本的 LMDB 写入或正被其打开"),
                hint: Phrase(
                    en: "use a version of examledger that knows this format",
                    zh: "请使用支持此格式的 examledger 版本"))
        case MDB_READERS_FULL, MDB_MAP_RESIZED:
            LedgerError(
                .storeBusy,
                Phrase(
                    en: "too many readers hold the ledger in \(path), or it has outgrown what they have mapped",
                    zh: "读取 \(path) 中账本的进程过多，或账本已超出它们映射的范围"),
                hint: Phrase(en: "let readers end and try again", zh: "请等读取者结束后重试"))
        case EIO where act == .writing && isFull(path): .fullDisk(path)
        default: .system(number, act, path)
        }
    }

    private static func answer(_ number: Int32) -> Phrase {
        if number > 0 { return .system(number) }
        let text = unsafe String(cString: mdb_strerror(number))
        return Phrase(en: text, zh: text)
    }

    /// Whether a write that the system cut short was cut for want of room: LMDB reports that as EIO (storage.md 4.10).
    private static func isFull(_ path: String) -> Bool {
        var space = statvfs()
        if unsafe statvfs(path, &space) == 0, UInt64(space.f_bavail) * UInt64(space.f_frsize) < 16 << 20 { return true }
        var limit = rlimit()
        var file = stat()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
            unsafe stat(path + "/data.mdb", &file) == 0
        else { return false }
        return limit.rlim_cur != .max && UInt64(file.st_size) + (16 << 20) > UInt64(limit.rlim_cur)
    }
}
