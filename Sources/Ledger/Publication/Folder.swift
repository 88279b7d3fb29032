import Glibc
import Primitives

/// A folder held open: what is named below it is reached by names alone, and no link there is followed.
///
/// Sendable: the descriptor is set once and closed only when nobody holds the folder any more.
final class Folder: Sendable {
    /// What was found under a name.
    enum Content {
        case bytes([UInt8])
        case missing
        /// A link, a folder, or a file that the system does not let be read or that is longer than it may be.
        case unreadable(Phrase)
    }

    /// Where it is, for messages.
    let path: String
    let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Opens a folder; the last name may be a link, as whoever names it chose.
    ///
    /// - Throws: `input.folder`.
    convenience init(_ path: String) throws(LedgerError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .folder(path, errno) }
        self.init(path: path, descriptor: descriptor)
    }

    /// Whether this is the same folder as another.
    func isSame(as other: Folder) -> Bool {
        var (mine, its) = (stat(), stat())
        return fstat(descriptor, &mine) == 0 && fstat(other.descriptor, &its) == 0 && mine.st_dev == its.st_dev
            && mine.st_ino == its.st_ino
    }

    /// The folder under a name; `nil` where there is none, or something else.
    func folder(_ name: String) -> Folder? {
        let found = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        return found < 0 ? nil : Folder(path: path + "/" + name, descriptor: found)
    }

    /// The folder above; the root's is the root.
    func parent() throws(LedgerError) -> Folder {
        let found = openat(descriptor, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard found >= 0 else { throw .folder(path + "/..", errno) }
        return Folder(path: path + "/..", descriptor: found)
    }

    /// The folder that names with slashes between them lead to, and the last name.
    func place(of file: String) -> (folder: Folder, name: String)? {
        var names = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let last = names.removeLast()
        var folder = self
        for name in names {
            guard let next = folder.folder(name) else { return nil }
            folder = next
        }
        return (folder, last)
    }

    /// The bytes of a file below this folder.
    func read(_ file: String, limit: Int) -> Content {
        guard let (folder, name) = place(of: file) else { return .missing }
        let found = openat(folder.descriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard found >= 0 else {
            if errno == ENOENT { return .missing }
            if errno == ELOOP {
                return .unreadable(Phrase(en: "it is a link, and links are not followed", zh: "是链接，而链接不予跟随"))
            }
            return .unreadable(.system(errno))
        }
        defer { close(found) }
        var status = stat()
        guard fstat(found, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .unreadable(Phrase(en: "it is not a file", zh: "不是文件"))
        }
        guard status.st_size <= limit else {
            return .unreadable(
                Phrase(
                    en: "it has \(status.st_size) bytes, at most \(limit) can be right",
                    zh: "有 \(status.st_size) 字节，至多应为 \(limit) 字节"))
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(found, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .unreadable(.system(errno)) }
            if count == 0 { break }
            done += count
        }
        return .bytes(Array(bytes[..<done]))
    }

    /// What a name stands for, without following it.
    enum Kind { case file, folder, other }

    /// The names in this folder with their kinds, in the order of their bytes.
    func names() throws(LedgerError) -> [(name: String, kind: Kind)] {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else { throw .folder(path, errno) }
        defer { closedir(stream) }
        var names: [(name: String, kind: Kind)] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            let isThere = fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            let kind: Kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG where isThere: .file
                case S_IFDIR where isThere: .folder
                default: .other
                }
            names.append((name, kind))
        }
        return names.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
}
