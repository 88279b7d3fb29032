import Glibc
import Synchronization

/// Keeps the pages of a mapped file from piling up in a process.
///
/// Every page that was looked at counts as memory of the process for as long as the system has no better use for it,
/// so that a walk over a large store would count as large. Letting go of pages loses nothing: they are in the
/// system's cache, and there again when they are needed.
struct PageBudget: ~Copyable {
    /// How many bytes of files may be mapped in before the pages are let go of.
    private static let limit = 96 << 20
    /// How many transactions end between two looks at what is mapped in.
    private static let interval = 16

    private let ended = Atomic<Int>(0)

    /// Lets go of the pages at these addresses where the process has too many.
    ///
    /// - Precondition: The range is mapped from a file, and stays so during the call.
    func settle(_ range: (start: UInt, end: UInt)) {
        guard ended.add(1, ordering: .relaxed).newValue % PageBudget.interval == 0, range.start < range.end,
            PageBudget.mappedBytes > PageBudget.limit
        else { return }
        unsafe madvise(UnsafeMutableRawPointer(bitPattern: range.start), Int(range.end - range.start), MADV_DONTNEED)
    }

    /// The bytes of files that are mapped in now; 0 where the system does not tell.
    private static var mappedBytes: Int {
        let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = unsafe text.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return 0 }
        // Sizes in pages: all, resident, resident and shared with a file.
        let fields = text[..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 2, let pages = Int(String(decoding: fields[2], as: UTF8.self)) else { return 0 }
        return pages * Int(getpagesize())
    }
}
