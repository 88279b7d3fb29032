import Foundation
import Glibc
import LMDB
import Primitives
import TestSupport
import Testing

@Suite("A damaged store")
struct DamageTests {
    /// Opens a store and reads every byte; the code of what it met, `nil` when all was as written.
    static func readAll(_ store: Store, _ mode: Environment.Mode, count: UInt64) -> LedgerError.Code? {
        code(of: {
            let environment = try store.open(mode)
            #expect(try environment.keys() == Array(0..<count))
        })
    }

    @Test(
        "a shortened file is damage at any length", arguments: [Environment.Mode.readOnly, .readWrite(create: false)])
    func truncated(mode: Environment.Mode) throws {
        let store = try Store.filled(400)
        let whole = try Data(contentsOf: store.data)
        let lengths =
            [0, 1, 15, 16, 151, 152, 4095, 4096, 4097, 4248, 8191, 8192, 8193, whole.count - 1]
            + stride(from: 12_288, to: whole.count, by: 4096)
        for length in lengths {
            try whole.prefix(length).write(to: store.data)
            #expect(Self.readAll(store, mode, count: 400) == .storeDamaged, "at \(length) bytes")
        }
        try whole.write(to: store.data)
        #expect(Self.readAll(store, mode, count: 400) == nil)
    }

    @Test("a file of something else is damage")
    func garbage() throws {
        let store = try Store.filled(1)
        for text in ["{}", String(repeating: "not a store ", count: 2000)] {
            try Data(text.utf8).write(to: store.data)
            #expect(Self.readAll(store, .readOnly, count: 1) == .storeDamaged)
            #expect(Self.readAll(store, .readWrite(create: true), count: 1) == .storeDamaged)
        }
    }

    @Test("a changed bit in a meta page is damage or harmless, and never stops the process", arguments: [0, 4096])
    func flippedMeta(page: Int) async throws {
        let store = try Store.filled(400)
        let whole = try Data(contentsOf: store.data)
        var refused = 0
        for offset in page + 10..<page + 24 {
            var changed = whole
            changed[offset] ^= 0x40
            try changed.write(to: store.data)
            let met = Self.readAll(store, .readOnly, count: 400)
            #expect([nil, .storeDamaged, .storeVersion].contains(met), "byte \(offset)")
            if met != nil { refused += 1 }
        }
        #expect(refused >= 8)
    }

    @Test(
        "whatever byte of the newer meta page is changed, the process ends by itself",
        arguments: [32, 40, 44, 46, 80, 81, 87, 90, 94, 128, 129, 135, 136, 137, 143, 144, 151])
    func flippedRoots(offset: Int) async throws {
        await #expect(processExitsWith: .exitCode(10)) { [offset] in
            DamageGuard.install()
            let store = try Store.filled(400)
            var bytes = try Data(contentsOf: store.data)
            for page in [0, 4096] { bytes[page + offset] ^= 0x05 }
            try bytes.write(to: store.data)
            // A changed transaction number or root may show an older state: that is for the signed tree to find.
            for mode in [Environment.Mode.readOnly, .readWrite(create: false)] {
                _ = code(of: {
                    let environment = try store.open(mode)
                    _ = try environment.keys()
                    if mode != .readOnly { try environment.fill(400..<500) }
                })
            }
            exit(10)
        }
    }

    @Test("a store of a newer format says so", arguments: [(20, 16), (28, 24)])
    func newer(version: Int, magic: Int) throws {
        let store = try Store.filled(1)
        var bytes = try Data(contentsOf: store.data)
        let head = bytes[16..<20]
        bytes.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        bytes.replaceSubrange(magic..<magic + 4, with: head)
        bytes[version] = 3
        try bytes.write(to: store.data)
        #expect(Self.readAll(store, .readOnly, count: 1) == .storeVersion)
    }

    @Test("a zeroed page is an error or exit status 10, never a signal", arguments: 2..<12)
    func zeroed(page: Int) async throws {
        let result = await #expect(processExitsWith: .exitCode(10), observing: [\.standardErrorContent]) { [page] in
            DamageGuard.install()
            let store = try Store.filled(60)
            let handle = try FileHandle(forWritingTo: store.data)
            guard try handle.seekToEnd() >= UInt64(page + 1) * 4096 else { exit(10) }
            try handle.seek(toOffset: UInt64(page) * 4096)
            try handle.write(contentsOf: Data(count: 4096))
            let met = Self.readAll(store, .readOnly, count: 60)
            exit(met == nil || met == .storeDamaged ? 10 : 1)
        }
        #expect(result != nil)
    }

    @Test("a file shortened while it is read ends the process with status 10 and a sentence")
    func shortenedWhileOpen() async throws {
        let result = await #expect(processExitsWith: .exitCode(10), observing: [\.standardErrorContent]) {
            DamageGuard.install()
            let store = try Store.filled(400)
            let environment = try store.open(.readOnly)
            truncate(store.data.path, 8192)
            _ = try environment.keys()
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("the ledger's store is damaged"))
        #expect(text.contains("账本的存储已损坏"))
    }

    @Test("a defect of ours ends with status 70, not 10")
    func defect() async throws {
        await #expect(processExitsWith: .exitCode(70)) {
            DamageGuard.install()
            let store = try Store.filled(4)
            let environment = try store.open(.readOnly)
            _ = environment
            raise(SIGSEGV)
        }
        await #expect(processExitsWith: .exitCode(70)) {
            DamageGuard.install()
            let store = try Store.filled(4)
            _ = try store.open(.readOnly).table("unknown", keyedBy: UInt64.self)
        }
    }

    @Test("a record whose length was changed to reach outside of the file is damage")
    func longRecord() throws {
        let store = try Store.filled(3, width: 77)
        var bytes = try Data(contentsOf: store.data)
        // A node is: length in 4 bytes, flags in 2, key length in 2, key, value.
        let node = Data([77, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 2])
        let place = try #require(bytes.firstRange(of: node))
        bytes[place.lowerBound + 3] = 0x40
        try bytes.write(to: store.data)
        #expect(Self.readAll(store, .readOnly, count: 3) == .storeDamaged)
    }
}
