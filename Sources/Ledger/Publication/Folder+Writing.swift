import Glibc
import LMDB
import Primitives

extension Folder {
    /// Opens a folder, made with all that leads to it where it is missing; durable on return.
    static func made(_ path: String, mode: mode_t = 0o755) throws(LedgerError) -> Folder {
        let existing = try Folder.nearest(to: path)
        var missing: [String] = []
        var rest = path
        while access(rest, F_OK) != 0, case let above = Folder.above(rest), above != rest {
            missing.append(String(rest.split(separator: "/", omittingEmptySubsequences: true).last ?? ""))
            rest = above
        }
        var folder = existing
        for name in missing.reversed() { folder = try folder.made(name, mode: mode) }
        return folder
    }

    /// The folder under a name, made where it is missing; its name is durable on return.
    func made(_ name: String, mode: mode_t = 0o755) throws(LedgerError) -> Folder {
        if let known = folder(name) { return known }
        guard mkdirat(descriptor, name, mode) == 0 || errno == EEXIST else { throw .folder(path + "/" + name, errno) }
        try synchronise()
        guard let folder = folder(name) else { throw .folder(path + "/" + name, errno) }
        return folder
    }

    /// Makes the names in this folder durable.
    func synchronise() throws(LedgerError) {
        guard fsync(descriptor) == 0 else { throw .folder(path, errno) }
    }

    /// Writes a new file, its bytes durable on return; its name is once the folder was synchronised.
    func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o644) throws(LedgerError) {
        let file = openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw .folder(path + "/" + name, errno) }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), $0.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .folder(path + "/" + name, count == 0 ? ENOSPC : errno) }
            done += count
        }
        guard fsync(file) == 0 else { throw .folder(path + "/" + name, errno) }
    }

    /// Gives a file a second name in another folder; `false` where that name is taken.
    func link(_ name: String, as other: String, in folder: Folder) throws(LedgerError) -> Bool {
        if linkat(descriptor, name, folder.descriptor, other, 0) == 0 { return true }
        guard errno == EEXIST else { throw .folder(folder.path + "/" + other, errno) }
        return false
    }

    /// Puts a file in the place of another, or in a free place, at one stroke.
    func move(_ name: String, over other: String, in folder: Folder) throws(LedgerError) {
        guard renameat(descriptor, name, folder.descriptor, other) == 0 else {
            throw .folder(folder.path + "/" + other, errno)
        }
    }

    /// Takes a file's name away; nothing where there is none.
    func remove(_ name: String) throws(LedgerError) {
        guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else { throw .folder(path + "/" + name, errno) }
    }

    /// Takes an empty folder away; nothing where there is none.
    func removeFolder(_ name: String) throws(LedgerError) {
        guard unlinkat(descriptor, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            throw .folder(path + "/" + name, errno)
        }
    }

    /// Takes a folder of files away; nothing where there is none.
    func removeWithFiles(_ name: String) throws(LedgerError) {
        guard let folder = folder(name) else { return }
        for (file, kind) in try folder.names() where kind != .folder { try folder.remove(file) }
        try removeFolder(name)
    }

    /// Takes the right to change this folder, until the folder is let go of.
    ///
    /// - Throws: `store.busy` where another process has it.
    func lock() throws(LedgerError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw .folder(path, errno) }
            throw LedgerError(
                .storeBusy,
                Phrase(en: "Another process is writing to \(path).", zh: "另一进程正在写入 \(path)。"),
                hint: Phrase(en: "Try again when it has ended.", zh: "请待其结束后重试。"))
        }
    }
}
