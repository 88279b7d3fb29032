import Exam
import Glibc
import LMDB
import Ledger
import Primitives
import Terminal
import Transparency

/// The questions that `doctor` asks, each with its answer.
struct Checkup {
    /// One question with its answer.
    struct Check {
        let code: String
        let title: Phrase
        let finding: Phrase
        let isGood: Bool
        var status = ExitStatus.incomplete

        var json: JSONValue {
            .members([
                "code": .string(code), "ok": .bool(isGood), "title": .phrase(title), "finding": .phrase(finding),
            ])
        }
    }

    let store: LedgerStore
    let keys: LedgerKeys
    let context: TerminalContext

    func checks() throws(LedgerError) -> [Check] {
        let statistics = try store.statistics()
        return [
            engine(statistics), disk(statistics), readers(statistics), sync(), try clock(),
            keyFile(LedgerKeys.platform, at: keys.path(LedgerKeys.platform)),
            keyFile(LedgerKeys.log, at: keys.logKeyPath(of: try store.logKey())), try checkpoint(), projection(),
            personal(),
        ]
    }

    private func engine(_ statistics: EnvironmentStatistics) -> Check {
        Check(
            code: "store", title: Phrase(en: "store", zh: "存储"),
            finding: Phrase(
                en: "\(statistics.library), \(statistics.usedBytes) bytes used, map of \(statistics.mapSize) reserved",
                zh: "\(statistics.library)，已用 \(statistics.usedBytes) 字节，映射预留 \(statistics.mapSize) 字节"),
            isGood: statistics.usedBytes < statistics.mapSize / 10 * 9, status: .inputOutput)
    }

    private func disk(_ statistics: EnvironmentStatistics) -> Check {
        let least = max(UInt64(1) << 30, statistics.fileSize / 2)
        return Check(
            code: "disk", title: Phrase(en: "free disk", zh: "磁盘余量"),
            finding: Phrase(
                en: "\(statistics.freeDisk >> 20) MiB free, at least \(least >> 20) MiB advised",
                zh: "剩余 \(statistics.freeDisk >> 20) MiB，建议至少 \(least >> 20) MiB"),
            isGood: statistics.freeDisk >= least, status: .inputOutput)
    }

    private func readers(_ statistics: EnvironmentStatistics) -> Check {
        Check(
            code: "readers", title: Phrase(en: "readers", zh: "读者"),
            finding: Phrase(
                en:
                    "\(statistics.readers) of \(statistics.maximumReaders); the oldest is \(statistics.oldestReaderLag) "
                    + "commits behind",
                zh: "\(statistics.readers)/\(statistics.maximumReaders)；最旧的落后 \(statistics.oldestReaderLag) 次提交"),
            isGood: statistics.readers < statistics.maximumReaders && statistics.oldestReaderLag < 1_000,
            status: .busy)
    }

    private func sync() -> Check {
        let path = store.directory + "/.sync-probe"
        let start = context.clock()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        var isGood = descriptor >= 0
        if isGood {
            isGood = write(descriptor, "probe", 5) == 5 && fdatasync(descriptor) == 0
            close(descriptor)
            unlink(path)
        }
        let milliseconds = context.clock() - start
        return Check(
            code: "sync", title: Phrase(en: "durable write", zh: "落盘写入"),
            finding: isGood
                ? Phrase(en: "\(milliseconds) ms", zh: "\(milliseconds) 毫秒")
                : Phrase(en: "the folder cannot be written", zh: "文件夹不可写"),
            isGood: isGood && milliseconds < 250, status: .inputOutput)
    }

    private func clock() throws(LedgerError) -> Check {
        let last = try store.prefix().now
        let ahead = last - context.clock()
        return Check(
            code: "clock", title: Phrase(en: "clock", zh: "时钟"),
            finding: ahead > 0
                ? Phrase(
                    en: "this machine is \(ahead) ms behind the last entry", zh: "本机时钟比最后一条落后 \(ahead) 毫秒")
                : Phrase(en: "not behind the last entry", zh: "不早于最后一条"),
            isGood: ahead <= 0 || store.identity.clock == .imported)
    }

    private func keyFile(_ name: String, at path: String) -> Check {
        var status = stat()
        let isThere = stat(path, &status) == 0
        let isPrivate = status.st_mode & 0o077 == 0
        return Check(
            code: "key.\(name)", title: Phrase(en: name, zh: name),
            finding: !isThere
                ? Phrase(en: "not in \(keys.directory)/keys", zh: "不在 \(keys.directory)/keys 中")
                : isPrivate
                    ? Phrase(en: "there, for this user alone", zh: "存在，仅本用户可读")
                    : Phrase(en: "others may read it: chmod 600 \(path)", zh: "他人可读：请执行 chmod 600 \(path)"),
            isGood: isThere && isPrivate, status: isThere ? .keyNotPermitted : .trustMaterialMissing)
    }

    private func checkpoint() throws(LedgerError) -> Check {
        let size = try store.size()
        let (reached, beyond) = try store.reachedCheckpoint()
        let newest = beyond ?? reached?.size
        return Check(
            code: "checkpoint", title: Phrase(en: "checkpoint", zh: "检查点"),
            finding: newest.map { Phrase(en: "size \($0) of \(size)", zh: "大小 \($0)，日志共 \(size) 条") }
                ?? Phrase(en: "none was signed", zh: "尚未签署"),
            isGood: newest != nil && beyond == nil, status: .inconsistentHistory)
    }

    private func projection() -> Check {
        let title = Phrase(en: "session projection", zh: "面谈投影")
        do throws(LedgerError) {
            let projection = try SessionProjection(of: store)
            try projection.update()
            let different = try projection.differences() ?? []
            let names = different.map(\.candidate).joined(separator: ", ")
            return Check(
                code: "projection", title: title,
                finding: different.isEmpty
                    ? Phrase(en: "equals the log", zh: "与日志一致")
                    : Phrase(en: "differs for \(names)", zh: "以下考生不一致：\(names)"),
                isGood: different.isEmpty, status: .projectionDiffers)
        } catch {
            return Check(
                code: "projection", title: title, finding: error.reason, isGood: false, status: ExitStatus(error))
        }
    }
}
