import Glibc
import Testing

/// A terminal of the test's own, with a person at its other end.
final class Person: Sendable {
    let descriptor: Int32
    let path: String
    /// Held open, so that what is typed early is kept.
    private let seat: Int32

    init() throws {
        // What posix_openpt, unlockpt and ptsname do, which Swift's Glibc does not show.
        descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var number: Int32 = 0
        try #require(ioctl(descriptor, 0x4004_5431, &number) == 0, "TIOCSPTLCK")
        try #require(ioctl(descriptor, 0x8004_5430, &number) == 0, "TIOCGPTN")
        path = "/dev/pts/\(number)"
        seat = open(path, O_RDWR | O_NOCTTY)
        try #require(seat >= 0)
    }

    deinit {
        close(seat)
        close(descriptor)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Reads until the text appears, as a person waits for a question.
    func see(_ text: String) -> String {
        var seen: [UInt8] = []
        var byte: UInt8 = 0
        while !seen.suffix(text.utf8.count).elementsEqual(text.utf8), read(descriptor, &byte, 1) == 1 {
            seen.append(byte)
        }
        return String(decoding: seen, as: UTF8.self)
    }
}
