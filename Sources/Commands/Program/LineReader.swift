import Glibc
import Primitives
import Terminal

/// Reads lines from a file or from standard input, one at a time, whatever their number.
///
/// A line longer than the limit is handed out cut, one byte over the limit, so that its reader refuses it by its
/// length; the rest of it is passed over.
final class LineReader {
    private let descriptor: Int32
    private let name: String
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var start = 0
    private var end = 0

    /// A reader of a file, or of standard input for `-`.
    init(_ path: String, limit: Int) throws(LedgerError) {
        name = path
        self.limit = limit
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path, Phrase(en: "read", zh: "读取")) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            errno = EISDIR
            throw .file(path, Phrase(en: "read", zh: "读取"))
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Replaces a line's content by the next line, without its line break; `false` at the end of the input.
    func next(_ line: inout [UInt8]) throws(LedgerError) -> Bool {
        line.removeAll(keepingCapacity: true)
        var sawAny = false
        while true {
            if start == end, try !fill() {
                // Half a line that an interruption cut off was never sent.
                return sawAny && Interrupt.requested == nil
            }
            sawAny = true
            let part = buffer[start..<end]
            let lineEnd = part.firstIndex(of: UInt8(ascii: "\n"))
            let room = max(0, limit + 1 - line.count)
            line.append(contentsOf: part[..<(lineEnd ?? end)].prefix(room))
            guard let lineEnd else {
                start = end
                continue
            }
            start = lineEnd + 1
            return true
        }
    }

    private func fill() throws(LedgerError) -> Bool {
        start = 0
        end = 0
        let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { return Interrupt.requested == nil ? try fill() : false }
        guard count >= 0 else { throw .file(name, Phrase(en: "read", zh: "读取")) }
        end = count
        return count > 0
    }
}
