import Glibc
import Primitives

/// Where the system mapped `data.mdb`, as `/proc/self/maps` tells: LMDB itself does not.
enum DataMap {
    /// The range of addresses; `nil` where the system does not tell.
    ///
    /// A line reads `start-end perms offset major:minor inode path`. The inode identifies the file; the path does where
    /// a layered file system shows another inode.
    static func range(of path: String, inode: UInt64, length: UInt64) -> (start: UInt, end: UInt)? {
        guard let text = contents(of: "/proc/self/maps") else { return nil }
        var byInode: (start: UInt, end: UInt)?
        for line in text.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5, omittingEmptySubsequences: true)
            guard fields.count == 6, fields[1].last == UInt8(ascii: "s"),
                let range = range(String(decoding: fields[0], as: UTF8.self)), UInt64(range.end - range.start) >= length
            else { continue }
            let name = String(decoding: fields[5].drop { $0 == UInt8(ascii: " ") }, as: UTF8.self)
            if name.isSame(as: path) { return range }
            if UInt64(String(decoding: fields[4], as: UTF8.self)) == inode, name.hasSuffix("/data.mdb") {
                byInode = range
            }
        }
        return byInode
    }

    private static func range(_ text: String) -> (start: UInt, end: UInt)? {
        let ends = text.split(separator: "-").compactMap { UInt($0, radix: 16) }
        return ends.count == 2 && ends[0] < ends[1] ? (ends[0], ends[1]) : nil
    }

    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return count == 0 ? text : nil }
            text.append(contentsOf: piece[..<count])
        }
    }
}
