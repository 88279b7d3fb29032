import CLMDB
import Glibc
public import Primitives

/// What `doctor` and `stats` show of a store.
public struct EnvironmentStatistics: Hashable, Sendable {
    /// The version of LMDB that this process runs with.
    public static var libraryVersion: String { unsafe String(cString: mdb_version(nil, nil, nil)) }

    /// The version of LMDB that this process runs with.
    public let library: String
    /// Bytes of address space reserved.
    public let mapSize: UInt64
    /// Bytes of pages in use or free inside of the file.
    public let usedBytes: UInt64
    /// Bytes of the file.
    public let fileSize: UInt64
    /// Bytes of a page.
    public let pageSize: UInt64
    /// Bytes free on the disk for this user.
    public let freeDisk: UInt64
    /// The number of the last commit.
    public let lastCommit: UInt64
    /// Places for readers in use.
    public let readers: Int
    /// Places for readers.
    public let maximumReaders: Int
    /// How many commits the oldest running reader is behind; pages freed since then cannot be used again.
    public let oldestReaderLag: UInt64
}

extension Environment {
    /// The store's sizes and readers now.
    ///
    /// - Throws: `store.io` when the system does not tell.
    public func statistics() throws(LedgerError) -> EnvironmentStatistics {
        unsafe mdb_reader_check(handle, nil)
        let information = unsafe information
        var descriptor: Int32 = -1
        var file = stat()
        var space = statvfs()
        guard unsafe mdb_env_get_fd(handle, &descriptor) == 0, unsafe fstat(descriptor, &file) == 0,
            unsafe fstatvfs(descriptor, &space) == 0
        else { throw .system(errno, .reading, path) }
        let snapshots = readerSnapshots()
        let lastCommit = unsafe UInt64(information.me_last_txnid)
        return unsafe EnvironmentStatistics(
            library: EnvironmentStatistics.libraryVersion,
            mapSize: UInt64(information.me_mapsize),
            usedBytes: (UInt64(information.me_last_pgno) + 1) * pageSize,
            fileSize: UInt64(file.st_size),
            pageSize: pageSize,
            freeDisk: UInt64(space.f_bavail) * UInt64(space.f_frsize),
            lastCommit: lastCommit,
            readers: snapshots.count,
            maximumReaders: Int(information.me_maxreaders),
            oldestReaderLag: snapshots.min().map { lastCommit - min($0, lastCommit) } ?? 0)
    }

    /// The commits that running readers see, from LMDB's table of lines `pid thread commit`.
    private func readerSnapshots() -> [UInt64] {
        var lines: [String] = []
        unsafe withUnsafeMutablePointer(to: &lines) { lines in
            _ = unsafe mdb_reader_list(
                handle,
                { line, context in
                    guard let line = unsafe line, let context = unsafe context else { return 0 }
                    unsafe context.assumingMemoryBound(to: [String].self).pointee.append(String(cString: line))
                    return 0
                }, lines)
        }
        return lines.flatMap { $0.split(separator: "\n") }.compactMap { line in
            line.split(separator: " ").dropFirst(2).first.flatMap { UInt64($0) }
        }
    }
}
