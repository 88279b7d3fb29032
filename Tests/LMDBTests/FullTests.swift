import Foundation
import Glibc
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("A full map, a full disk")
struct FullTests {
    @Test("a full map is told, and what was committed stays")
    func map() throws {
        let store = try Store()
        do {
            let environment = try store.open(options: .init(reservation: 1 << 20))
            try environment.fill(0..<1000)
            #expect(code { try environment.fill(1000..<10_000) } == .storeFullMap)
            #expect(try environment.keys() == Array(0..<1000))
            #expect(code { try environment.fill(1000..<10_000) } == .storeFullMap)
        }
        let environment = try store.open()
        try environment.fill(1000..<10_000)
        #expect(try environment.count() == 10_000)
    }

    @Test("a reader that reserved less follows a file that has grown past its map")
    func outgrown() throws {
        let store = try Store.filled(10)
        let reader = try store.open(.readOnly, options: .init(reservation: 1 << 20))
        let before = try reader.statistics().mapSize
        let writer = Process()
        writer.executableURL = URL(filePath: "/usr/bin/env")
        // Another process writes with LMDB through Python's ctypes: this process may open a store only once.
        writer.arguments = ["python3", "-c", Self.growing, store.path]
        try writer.run()
        writer.waitUntilExit()
        #expect(writer.terminationStatus == 0)
        #expect(try reader.keys() == Array(0..<2010))
        #expect(try reader.statistics().mapSize > before)
    }

    @Test("a write that the system cuts short is told as a full disk, and what was committed stays")
    func disk() async throws {
        await #expect(processExitsWith: .success) {
            DamageGuard.install()
            let store = try Store()
            do {
                let environment = try store.open()
                try environment.fill(0..<1000)
                var limit = rlimit(rlim_cur: 1 << 20, rlim_max: .max)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                guard code(of: { try environment.fill(1000..<20_000) }) == .storeFullDisk,
                    try environment.keys() == Array(0..<1000)
                else { exit(EXIT_FAILURE) }
                limit.rlim_cur = .max
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                try environment.fill(1000..<20_000)
            }
            guard try store.open(.readOnly).count() == 20_000 else { exit(EXIT_FAILURE) }
        }
    }

    @Test(
        "a new lock's file has its room before it is mapped, and as many readers as were asked for",
        arguments: [126, 1024])
    func lock(readers: UInt32) throws {
        let store = try Store()
        let environment = try store.open(options: .init(readers: readers))
        var status = stat()
        #expect(stat(store.path + "/lock.mdb", &status) == 0)
        #expect(status.st_blocks * 512 >= off_t(readers) * 64)
        #expect(try environment.statistics().maximumReaders == Int(readers))
    }

    private static let growing = """
        import ctypes, sys
        l = ctypes.CDLL("liblmdb.so.0")
        class Val(ctypes.Structure): _fields_ = [("n", ctypes.c_size_t), ("p", ctypes.c_char_p)]
        env = ctypes.c_void_p(); txn = ctypes.c_void_p(); dbi = ctypes.c_uint()
        def ok(rc):
            if rc: sys.exit("lmdb %d" % rc)
        ok(l.mdb_env_create(ctypes.byref(env)))
        ok(l.mdb_env_set_maxdbs(env, 4)); ok(l.mdb_env_set_mapsize(env, ctypes.c_size_t(1 << 30)))
        ok(l.mdb_env_open(env, sys.argv[1].encode(), 0, 0o644))
        ok(l.mdb_txn_begin(env, None, 0, ctypes.byref(txn)))
        ok(l.mdb_dbi_open(txn, b"entries", 0, ctypes.byref(dbi)))
        for i in range(10, 2010):
            k = i.to_bytes(8, "big"); v = bytes([i % 256]) * 3000
            ok(l.mdb_put(txn, dbi, ctypes.byref(Val(8, k)), ctypes.byref(Val(3000, v)), 0))
        ok(l.mdb_txn_commit(txn))
        """
}
