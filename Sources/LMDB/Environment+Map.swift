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

    /// Makes the file as long as its meta page says.
    ///
    /// A page that a transaction took and gave back is counted but not written, so that a sound file may end a little
    /// early. It is lengthened at once, because a file that is shorter than it says counts as damaged at opening.
    func coverLastPage() throws(LedgerError) {
        var descriptor: Int32 = -1
        var status = stat()
        guard unsafe mdb_env_get_fd(handle, &descriptor) == 0, unsafe fstat(descriptor, &status) == 0 else {
            throw .system(errno, .writing, path)
        }
        let length = unsafe off_t((UInt64(information.me_last_pgno) + 1) * pageSize)
        guard status.st_size < length else { return }
        guard ftruncate(descriptor, length) == 0, fdatasync(descriptor) == 0 else {
            throw .system(errno, .writing, path)
        }
    }

    /// Lets another thread go on.
    func yieldProcessor() {
        sched_yield()
    }
}
