import Foundation
import Glibc
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("Opening")
struct OpeningTests {
    @Test("nothing is opened, and nothing left behind, where there is no store")
    func missing() throws {
        let store = try Store()
        #expect(code { _ = try store.open(.readOnly) } == .storeMissing)
        #expect(code { _ = try store.open(.readWrite(create: false)) } == .storeMissing)
        try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: false)
        #expect(code { _ = try store.open(.readOnly) } == .storeMissing)
        #expect(code { _ = try store.open(.readWrite(create: false)) } == .storeMissing)
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.path).isEmpty)
    }

    @Test(
        "a file is not a folder",
        arguments: [Environment.Mode.readOnly, .readWrite(create: false), .readWrite(create: true)])
    func file(mode: Environment.Mode) throws {
        let store = try Store()
        try Data("text".utf8).write(to: URL(filePath: store.path))
        #expect(code { _ = try store.open(mode) } == .storeNotADirectory)
    }

    @Test("data.mdb is a plain file, or damage", arguments: [true, false])
    func irregular(isPipe: Bool) throws {
        let store = try Store.filled(1)
        try FileManager.default.removeItem(at: store.data)
        #expect((isPipe ? mkfifo(store.data.path, 0o600) : mkdir(store.data.path, 0o700)) == 0)
        #expect(code { _ = try store.open(.readOnly) } == .storeDamaged)
        #expect(code { _ = try store.open(.readWrite(create: true)) } == .storeDamaged)
    }

    @Test("a table that is not there is named")
    func table() throws {
        let store = try Store.filled(1)
        let failure = #expect(throws: LedgerError.self) {
            try Environment(path: store.path, mode: .readOnly, tables: ["entries", "heads"])
        }
        #expect(failure?.code == .storeMissing)
        #expect(failure?.reason.en.contains("heads") == true)
    }

    @Test("one process opens a store once, whatever the path")
    func twice() throws {
        let store = try Store.filled(1)
        let environment = try store.open(.readOnly)
        let alias = store.folder.path + "/alias"
        try FileManager.default.createSymbolicLink(atPath: alias, withDestinationPath: store.path)
        #expect(code { _ = try store.open(.readWrite(create: false)) } == .storeBusy)
        #expect(code { _ = try Environment(path: alias, mode: .readOnly, tables: []) } == .storeBusy)
        #expect(try environment.count() == 1)
    }

    @Test("a second writer is refused at once, and a reader is not")
    func secondWriter() throws {
        let store = try Store.filled(3)
        let holder = Process()
        holder.executableURL = URL(filePath: "/usr/bin/flock")
        holder.arguments = ["--no-fork", store.path + "/writer.lock", "sh", "-c", "echo held; exec sleep 60"]
        let output = Pipe()
        holder.standardOutput = output
        try holder.run()
        defer {
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
        }
        #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
        #expect(code { _ = try store.open(.readWrite(create: false)) } == .storeBusy)
        #expect(try store.open(.readOnly).count() == 3)
    }

    @Test("the right to write ends with the environment, though a child being born still holds its file")
    func inheritedLock() throws {
        let store = try Store()
        var copy: Int32 = -1
        do {
            let environment = try store.open()
            try environment.fill(0..<1)
            // What a child process inherits before its own program starts is such a second descriptor.
            let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            let held = names.compactMap { Int32($0) }.first { number in
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
                return target == store.path + "/writer.lock"
            }
            copy = dup(try #require(held))
        }
        defer { close(copy) }
        #expect(copy >= 0)
        #expect(try store.open(.readWrite(create: false)).count() == 1)
    }

    @Test("a folder that may not be written is a matter of permission")
    func permission() async throws {
        // A child process gives up root's rights, which would pass over permissions.
        await #expect(processExitsWith: .success) {
            let store = try Store.filled(3)
            for path in [store.path + "/lock.mdb", store.path + "/writer.lock", store.path + "/data.mdb"] {
                chmod(path, 0o444)
            }
            chmod(store.path, 0o555)
            if geteuid() == 0 { #expect(seteuid(65_534) == 0) }
            let refused = code { _ = try store.open(.readWrite(create: false)) } == .storePermission
            let unread = code { _ = try store.open(.readOnly) } == .storePermission
            let new = code {
                _ = try Environment(path: store.path + "/new", mode: .readWrite(create: true), tables: [])
            }
            seteuid(0)
            exit(refused && unread && new == .storePermission ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    @Test("where the system limits address space, less is reserved")
    func addressSpace() async throws {
        await #expect(processExitsWith: .success) {
            let store = try Store()
            var limit = rlimit(rlim_cur: 64 << 30, rlim_max: 64 << 30)
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
            do {
                let environment = try store.open()
                try environment.fill(0..<10)
                let size = try environment.statistics().mapSize
                guard size < 64 << 30, size >= 1 << 30 else { exit(EXIT_FAILURE) }
            }
            guard try store.open(.readOnly).count() == 10 else { exit(EXIT_FAILURE) }
        }
    }

    @Test("statistics tell the store's sizes and its readers")
    func statistics() throws {
        let store = try Store()
        let environment = try store.open()
        try environment.fill(0..<100)
        try environment.read { (_) throws(LedgerError) in
            for batch in UInt64(1)..<4 { try environment.fill(batch * 100..<batch * 100 + 100) }
            let statistics = try environment.statistics()
            #expect(statistics.oldestReaderLag == 3)
            #expect(statistics.readers == 1)
            #expect(statistics.maximumReaders >= 1024)
            #expect(statistics.mapSize >= 1 << 30)
            #expect(statistics.fileSize >= statistics.usedBytes)
            #expect(statistics.library.hasPrefix("LMDB "))
        }
    }
}
