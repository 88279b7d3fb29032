import Glibc
import Primitives
import Terminal

/// Files that are read whole, byte for byte.
enum ByteFile {
    /// A file's bytes, or those of standard input for `-`.
    static func read(_ path: String, limit: Int) throws(LedgerError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR {
                guard Interrupt.requested == nil else { throw .interrupted }
                continue
            }
            guard count >= 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
            if count == 0 { return bytes }
            guard bytes.count + count <= limit else {
                errno = EFBIG
                throw .file(path, Phrase(en: "read", zh: "读取"))
            }
            bytes += buffer[..<count]
        }
    }
}
