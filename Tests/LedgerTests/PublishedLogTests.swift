import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Checking a published log")
struct PublishedLogTests {
    static let changes = [
        PublishedChange("a flipped byte of a full bundle", ["tree.leaf"], at: 0, in: "tile/entries/000") {
            try $0.change("tile/entries/000") { $0[200] ^= 1 }
        },
        PublishedChange("a flipped byte of a partial bundle", ["tree.leaf"], at: 599, in: "tile/entries/002.p/88") {
            try $0.change("tile/entries/002.p/88") { $0[$0.count - 2] ^= 1 }
        },
        PublishedChange("a flipped byte of a full tile", ["tree.tile"], at: 257, in: "tile/0/001") {
            try $0.change("tile/0/001") { $0[40] ^= 1 }
        },
        PublishedChange("a flipped byte of the partial tile", ["tree.tile"], at: 513, in: "tile/0/002.p/88") {
            try $0.change("tile/0/002.p/88") { $0[33] ^= 1 }
        },
        PublishedChange("a flipped byte of a tile above", ["tree.tile"], in: "tile/1/000.p/2") {
            try $0.change("tile/1/000.p/2") { $0[3] ^= 1 }
        },
        PublishedChange("an entry and its hash changed together", ["tree.tile"], at: 256, in: "tile/0/001") {
            let bundle = try Data(contentsOf: $0.url("tile/entries/001"))
            let length = Int(bundle[0]) << 8 | Int(bundle[1])
            var entry = Array(bundle[2..<(2 + length)])
            entry[16] ^= 1
            let leaf = MerkleTree.leafHash(entry.span)
            try $0.change("tile/entries/001") { $0.replaceSubrange(2..<(2 + length), with: entry) }
            try $0.change("tile/0/001") { $0.replaceSubrange(0..<32, with: leaf.bytes) }
        },
        PublishedChange("a flipped byte of the checkpoint's text", ["checkpoint.invalid"], in: "checkpoint") {
            try $0.change("checkpoint") { $0[FreshLedger.origin.utf8.count + 2] ^= 1 }
        },
        PublishedChange("a flipped byte of its signature", ["checkpoint.invalid"], in: "checkpoint") {
            try $0.change("checkpoint") { $0[$0.count - 20] ^= 1 }
        },
        PublishedChange("a checkpoint that is no note", ["checkpoint.invalid"], in: "checkpoint") {
            try Data([0xFF, 0]).write(to: $0.url("checkpoint"))
        },
        PublishedChange("a missing bundle", ["file.missing"], at: 256, in: "tile/entries/001") {
            try FileManager.default.removeItem(at: $0.url("tile/entries/001"))
        },
        PublishedChange("a missing tile", ["file.missing"], at: 0, in: "tile/0/000") {
            try FileManager.default.removeItem(at: $0.url("tile/0/000"))
        },
        PublishedChange("a missing partial tile", ["file.missing"], at: 512, in: "tile/0/002.p/88") {
            try FileManager.default.removeItem(at: $0.url("tile/0/002.p/88"))
        },
        PublishedChange("a missing tile above", ["file.missing"], in: "tile/1/000.p/2") {
            try FileManager.default.removeItem(at: $0.url("tile/1"))
        },
        PublishedChange("a bundle cut short", ["bundle.form"], in: "tile/entries/001") {
            try $0.change("tile/entries/001") { $0.removeLast($0.count / 2) }
        },
        PublishedChange("a bundle that goes on", ["bundle.form"], at: 599, in: "tile/entries/002.p/88") {
            try $0.change("tile/entries/002.p/88") { $0.append(contentsOf: [0, 1, 7]) }
        },
        PublishedChange("an empty bundle", ["bundle.form"], at: 0, in: "tile/entries/000") {
            try $0.change("tile/entries/000") { $0.removeAll() }
        },
        PublishedChange("a tile cut short", ["tree.tile"], at: 0, in: "tile/0/000") {
            try $0.change("tile/0/000") { $0.removeLast(32) }
        },
        PublishedChange("a tile that goes on", ["file.unreadable"], at: 0, in: "tile/0/000") {
            try $0.change("tile/0/000") { $0.append(0) }
        },
        PublishedChange("two tiles that changed places", ["tree.tile"], at: 0, in: "tile/0/000") {
            try $0.swap("tile/0/000", "tile/0/001")
        },
        PublishedChange("two bundles that changed places", ["tree.leaf"], at: 0, in: "tile/entries/000") {
            try $0.swap("tile/entries/000", "tile/entries/001")
        },
        PublishedChange("a bundle in a link's place", ["file.unreadable"], at: 0, in: "tile/entries/000") {
            try FileManager.default.moveItem(at: $0.url("tile/entries/000"), to: $0.url("elsewhere"))
            try FileManager.default.createSymbolicLink(
                at: $0.url("tile/entries/000"), withDestinationURL: $0.url("elsewhere"))
        },
        PublishedChange("a folder in a tile's place", ["file.unreadable"], at: 0, in: "tile/0/000") {
            try FileManager.default.removeItem(at: $0.url("tile/0/000"))
            try FileManager.default.createDirectory(at: $0.url("tile/0/000"), withIntermediateDirectories: false)
        },
        PublishedChange("an old partial tile that is none", ["file.partial"], in: "tile/0/002.p/8") {
            try $0.change("tile/0/002.p/8") { $0[7] ^= 1 }
        },
        PublishedChange("an old partial bundle that is none", ["file.partial"], in: "tile/entries/002.p/8") {
            try $0.change("tile/entries/002.p/8") { $0.removeLast() }
        },
    ]

    @Test("finds", arguments: changes)
    func found(_ change: PublishedChange) throws {
        let published = try PublishedLedger(520)
        try published.grow(to: 600)
        #expect(try published.check().problems.isEmpty)
        try change.make(published)
        let report = try published.check()
        #expect(report.integrity == .violated)
        let first = try #require(report.problems.first { change.codes.contains($0.code) }, "\(report.problems)")
        #expect(change.file == nil || first.file == change.file, "\(report.problems)")
        #expect(change.index == nil || first.index == change.index, "\(report.problems)")
        #expect(report.problems.first?.index == first.index, "\(report.problems)")
        let isOfCheckpoint = change.codes == ["checkpoint.invalid"]
        #expect(report.categories.contains(isOfCheckpoint ? .signature : .integrity))
    }

    @Test("names what is no part of it, and never follows it")
    func decoys() throws {
        let published = try PublishedLedger(300)
        let other = published.ledger.folder.path
        try FileManager.default.createSymbolicLink(atPath: published.path + "/up", withDestinationPath: other)
        try FileManager.default.createSymbolicLink(atPath: published.path + "/tile/2", withDestinationPath: "/")
        for name in ["tile/0/0", "tile/0/x001", "tile/%30", ".htaccess", "tile/0/000.p/300", "checkpoint.new"] {
            try Data("decoy".utf8).write(to: published.url(name).creatingFolders())
        }
        let report = try published.check()
        #expect(report.problems.isEmpty, "\(report.problems)")
        let named = report.notChecked.filter { $0.code == "folder.unexpected" }.map(\.phrase.en)
        for name in ["up", "tile/2", "tile/0/0", "tile/0/x001", "tile/%30", ".htaccess", "checkpoint.new"] {
            #expect(named.contains { $0.hasPrefix(name + " ") }, "\(name): \(named)")
        }
    }

    @Test("says whose word the log's key is, and what a stranger's is worth")
    func trust() throws {
        let published = try PublishedLedger(300)
        let alone = try published.check(PublishedLog.Options())
        #expect(alone.problems.isEmpty && alone.notChecked.map(\.code).contains("log-key.none"))
        let key = published.ledger.logKey.verificationKey
        let policy = TrustPolicy(log: key, authority: published.ledger.authority.publicKey.id)
        let whole = try published.check(PublishedLog.Options(policy: policy))
        #expect(whole.problems.isEmpty && !whole.notChecked.map(\.code).contains { $0.hasSuffix("own-word") })
        let foreign = TrustPolicy(log: key, authority: published.ledger.officer.publicKey.id)
        #expect(try published.check(PublishedLog.Options(policy: foreign)).problems.map(\.code) == ["authority.other"])
        for name in [FreshLedger.origin, "other.example/log"] {
            let stranger = try SigningKey.generate(name: name).verificationKey
            for options in [
                PublishedLog.Options(logKey: stranger), PublishedLog.Options(policy: TrustPolicy(log: stranger)),
            ] {
                let report = try published.check(options)
                #expect(report.problems.map(\.code) == ["checkpoint.invalid"] && report.categories == [.signature])
            }
        }
    }

    @Test("holds it against checkpoints that were kept elsewhere: a rollback and a fork are found")
    func history() throws {
        let first = try PublishedLedger(300)
        let older = try Data(contentsOf: first.url("checkpoint"))
        try first.grow(to: 400, publishes: false)
        let newer = try #require(try first.ledger.store.newestCheckpointNote())
        var options = first.options
        options.checkpoints = [newer]
        let rolledBack = try first.check(options)
        #expect(rolledBack.problems.map(\.code) == ["log.tail-missing"] && rolledBack.categories == [.history])
        options.checkpoints = [Array(older)]
        #expect(try first.check(options).completeness == .ok)
        let second = try FreshLedger.fork(of: first.ledger)
        try second.ingest(second.history(305))
        try second.store.signCheckpoint(with: second.logKey)
        _ = try second.store.publish(to: second.folder.path + "/fork")
        let fork = try PublishedLog(second.folder.path + "/fork").check(options)
        #expect(fork.problems.map(\.code).contains("log.rewritten") && fork.categories == [.history])
    }

    @Test("ends soon whatever size an unsigned checkpoint states")
    func boundless() throws {
        let published = try PublishedLedger(300)
        let key = published.ledger.logKey
        for size in [UInt64(1) << 62, 301, 70_000] {
            let note = try Checkpoint(origin: key.name, size: size, root: .zero).signed(with: key)
            try Data(note.serialized.utf8).write(to: published.url("checkpoint"))
            let report = try published.check()
            #expect(report.integrity == .violated && report.problems.contains { $0.code == "tree.root" })
        }
    }

    @Test("never gives way, whatever the files hold", arguments: 0..<12)
    func noise(seed: Int) throws {
        let published = try PublishedLedger(520)
        try published.grow(to: 600)
        var generator = SeededGenerator(seed: UInt64(seed))
        for name in try published.files.keys.sorted() where generator.chance(oneIn: 3) {
            if name == "checkpoint", !generator.chance(oneIn: 4) { continue }
            try published.change(name) { bytes in
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))
                case 1: bytes = Data((0..<bytes.count).map { _ in UInt8.random(in: 0...255, using: &generator) })
                case 2: bytes.append(bytes)
                default: bytes[Int.random(in: bytes.indices, using: &generator)] ^= 0x80
                }
            }
        }
        _ = try published.check()
        _ = try published.check(PublishedLog.Options())
    }

    @Test("computes stream indexes again, of the present and of the past, and finds an id that stands twice")
    func streamIndex() throws {
        let published = try PublishedLedger(clock: .imported)
        let ledger = published.ledger
        try ledger.ingest(ledger.history(20))
        func commit(_ size: UInt64, _ root: Digest? = nil) throws {
            let index = try ledger.store.streamIndex(size: size)
            let statement = Statement(
                id: ledger.nextID(), ledger: FreshLedger.origin, mode: .formal,
                actor: Statement.Actor(role: .platform, id: "platform"), at: ledger.now,
                payload: .indexCommitted(
                    IndexCommitted(
                        size: Int64(size), streams: Int64(index.leaves.count), root: root ?? index.root)))
            try ledger.ingest([ledger.line(statement, by: ledger.platform)])
        }
        try commit(25)
        try ledger.ingest(ledger.history(5))
        try commit(12)
        try published.grow(to: 40)
        #expect(try published.check().problems.isEmpty)
        try commit(12, .zero)
        try published.grow(to: 50)
        let report = try published.check()
        #expect(report.problems.map(\.code) == ["index.committed"] && report.first?.index == 40)
    }

    @Test("reads the tiles of another implementation", .enabled(if: Repository.vectors != nil))
    func otherImplementation() throws {
        let source = try #require(Repository.vectors).appending(path: "tlog-tiles/tessera")
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(at: source.appending(path: "tile"), to: folder.url.appending(path: "tile"))
        try FileManager.default.copyItem(
            at: source.appending(path: "checkpoint.15"), to: folder.url.appending(path: "checkpoint"))
        let key = try VerificationKey(
            text: "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
        let report = try PublishedLog(folder.path).check(PublishedLog.Options(logKey: key))
        // Its tree is whole; its entries are none of an exam's.
        #expect(Set(report.problems.map(\.code)) == ["entry.form"] && report.problems.count == 15)
        #expect(
            report.root
                == (try Checkpoint(
                    text: SignedNote(Array(Data(contentsOf: source.appending(path: "checkpoint.15")))).text)).root)
    }

    @Test("says so where nothing is published")
    func nothing() throws {
        let folder = try TemporaryFolder()
        #expect(code { _ = try PublishedLog(folder.path) } == .publicationMissing)
        #expect(code { _ = try PublishedLog(folder.path + "/none") }?.rawValue == "input.folder")
    }
}

extension PublishedLedger {
    func swap(_ one: String, _ other: String) throws {
        let (first, second) = try (Data(contentsOf: url(one)), Data(contentsOf: url(other)))
        try second.write(to: url(one))
        try first.write(to: url(other))
    }
}

extension URL {
    /// The same place, with the folders that lead there.
    func creatingFolders() throws -> URL {
        try FileManager.default.createDirectory(at: deletingLastPathComponent(), withIntermediateDirectories: true)
        return self
    }
}
