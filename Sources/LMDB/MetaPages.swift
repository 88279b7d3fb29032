import Glibc
import Primitives

/// The two meta pages at the head of `data.mdb`, read before LMDB maps the file.
///
/// LMDB believes what they say and the system kills a process that reads behind the end of a mapped file, so a file
/// that is shorter than its newer meta page says must be refused beforehand (storage.md 4.11). Layout of LMDB 0.9 on
/// 64-bit machines, all words in the machine's order: page header of 16 bytes (flags u16 at 10), then `magic` u32 at
/// 16, `version` u32 at 20, page size u32 at 40, root of the free list u64 at 80, root of the main table u64 at 128,
/// last page u64 at 136, transaction u64 at 144.
struct MetaPages {
    static let magic: UInt32 = 0xBEEF_C0DE
    static let version: UInt32 = 1
    private static let length = 152
    private static let metaFlag: UInt16 = 0x08

    /// What one meta page says.
    private struct Page {
        let pageSize: UInt64
        let freeRoot: UInt64
        let mainRoot: UInt64
        let lastPage: UInt64
        let transaction: UInt64

        init(_ bytes: [UInt8], path: String) throws(LedgerError) {
            if MetaPages.word32(bytes, 16) != MetaPages.magic, MetaPages.word32(bytes, 24) == MetaPages.magic {
                throw .newerStore(path, version: MetaPages.word32(bytes, 28))
            }
            guard MetaPages.word16(bytes, 10) & MetaPages.metaFlag != 0,
                MetaPages.word32(bytes, 16) == MetaPages.magic
            else { throw .damagedStore(path, .badHeader) }
            let version = MetaPages.word32(bytes, 20)
            guard version <= MetaPages.version else { throw .newerStore(path, version: version) }
            pageSize = UInt64(MetaPages.word32(bytes, 40))
            freeRoot = MetaPages.word64(bytes, 80)
            mainRoot = MetaPages.word64(bytes, 128)
            lastPage = MetaPages.word64(bytes, 136)
            transaction = MetaPages.word64(bytes, 144)
            guard version == MetaPages.version, (512...65_536).contains(pageSize), pageSize.nonzeroBitCount == 1,
                lastPage >= 1, MetaPages.isPage(freeRoot, upTo: lastPage), MetaPages.isPage(mainRoot, upTo: lastPage)
            else { throw .damagedStore(path, .badHeader) }
        }
    }

    /// Checks the file behind an open descriptor.
    ///
    /// - Throws: `store.version` when a newer LMDB wrote it, `store.damaged` when it is no LMDB file or is shorter
    ///   than it says, `store.io` when it cannot be read.
    static func check(_ descriptor: Int32, path: String) throws(LedgerError) {
        let first = try Page(read(descriptor, at: 0, path: path), path: path)
        let second = try Page(read(descriptor, at: off_t(first.pageSize), path: path), path: path)
        let newer = second.transaction > first.transaction ? second : first
        // The size is asked after the pages: a writer's commit in between only makes the file longer.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno, .reading, path) }
        let pages = newer.lastPage.addingReportingOverflow(1)
        let bytes = pages.partialValue.multipliedReportingOverflow(by: newer.pageSize)
        guard second.pageSize == first.pageSize, !pages.overflow, !bytes.overflow,
            UInt64(status.st_size) >= bytes.partialValue
        else { throw .damagedStore(path, .tooShort) }
    }

    private static func read(_ descriptor: Int32, at offset: off_t, path: String) throws(LedgerError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, buffer.count, offset)
        }
        guard count >= 0 else { throw .system(errno, .reading, path) }
        guard count > 0 || offset > 0 else { throw .damagedStore(path, .empty) }
        guard count == length else { throw .damagedStore(path, .tooShort) }
        return bytes
    }

    /// LMDB writes all ones where a table is empty.
    private static func isPage(_ number: UInt64, upTo last: UInt64) -> Bool {
        number == .max || (2...max(2, last)).contains(number)
    }

    private static func word16(_ bytes: [UInt8], _ offset: Int) -> UInt16 {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt16.self) }
    }

    private static func word32(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    }

    private static func word64(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    }
}
