import Glibc
import Primitives

/// The SHA-256 and the length of a file, read in pieces.
enum FileDigest {
    static func read(_ path: String) throws(LedgerError) -> (sha256: Digest, bytes: UInt64) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
        defer { close(descriptor) }
        var hash = SHA256()
        var bytes: UInt64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
            guard count > 0 else { return (hash.finalize(), bytes) }
            hash.update(buffer.span.extracting(0..<count))
            bytes += UInt64(count)
        }
    }
}
