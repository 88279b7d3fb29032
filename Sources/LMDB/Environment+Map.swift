import CLMDB
import Glibc
import Primitives

extension Environment {
    /// What LMDB says of the environment now.
    var information: MDB_envinfo {
        var information = unsafe MDB_envinfo()
        unsafe mdb_env_info(handle, &information)
        return unsafe information
    }

    /// The path of the file with the data.
    var dataPath: String { path + "/data.mdb" }

    /// Records where the file is mapped, for reads and for the guard against damage.
    func recordMap() {
        let absolute: String
        if let resolved = unsafe realpath(dataPath, nil) {
            absolute = unsafe String(cString: resolved)
            unsafe free(resolved)
        } else {
            absolute = dataPath
        }
        let length = unsafe UInt64(information.me_mapsize)
        guard let range = DataMap.range(of: absolute, inode: inode, length: length) else { return }
        claim.record(start: range.start, end: range.end)
    }

    /// The addresses of the pages that are committed; `(0, 0)` where the map's place is unknown.
    func readableRange() -> (start: UInt, end: UInt) {
        let mapped = claim.mapped
        guard mapped.start != 0 else { return (0, 0) }
        let used = unsafe (UInt(information.me_last_pgno) + 1) * UInt(pageSize)
        return (mapped.start, min(mapped.end, mapped.start + used))
    }

    /// Makes the file as long as its meta page says, after a commit.
    ///
    /// A page that a transaction took and gave back is counted but not written, so that a sound file may end a little
    /// early. It is lengthened at once, because a file that is shorter than it says counts as damaged at opening. The
    /// commit is durable already, so that a failure here is none of its own; the next commit tries again.
    func coverLastPage() {
        var descriptor: Int32 = -1
        var status = stat()
        guard unsafe mdb_env_get_fd(handle, &descriptor) == 0, unsafe fstat(descriptor, &status) == 0 else { return }
        let length = unsafe off_t((UInt64(information.me_last_pgno) + 1) * pageSize)
        guard status.st_size < length, ftruncate(descriptor, length) == 0 else { return }
        fdatasync(descriptor)
    }

    /// Maps as much as the grown file needs and as much again, once the system has shown that it grants that.
    ///
    /// LMDB gives up its old map before it asks for the new one, and has none when it is refused.
    ///
    /// - Precondition: No transaction of this process runs.
    func enlargeMap() throws(LedgerError) {
        var file = stat()
        guard unsafe stat(dataPath, &file) == 0 else { throw .system(errno, .reading, path) }
        let size = unsafe max(Int(information.me_mapsize), Int(file.st_size) * 2)
        let probe = unsafe mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard unsafe probe != MAP_FAILED else { throw .fullMap(path) }
        unsafe munmap(probe, size)
        claim.record(start: 0, end: 0)
        let status = unsafe mdb_env_set_mapsize(handle, size)
        guard status == 0 else { throw .store(status, .opening, path) }
        recordMap()
    }

    /// Lets another thread go on.
    func yieldProcessor() {
        sched_yield()
    }
}
