import Glibc
import LMDB
import Primitives

/// A checkpoint in a file of its own: beside a store what notices one put back from an older copy, and with a witness
/// all that it remembers of a log.
enum CheckpointFile {
    private static let usualName = "checkpoint"

    /// The note that is kept; `nil` where there is none.
    static func read(in directory: String, named name: String = usualName) throws(LedgerError) -> [UInt8]? {
        let path = "\(directory)/\(name)"
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .checkpointFile(path, errno)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .checkpointFile(path, errno) }
        return Array(bytes[..<count])
    }

    /// Keeps a note in place of the one before, durable on return.
    static func write(_ note: [UInt8], in directory: String, named name: String = usualName) throws(LedgerError) {
        let path = "\(directory)/\(name)"
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .checkpointFile(path, errno) }
        let written = Glibc.write(file, note, note.count) == note.count && fsync(file) == 0
        let failure = errno
        close(file)
        guard written else { throw .checkpointFile(path, failure) }
        guard rename(temporary, path) == 0 else { throw .checkpointFile(path, errno) }
        try sync(folder: directory)
    }

    /// Makes what a folder lists durable.
    static func sync(folder path: String) throws(LedgerError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .checkpointFile(path, errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .checkpointFile(path, errno) }
    }
}

extension LedgerError {
    static func checkpointFile(_ path: String, _ number: Int32) -> LedgerError {
        let isFull = number == ENOSPC || number == EDQUOT
        let text = Phrase.system(number)
        return LedgerError(
            isFull ? .storeFullDisk : .storeInputOutput,
            Phrase(
                en: "The checkpoint file \(path) cannot be read or written: \(text.en).",
                zh: "检查点文件 \(path) 无法读取或写入：\(text.zh)。"),
            hint: Phrase(
                en: "Check the disk and the rights to the ledger's folder, then try again.",
                zh: "请检查磁盘以及账本文件夹的权限，然后重试。"))
    }
}
