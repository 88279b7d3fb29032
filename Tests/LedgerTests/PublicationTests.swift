import Foundation
import Glibc
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// What an act fails with; `nil` where it does not.
private func failure(of act: () throws -> Void) -> LedgerError? {
    do { try act() } catch { return error as? LedgerError }
    return nil
}

@Suite("Publishing a log")
struct PublicationTests {
    @Test("gives what a check finds whole, at every size, and the same files whatever was published before")
    func sizes() throws {
        let published = try PublishedLedger()
        for size in [6, 7, 255, 256, 257, 511, 512, 530, 800] {
            let summary = try #require(try published.grow(to: size))
            #expect(summary.size == UInt64(size) && summary.newer == 0)
            let report = try published.check()
            #expect(report.problems.isEmpty, "\(size): \(report.problems)")
            #expect(report.size == UInt64(size) && report.signatures == UInt64(size))
            #expect(try report.root == published.ledger.store.frontier().root)
            #expect(!report.notChecked.contains { $0.code.hasPrefix("folder.") })
        }
        let fresh = published.ledger.folder.path + "/at-once"
        _ = try published.ledger.store.publish(to: fresh)
        let files = try published.files
        for name in try FileManager.default.subpathsOfDirectory(atPath: fresh) {
            guard let bytes = try? Data(contentsOf: URL(filePath: fresh + "/" + name)) else { continue }
            #expect(files[name] == bytes, "\(name)")
        }
    }

    @Test("keeps what each published checkpoint needs: partial files until the full ones stand, and not longer")
    func partials() throws {
        let published = try PublishedLedger()
        var sizes: [UInt64] = []
        for size in [40, 41, 250, 256, 300, 512, 700] {
            try published.grow(to: size)
            sizes.append(UInt64(size))
            let files = try published.files
            for old in sizes {
                for tile in Tile.added(from: 0, to: old) {
                    let full = try #require(Tile(level: tile.level, number: tile.number))
                    #expect(files[tile.path] != nil || files[full.path] != nil, "\(old): \(tile.path)")
                }
            }
            for name in files.keys where name.contains(".p/") {
                #expect(files[String(name[..<name.firstRange(of: ".p/")!.lowerBound])] == nil, "\(name)")
            }
        }
    }

    @Test("does again only what is new")
    func incremental() throws {
        let published = try PublishedLedger(1_500)
        let before = try published.files
        let summary = try #require(try published.grow(to: 1_510))
        #expect(summary.before == 1_500 && summary.files == 2)
        let after = try published.files
        #expect(Set(after.keys).subtracting(before.keys) == ["tile/0/005.p/230", "tile/entries/005.p/230"])
        #expect(try published.ledger.store.publish(to: published.path).files == 0)
        try published.ledger.ingest(published.ledger.history(3))
        let behind = try published.ledger.store.publish(to: published.path)
        #expect(behind.size == 1_510 && behind.newer == 3 && behind.files == 0)
    }

    struct Stopped: Error {}

    @Test("stopped after any step, leaves a log that is whole, and is taken up by the next run")
    func stopped() throws {
        let published = try PublishedLedger(250)
        try published.grow(to: 530, publishes: false)
        let base = published.ledger.folder.path + "/base"
        try FileManager.default.copyItem(atPath: published.path, toPath: base)
        var steps: [String] = []
        _ = try published.ledger.store.publish(to: published.path) { _, _ in
            true
        } step: { (step) throws(LedgerError) in
            steps.append(step)
        }
        let whole = try published.files
        #expect(steps.count > 20 && steps.contains { $0.hasPrefix("placed") })
        #expect(steps.contains("removed tile/0/000.p") && steps.contains("removed tile/entries/000.p"))
        for stop in steps.indices {
            try FileManager.default.removeItem(atPath: published.path)
            try FileManager.default.copyItem(atPath: base, toPath: published.path)
            var count = 0
            #expect(throws: LedgerError.self) {
                _ = try published.ledger.store.publish(to: published.path) { _, _ in
                    true
                } step: { (_) throws(LedgerError) in
                    count += 1
                    if count == stop + 1 { throw .interrupted }
                }
            }
            let between = try published.check()
            #expect(between.problems.isEmpty, "\(steps[stop]): \(between.problems)")
            #expect([250, 530].contains(between.size))
            _ = try published.ledger.store.publish(to: published.path)
            let report = try published.check()
            #expect(report.problems.isEmpty && report.size == 530, "\(steps[stop]): \(report.problems)")
            #expect(try published.files == whole, "\(steps[stop])")
        }
    }

    @Test("never changes a file that is there with other bytes")
    func differing() throws {
        let published = try PublishedLedger(250)
        try published.grow(to: 530, publishes: false)
        let folder = published.url("tile/entries")
        try Data([1, 2, 3]).write(to: folder.appending(path: "001"))
        let code = code { _ = try published.ledger.store.publish(to: published.path) }
        #expect(code == .publicationDiffers)
        #expect(try Data(contentsOf: folder.appending(path: "001")) == Data([1, 2, 3]))
        #expect(try published.check().size == 250)
    }

    @Test("leaves the folder of another log, and the ledger's own, alone")
    func places() throws {
        let published = try PublishedLedger(20)
        let key = try SigningKey.generate(name: "other.example/log")
        let note = try Checkpoint(origin: key.name, size: 0, root: MerkleTree.emptyRoot).signed(with: key)
        try Data(note.serialized.utf8).write(to: published.url("checkpoint"))
        #expect(code { _ = try published.ledger.store.publish(to: published.path) } == .publicationOtherLog)
        for place in ["/fresh.ledger", "/fresh.ledger/below", "/fresh.ledger/keys/deep", ""] {
            let path = published.ledger.folder.path + place
            #expect(code { _ = try published.ledger.store.publish(to: path) } == .publicationPlace, "\(place)")
        }
        #expect(!FileManager.default.fileExists(atPath: published.ledger.path + "/below"))
        let file = published.ledger.folder.path + "/file"
        try Data().write(to: URL(filePath: file))
        #expect(code { _ = try published.ledger.store.publish(to: file) }?.rawValue == "input.folder")
        #expect(code { _ = try published.ledger.store.publish(to: file + "/below") }?.rawValue == "input.folder")
    }

    @Test("stops where the published log is longer than this one, another one, or not signed by its key")
    func rollback() throws {
        let first = try PublishedLedger(300)
        let second = try FreshLedger.fork(of: first.ledger)
        try second.ingest(second.history(200))
        try second.store.signCheckpoint(with: second.logKey)
        #expect(code { _ = try second.store.publish(to: first.path) } == .ledgerBehind)
        try second.ingest(second.history(200))
        try second.store.signCheckpoint(with: second.logKey)
        #expect(code { _ = try second.store.publish(to: first.path) } == .ledgerBehind)
        let stranger = try SigningKey.generate(name: FreshLedger.origin)
        let note = try Checkpoint(origin: stranger.name, size: 0, root: MerkleTree.emptyRoot).signed(with: stranger)
        try Data(note.serialized.utf8).write(to: first.url("checkpoint"))
        #expect(code { _ = try second.store.publish(to: first.path) } == .checkpointInvalid)
    }

    @Test("never publishes entries that do not lead to the signed root")
    func damaged() throws {
        let published = try PublishedLedger(300)
        try published.grow(to: 600, publishes: false)
        try published.ledger.change("entries", UInt64(400)) { $0[$0.count - 3] ^= 1 }
        try published.ledger.open()
        let before = try published.files
        #expect(code { _ = try published.ledger.store.publish(to: published.path) } == .storeDamaged)
        #expect(try published.files.filter { !$0.key.hasPrefix(".publishing/") } == before)
    }

    @Test(
        "a disk that is full is told with the file and what to do; what is there stays whole, and room is all it needs")
    func full() async throws {
        await #expect(processExitsWith: .success) {
            DamageGuard.install()
            let published = try PublishedLedger(250)
            try published.grow(to: 530, publishes: false)
            let backup = published.ledger.folder.path + "/backup"
            // Less than any bundle has, and than a store.
            var limit = rlimit(rlim_cur: 64 << 10, rlim_max: .max)
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let publishing = failure { _ = try published.ledger.store.publish(to: published.path) }
            let copying = failure { _ = try published.ledger.store.backUp(to: backup) }
            limit.rlim_cur = .max
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            guard publishing?.code == .storeFullDisk, copying?.code == .storeFullDisk, publishing?.hint != nil,
                copying?.hint != nil, publishing?.reason.en.contains("/published/.publishing/") == true,
                try published.check().problems.isEmpty, try published.check().size == 250,
                !FileManager.default.fileExists(atPath: backup)
            else { exit(EXIT_FAILURE) }
            _ = try published.ledger.store.publish(to: published.path)
            guard try published.check().problems.isEmpty, try published.check().size == 530,
                try published.ledger.store.backUp(to: backup).problems.isEmpty,
                FileManager.default.fileExists(atPath: backup + "/data.mdb")
            else { exit(EXIT_FAILURE) }
        }
    }

    @Test("a copy within the ledger's own folder is none, and is not made")
    func within() throws {
        let published = try PublishedLedger(20)
        let path = published.ledger.path + "/copy"
        #expect(code { _ = try published.ledger.store.backUp(to: path) }?.rawValue == "backup.place")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("gives away no personal value, in no published file and in no backup")
    func personal() throws {
        let ledger = try ExampleLedger()
        let lines = try Repository.lines(of: Repository.examDay.appending(path: "envelopes.ndjson"))
        _ = try ledger.ingest(lines)
        try ledger.store.signCheckpoint(with: ledger.logKey)
        _ = try ledger.store.publish(to: ledger.folder.path + "/published")
        _ = try ledger.store.backUp(to: ledger.folder.path + "/backup")
        var secrets: [String] = []
        for line in lines where line.contains("\"disclosures\":[\"") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            for text in try #require(object?["disclosures"] as? [String]) {
                let disclosure = try #require(Disclosure(text: text))
                let bytes = try #require(Base64.decode(text, .urlWithoutPadding))
                let parts = try JSONSerialization.jsonObject(with: Data(bytes)) as? [Any]
                secrets.append(text)
                if let value = parts?.last as? String, value.utf8.count > 8 { secrets.append(value) }
                #expect(!disclosure.name.isEmpty)
            }
        }
        #expect(secrets.count > 50)
        for folder in ["published", "backup"] {
            let path = ledger.folder.path + "/" + folder
            for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
                guard let bytes = try? Data(contentsOf: URL(filePath: path + "/" + name)) else { continue }
                for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name): \(secret)") }
            }
        }
    }
}
