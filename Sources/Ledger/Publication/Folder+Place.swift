import Glibc
import Primitives

extension Folder {
    /// The folder itself, or the nearest one above it that is there.
    static func nearest(to path: String) throws(LedgerError) -> Folder {
        var path = path
        while true {
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if descriptor >= 0 {
                close(descriptor)
                return try Folder(path)
            }
            guard errno == ENOENT else { throw .folder(path, errno) }
            path = above(path)
        }
    }

    /// The path without its last name.
    static func above(_ path: String) -> String {
        let names = path.split(separator: "/", omittingEmptySubsequences: true).dropLast().joined(separator: "/")
        return path.hasPrefix("/") ? "/" + names : names.isEmpty ? "." : names
    }

    /// Whether this folder is another one, or lies somewhere below it.
    func isSameOrBelow(_ other: Folder) throws(LedgerError) -> Bool {
        var folder = self
        while !folder.isSame(as: other) {
            let next = try folder.parent()
            if next.isSame(as: folder) { return false }
            folder = next
        }
        return true
    }
}
