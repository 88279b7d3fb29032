import Foundation
import TestSupport
import Testing

/// What our commands make, before judges that use none of our code.
@Suite("Seen from outside", .serialized)
struct OutsideTests {
    private static let judges = Repository.root.appending(path: "Tests/CommandTests/Outside")
    /// An environment of Python's that `.ci/run` makes, for packages that Debian has not or not new enough.
    private static let environmentPython = Repository.root.appending(path: ".build/outside/bin/python3").path

    private static func knows(_ imports: String, _ python: String = "python3") -> Bool {
        (try? judge([python, "-c", imports], in: FileManager.default.temporaryDirectory).status) == 0
    }

    private static let isOpenSSLPresent =
        (try? judge(["openssl", "pkeyutl", "-help"], in: FileManager.default.temporaryDirectory).errors)
        .map { String(decoding: $0, as: UTF8.self).contains("-rawin") } ?? false

    private static func judge(_ words: [String], in folder: URL, input: URL? = nil) throws -> ProgramRun {
        try ProgramRun(words, in: folder, environment: ProgramRun.environment(work: folder), input: input)
    }

    /// A change to one of the files, and what the judge must say of it.
    struct Change {
        let file: String
        var policy = "policy.txt"
        var options: [String] = []
        let change: String
        let reason: String
    }

    /// Each is made by a line of shell on a copy named `changed`.
    static let changes = [
        Change(file: "412.tlog-proof", change: "sed -i 's/^index 412/index 413/' changed", reason: "carries entry 412"),
        Change(file: "412.tlog-proof", change: "sed -i '4d' changed", reason: "does not lead to the root"),
        Change(file: "412.tlog-proof", change: "python3 edit.py extra", reason: "does not lead to the root"),
        Change(file: "412.tlog-proof", change: "python3 edit.py size", reason: "signature .* does not hold"),
        Change(file: "412.tlog-proof", policy: "first-policy.txt", change: "true", reason: "no log that the policy"),
        Change(file: "bundle.json", change: "python3 edit.py drop", reason: "does not follow the one before it"),
        Change(file: "bundle.json", change: "python3 edit.py last", reason: "is not whole"),
        Change(file: "bundle.json", change: "python3 edit.py stream", reason: "does not hold the streams"),
        Change(file: "bundle.json", change: "python3 edit.py trust", reason: "is not whole|does not count"),
        Change(file: "bundle.json", change: "python3 edit.py disclosure", reason: "opens no commitment"),
        Change(file: "bundle.json", change: "python3 edit.py subject", reason: "does not hold the streams"),
        Change(file: "release.json", change: "python3 edit.py signer", reason: "1 officers have signed, 2 must"),
        Change(file: "release.json", change: "python3 edit.py twice", reason: "1 officers have signed, 2 must"),
        Change(file: "release.json", change: "python3 edit.py payload", reason: "signature does not hold"),
        Change(
            file: "release.json", options: ["--scores", "policy.txt"], change: "true", reason: "not the one that was"),
        Change(
            file: "log", change: "python3 edit.py flip changed/tile/entries/000 5000",
            reason: "signature does not hold|root|does not follow|JSON"),
        Change(
            file: "log", change: "python3 edit.py flip changed/tile/0/000 5000", reason: "not hold what the entries"),
        Change(
            file: "log", change: "python3 edit.py flip changed/tile/1/000.p/* 9", reason: "not hold what the entries"),
        Change(file: "log", change: "rm changed/tile/entries/001", reason: "tile/entries/001 is missing"),
        Change(file: "log", change: "rm changed/tile/0/001", reason: "tile/0/001 of 256 is missing"),
        Change(file: "log", change: "cp forked changed/checkpoint", reason: "give the checkpoint's root"),
        Change(file: "log", options: ["--held", "forked"], change: "true", reason: "of another history"),
        Change(file: "log", change: "sed -i 's/^[0-9][0-9]*$/500/' changed/checkpoint", reason: "signature"),
        Change(file: "uncosigned", policy: "quorum-policy.txt", change: "true", reason: "quorum of witnesses"),
        Change(file: "cosigned", policy: "policy.txt", change: "true", reason: "authority"),
        Change(file: "cosigned", policy: "alone-policy.txt", change: "true", reason: "names no key from which"),
    ]

    @Test(
        "logs, receipts, bundles and certificates hold, and any change to them is refused for its reason",
        .enabled(
            if: knows("from cryptography.hazmat.primitives.asymmetric import ed25519"),
            "skipped: python3 with the cryptography module is absent"))
    func verified() throws {
        let folder = try TemporaryFolder()
        let made = try Self.judge(["sh", Self.judges.appending(path: "make.sh").path], in: folder.url)
        #expect(made.status == 0, "\(String(decoding: made.errors, as: UTF8.self))")
        let sound = [
            (
                "policy.txt", ["log", "412.tlog-proof", "bundle.json", "release.json"],
                ["--scores", "scores.csv", "--held", "held"]
            ),
            ("first-policy.txt", ["cosigned", "uncosigned"], ["--held", "small-new"]),
            ("first-policy.txt", ["cosigned"], ["--held", "small-old"]), ("quorum-policy.txt", ["cosigned"], []),
        ]
        for (policy, files, options) in sound {
            let run = try verify([policy] + files + options, folder)
            #expect(run.status == 0 && files.count == run.text.components(separatedBy: ": holds: ").count - 1, "\(run)")
        }
        for change in Self.changes {
            let edit = "rm -rf changed && cp -r \(change.file) changed && \(change.change)"
                .replacing("edit.py", with: Self.judges.appending(path: "edit.py").path)
            #expect(try Self.judge(["sh", "-euc", edit], in: folder.url).status == 0, "\(change)")
            let run = try verify([change.policy, "changed"] + change.options, folder)
            #expect(run.status == 1 && run.text.hasPrefix("changed: REFUSED: "), "\(change) \(run)")
            #expect(try Regex(change.reason).firstMatch(in: run.text) != nil, "\(change) \(run)")
        }
    }

    private func verify(_ words: [String], _ folder: TemporaryFolder) throws -> (status: Int32, text: String) {
        let script = Self.judges.appending(path: "verify_outside.py").path
        let run = try Self.judge(["python3", script] + words, in: folder.url)
        return (run.status, String(decoding: run.output + run.errors, as: UTF8.self))
    }

    @Test(
        "securesystemslib verifies every envelope, and none that was changed",
        .enabled(
            if: knows("import securesystemslib.dsse, cryptography", environmentPython),
            "skipped: .build/outside has no securesystemslib 1 or newer with cryptography; .ci/run installs it"))
    func envelopes() throws {
        let folder = try TemporaryFolder()
        let make = """
            examledger simulate --candidates 2 --seed 5 --faults none -o sim
            examledger init day --exam ex-2026-001 --origin examledger.example/simulation/5 --clock imported \
            --opened-at 2026-11-10T09:00:00+08:00 --authority-key sim/keys/authority.key --log-key sim/keys/log.key
            examledger ingest sim/envelopes.ndjson --ledger day
            examledger export --ledger day > envelopes.ndjson
            """
        #expect(try Self.judge(["sh", "-euc", make], in: folder.url).status == 0)
        let file = folder.url.appending(path: "envelopes.ndjson")
        let script = Self.judges.appending(path: "verify_dsse.py").path
        func judged() throws -> ProgramRun {
            try Self.judge([Self.environmentPython, script], in: folder.url, input: file)
        }
        var lines = try Repository.lines(of: file)
        #expect(try String(decoding: judged().output, as: UTF8.self) == "\(lines.count) envelopes hold\n")
        // One statement under the signature of another of the same key.
        let signatures = lines.map { line in line.range(of: "\"signatures\"").map { String(line[$0.lowerBound...]) } }
        let keys = signatures.map { $0?.prefix(60) }
        let (one, other) = try #require(
            (2..<lines.count).lazy.compactMap { place in
                keys[..<place].lastIndex(of: keys[place]).map { ($0, place) }
            }.first)
        lines[one] = try lines[one].replacingOccurrences(
            of: #require(signatures[one]), with: #require(signatures[other]))
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: file)
        let run = try judged()
        #expect(run.status == 1)
        #expect(String(decoding: run.errors, as: UTF8.self).hasPrefix("envelope \(one): "))
    }

    @Test(
        "OpenSSL verifies a checkpoint's signature, and none over another text",
        .enabled(if: isOpenSSLPresent, "skipped: openssl 3 is absent"))
    func checkpoint() throws {
        let folder = try TemporaryFolder()
        func run(_ text: String) throws -> Int32 { try Self.judge(["sh", "-euc", text], in: folder.url).status }
        #expect(try run("examledger init day --exam ex-1 --origin exams.example/1") == 0)
        let script = Self.judges.appending(path: "verify_checkpoint.sh").path
        #expect(try run("sh \(script) day/checkpoint day/log.vkey") == 0)
        #expect(try run("sed 's/^2$/3/' day/checkpoint > other && sh \(script) other day/log.vkey") == 1)
        #expect(
            try run("examledger key generate exams.example/1 --key o.key; sh \(script) day/checkpoint o.vkey") == 1)
    }
}
