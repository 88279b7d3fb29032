import Glibc
public import Primitives

/// Reads a regular file by large blocks, the next one asked for ahead; nothing but a regular file is ever opened.
final class BlockReader {
    /// Large enough that calls do not count, small enough to stay in a core's cache.
    private static let blockSize = 512 << 10

    /// The size when it was opened.
    let size: UInt64
    private let descriptor: Int32
    private var block = [UInt8](repeating: 0, count: blockSize)
    private var start: UInt64 = 0
    private var count = 0

    /// Opens a file.
    init(_ file: EvidenceFile) throws(EvidenceFile.Defect) {
        var status = stat()
        guard file.withPath({ stat($0, &status) }) == 0 else { throw .system(errno) }
        // Opening a pipe would wait, and opening a device might do something.
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        descriptor = file.withPath { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard descriptor >= 0 else { throw .system(errno) }
        // It may have been replaced in between.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notRegular
        }
        size = UInt64(clamping: status.st_size)
        posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL))
    }

    deinit { close(descriptor) }

    /// Hands out some bytes from a place on, at most up to an end, and returns their number: 0 only at the end of the
    /// file.
    func read(
        from place: UInt64, upTo end: UInt64, _ body: (Span<UInt8>) -> Void
    ) throws(EvidenceFile.Defect) -> Int {
        if place < start || place >= start + UInt64(count) { try fill(from: place) }
        let offset = Int(place - start)
        let length = min(count - offset, Int(clamping: end - place))
        let block = block
        if length > 0 { body(block.span.extracting(offset..<(offset + length))) }
        return length
    }

    private func fill(from place: UInt64) throws(EvidenceFile.Defect) {
        (start, count) = (place, 0)
        posix_fadvise(
            descriptor, off_t(clamping: place) &+ off_t(block.count), off_t(4 * block.count),
            Int32(POSIX_FADV_WILLNEED))
        while count < block.count {
            let read = block.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count,
                    off_t(clamping: place) &+ off_t(count))
            }
            if read < 0, errno == EINTR { continue }
            guard read >= 0 else { throw .system(errno) }
            if read == 0 { return }
            count += read
        }
    }
}

extension EvidenceFile {
    /// Why a file cannot be read.
    public enum Defect: Error, Hashable, Sendable {
        /// It is no regular file: a pipe, a socket, a device.
        case notRegular
        /// The system refuses, with the number of its reason.
        case system(Int32)
        /// Somebody asked to stop.
        case stopped

        /// In words.
        public var phrase: Phrase {
            switch self {
            case .notRegular:
                Phrase(en: "it is not a regular file", zh: "不是普通文件")
            case .system(let code): .system(code)
            case .stopped: Phrase(en: "interrupted", zh: "已中断")
            }
        }
    }
}
