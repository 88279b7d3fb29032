import Foundation
import Glibc
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// A witness in a folder of its own, and made-up logs that ask it.
struct FreshWitness {
    let folder: TemporaryFolder
    let key: SigningKey
    let witness: Witness
    let store: WitnessStore

    init() throws {
        folder = try TemporaryFolder()
        key = try SigningKey.generate(name: "witness.example/w1")
        witness = try Witness(key: key)
        store = try WitnessStore.create(at: folder.path + "/w1", key: key)
    }

    /// A request for a tree of one size after another; a log of one entry continues nothing but itself.
    static func request(_ log: SigningKey, root: Digest, from old: UInt64 = 0, to size: UInt64 = 1) throws -> [UInt8] {
        let note = try Checkpoint(origin: log.name, size: size, root: root).signed(with: log)
        return try AddCheckpointRequest(for: note, ConsistencyProof(oldSize: old, newSize: size, path: [])).body
    }

    /// Requests that lead a log from no entry to so many, one entry at a time.
    static func chain(_ log: SigningKey, count: Int) throws -> [[UInt8]] {
        var nodes: [Subtree: Digest] = [:]
        var frontier = Frontier()
        return try (1...count).map { size in
            frontier.append(SHA256.digest(of: Array("\(size)".utf8))) { nodes[$0] = $1 }
            let proof = try require(
                ConsistencyProof.make(from: UInt64(size - 1), to: UInt64(size)) { nodes[$0] ?? .zero })
            let note = try Checkpoint(origin: log.name, size: UInt64(size), root: frontier.root).signed(with: log)
            return try AddCheckpointRequest(for: note, proof).body
        }
    }

    func hash(of origin: String) -> String { SHA256.digest(of: Array(origin.utf8)).hex }
    func folder(of origin: String) -> String { "\(store.directory)/logs/\(hash(of: origin))" }
}

@Suite("A witness's memory")
struct WitnessStoreTests {
    @Test("what was cosigned is remembered by the next process, and served to monitors")
    func remembered() throws {
        let fresh = try FreshWitness()
        let log = try SigningKey.generate(name: "log.example/1")
        try fresh.store.add(log.verificationKey, to: fresh.witness)
        #expect(try fresh.store.cosignedNote(originHash: fresh.hash(of: log.name)) == nil)
        for (number, body) in try FreshWitness.chain(log, count: 9).enumerated() {
            let again = try WitnessStore(at: fresh.store.directory)
            #expect(try again.decide(body, by: fresh.witness, at: UInt64(number)).answer.status == 200)
            let kept = try require(again.cosignedNote(originHash: fresh.hash(of: log.name)))
            let checkpoint = try TrustedCheckpoint(
                kept, logKey: log.verificationKey, witnesses: [fresh.witness.verificationKey])
            #expect(checkpoint.size == UInt64(number + 1) && checkpoint.cosignatures.count == 1)
        }
        let late = try fresh.store.decide(
            FreshWitness.request(log, root: .zero), by: fresh.witness, at: 99)
        #expect(late == .refused(.otherSize(9)))
    }

    @Test("the secret key is for its owner alone, and a second witness is not made over the first")
    func made() throws {
        let fresh = try FreshWitness()
        var status = stat()
        #expect(stat(fresh.store.keyPath, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let publicKey = try KeyFile.verificationKey(at: fresh.store.publicKeyPath)
        #expect(publicKey == fresh.witness.verificationKey && publicKey.algorithm == .cosignature)
        #expect(throws: LedgerError(.witnessExists, Phrase(en: "", zh: ""))) {
            try WitnessStore.create(at: fresh.store.directory, key: .generate(name: "other"))
        }
        #expect(throws: LedgerError(.witnessMissing, Phrase(en: "", zh: ""))) {
            try WitnessStore(at: fresh.folder.path + "/nowhere")
        }
    }

    @Test("a key that is no log's is not witnessed: its own, another witness's")
    func keys() throws {
        let fresh = try FreshWitness()
        let other = try Witness(key: .generate(name: "witness.example/w2")).verificationKey
        for key in [fresh.key.verificationKey, fresh.witness.verificationKey, other] {
            #expect(throws: LedgerError(.witnessLogKey, Phrase(en: "", zh: ""))) {
                try fresh.store.add(key, to: fresh.witness)
            }
        }
    }

    @Test("adding a log again, or a second key of it, forgets nothing")
    func addedAgain() throws {
        let fresh = try FreshWitness()
        let (first, second) = (
            try SigningKey.generate(name: "log.example/1"), try SigningKey.generate(name: "log.example/1")
        )
        try fresh.store.add(first.verificationKey, to: fresh.witness)
        let root = SHA256.digest(of: [1])
        #expect(
            try fresh.store.decide(FreshWitness.request(first, root: root), by: fresh.witness, at: 1).answer.status
                == 200)
        try fresh.store.add(first.verificationKey, to: fresh.witness)
        let early = try FreshWitness.request(second, root: root, from: 1)
        #expect(try fresh.store.decide(early, by: fresh.witness, at: 1).answer.status == 403)
        try fresh.store.add(second.verificationKey, to: fresh.witness)
        #expect(try fresh.store.decide(early, by: fresh.witness, at: 1).answer.status == 200)
        let forked = try FreshWitness.request(second, root: .zero, from: 1)
        #expect(try fresh.store.decide(forked, by: fresh.witness, at: 1) == .refused(.inconsistent))
    }

    @Test("a memory that was lost or changed cosigns nothing", arguments: ["lost", "changed", "another's"])
    func lost(how: String) throws {
        let fresh = try FreshWitness()
        let log = try SigningKey.generate(name: "log.example/1")
        try fresh.store.add(log.verificationKey, to: fresh.witness)
        let chain = try FreshWitness.chain(log, count: 2)
        #expect(try fresh.store.decide(chain[0], by: fresh.witness, at: 1).answer.status == 200)
        let file = fresh.folder(of: log.name) + "/checkpoint"
        switch how {
        case "lost": try FileManager.default.removeItem(atPath: file)
        case "changed":
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try text.replacing("\n1\n", with: "\n2\n").write(toFile: file, atomically: true, encoding: .utf8)
        default:
            var note = try Checkpoint(origin: log.name, size: 1, root: .zero).signed(with: log)
            note.cosign(with: try SigningKey.generate(name: fresh.key.name), timestamp: 1)
            try note.serialized.write(toFile: file, atomically: true, encoding: .utf8)
        }
        #expect(throws: LedgerError(.witnessRecord, Phrase(en: "", zh: ""))) {
            try fresh.store.decide(chain[1], by: fresh.witness, at: 2)
        }
    }

    @Test("over HTTP there are two things to ask, and no path leads elsewhere")
    func routes() throws {
        let fresh = try FreshWitness()
        let log = try SigningKey.generate(name: "log.example/1")
        try fresh.store.add(log.verificationKey, to: fresh.witness)
        let body = try FreshWitness.request(log, root: .zero)
        func status(_ method: String, _ path: String, _ body: [UInt8] = []) throws -> Int {
            try fresh.store.reply(to: method, path, body, by: fresh.witness, at: 1).status
        }
        let monitored = "/\(fresh.hash(of: log.name))/checkpoint"
        #expect(try status("GET", monitored) == 404)
        #expect(try status("POST", "/add-checkpoint", body) == 200)
        #expect(try status("GET", monitored) == 200)
        #expect(try status("GET", "/add-checkpoint") == 405)
        #expect(try status("POST", "/add-checkpoint") == 400)
        #expect(try status("POST", monitored) == 405)
        let paths = [
            "", "/", "/checkpoint", "/../checkpoint", "/../../witness.key", "/./checkpoint", monitored.uppercased(),
            "/\(fresh.hash(of: "other"))/checkpoint", monitored + "/", "/" + monitored, "/logs\(monitored)",
        ]
        for path in paths { #expect(try status("GET", path) == 404, "\(path)") }
    }

    @Test("of two processes that ask for two histories at once, one is cosigned", .timeLimit(.minutes(2)))
    func race() async throws {
        let fresh = try FreshWitness()
        let rounds = 60
        for round in 0..<rounds {
            let log = try SigningKey.generate(name: "log.example/\(round)")
            try fresh.store.add(log.verificationKey, to: fresh.witness)
            for racer in 0..<2 {
                let body = try FreshWitness.request(log, root: SHA256.digest(of: [UInt8(racer)]))
                try Data(body).write(to: fresh.folder.url.appending(path: "\(round).\(racer)"))
            }
        }
        async let first = WitnessStoreTests.racer(0, rounds, in: fresh.folder.path)
        async let second = WitnessStoreTests.racer(1, rounds, in: fresh.folder.path)
        let statuses = try await [first, second]
        for round in 0..<rounds {
            #expect(Set(statuses.map { $0[round] }) == ["200", "409"], "round \(round)")
            let winner = try #require(statuses.firstIndex { $0[round] == "200" })
            let note = try #require(try fresh.store.cosignedNote(originHash: fresh.hash(of: "log.example/\(round)")))
            let kept = try Checkpoint(text: SignedNote(note).text)
            #expect(kept.root == SHA256.digest(of: [UInt8(winner)]))
        }
    }

    /// A process of its own that asks for its history of every log; the statuses.
    static func racer(_ racer: Int, _ rounds: Int, in folder: String) async throws -> [String] {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            [racer, rounds, folder] in
            let store = try WitnessStore(at: folder + "/w1")
            let witness = try Witness(key: KeyFile.signingKey(at: store.keyPath))
            // Whoever is first waits for the other, so that they meet.
            _ = FileManager.default.createFile(atPath: "\(folder)/ready.\(racer)", contents: nil)
            while access("\(folder)/ready.\(1 - racer)", F_OK) != 0 { usleep(100) }
            for round in 0..<rounds {
                let body = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(round).\(racer)")))
                let line = Array("\(try store.decide(body, by: witness, at: 1).answer.status)\n".utf8)
                Glibc.write(STDOUT_FILENO, line, line.count)
            }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let lines = output.split(separator: "\n").map(String.init).filter { ["200", "409"].contains($0) }
        return try require(lines.count == rounds ? lines : nil)
    }

    @Test("nothing that was answered is forgotten by a witness that is killed", arguments: [15, 40, 90])
    func killed(milliseconds: UInt32) async throws {
        let fresh = try FreshWitness()
        let log = try SigningKey.generate(name: "log.example/1")
        try fresh.store.add(log.verificationKey, to: fresh.witness)
        let chain = try FreshWitness.chain(log, count: 3_000)
        try JSONEncoder().encode(chain).write(to: fresh.folder.url.appending(path: "chain"))
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            [folder = fresh.folder.path as String, milliseconds] in
            let store = try WitnessStore(at: folder + "/w1")
            let witness = try Witness(key: KeyFile.signingKey(at: store.keyPath))
            let chain = try JSONDecoder().decode(
                [[UInt8]].self, from: Data(contentsOf: URL(filePath: folder + "/chain")))
            Thread.detachNewThread {
                usleep(milliseconds * 1_000)
                kill(getpid(), SIGKILL)
            }
            for (number, body) in chain.enumerated() {
                guard case .cosigned = try store.decide(body, by: witness, at: 1) else { exit(3) }
                let line = Array("\(number + 1)\n".utf8)
                Glibc.write(STDOUT_FILENO, line, line.count)
            }
            while true { sleep(1) }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let answered = output.split(separator: "\n").compactMap { UInt64($0) }.max() ?? 0
        let note = try fresh.store.cosignedNote(originHash: fresh.hash(of: log.name))
        let kept = try note.map { try Checkpoint(text: SignedNote($0).text).size } ?? 0
        #expect(kept == answered || kept == answered + 1)
        // A log that was not told of the last step learns of it, and goes on.
        let asked = try fresh.store.decide(chain[Int(answered)], by: fresh.witness, at: 2)
        #expect(asked.answer.status == (kept == answered ? 200 : 409))
        if kept < 3_000, kept > answered {
            #expect(try fresh.store.decide(chain[Int(kept)], by: fresh.witness, at: 2).answer.status == 200)
        }
    }
}
