import Exam
import Foundation
import Primitives
import Signing
import TestSupport
import Testing

@testable import Ledger

/// A ledger of an exam day that was kept honestly, and what others hold of it: the policy, a receipt from its middle,
/// a checkpoint over its end.
final class HonestLedger: Sendable {
    static let origin = "examledger.example/simulation/5"

    let folder: TemporaryFolder
    let entries: [RecordedStatement]

    init() throws {
        folder = try TemporaryFolder()
        try HonestLedger.shell(
            """
            examledger simulate --candidates 2 --seed 5 --faults none --after review -o sim
            examledger init day --exam ex-2026-001 --origin \(HonestLedger.origin) --approvals 2 --clock imported \
            --opened-at 2026-11-10T09:00:00+08:00 --authority-key sim/keys/authority.key --log-key sim/keys/log.key
            head -n 300 sim/envelopes.ndjson | examledger ingest - --ledger day --receipts receipts.ndjson
            tail -n 1 receipts.ndjson | python3 -c 'import json, sys; print(json.load(sys.stdin)["proof"], end="")' > receipt
            sed '1,/^$/d' receipt > receipt.checkpoint
            examledger backup older --ledger day
            examledger ingest sim/envelopes.ndjson --ledger day
            examledger index commit --ledger day
            examledger checkpoint --ledger day > held
            """, in: folder)
        let store = try LedgerStore(at: folder.path + "/day", forWriting: false)
        var reader = StatementReader()
        entries = try (0..<store.size()).map { index in
            let entry = try #require(try store.entry(at: index))
            return try #require(RecordedStatement(entry: entry.span, &reader))
        }
    }

    /// Runs lines of shell, each of which must do what it says.
    @discardableResult
    static func shell(_ text: String, in folder: TemporaryFolder) throws -> ProgramRun {
        let run = try run(["sh", "-euc", text], in: folder)
        guard run.status == 0 else { throw ScriptFailure(description: String(decoding: run.errors, as: UTF8.self)) }
        return run
    }

    static func run(_ words: [String], in folder: TemporaryFolder) throws -> ProgramRun {
        try ProgramRun(words, in: folder.url, environment: ProgramRun.environment(work: folder.url), input: nil)
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    func key(_ name: String) throws -> SigningKey {
        try KeyFile.signingKey(at: path(name == "platform" ? "day/keys/platform.key" : "sim/keys/\(name).key"))
    }

    /// The operator's other version: everything that follows from the entries is computed anew, the stream index is
    /// committed again, the head is signed with the log's own key.
    ///
    /// - Parameter atLeast: Goes on with further indexes until the log has so many entries.
    func rewrite(_ entries: [RecordedStatement], in folder: TemporaryFolder, atLeast size: UInt64 = 0) throws -> String
    {
        let directory = folder.path + "/day"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        do {
            let logKey = try key("log").verificationKey
            var rebuild = try LogRebuild(at: directory, logKey: logKey, first: #require(entries.first))
            for entry in entries.dropFirst() { try rebuild.append(entry) }
            try rebuild.flush()
            try rebuild.store.writePublicFiles(logKey)
            let writer = try LedgerWriter(rebuild.store, platformKey: key("platform"))
            repeat {
                _ = try writer.commitIndex(at: #require(entries.last).receivedAt)
            } while try rebuild.store.size() < size
            try rebuild.store.signCheckpoint(with: key("log"))
        }
        return directory
    }
}

/// One honest ledger for all drills, gone with the last of them.
struct HonestLedgerTrait: SuiteTrait, TestScoping {
    @TaskLocal static var ledger: HonestLedger?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await HonestLedgerTrait.$ledger.withValue(HonestLedger()) { try await function() }
    }
}

extension RecordedStatement {
    /// The same entry with another text in its statement, another signature, or another time.
    func changed(
        _ text: String = "", to other: String = "", signedBy key: SigningKey? = nil, at received: Instant? = nil
    ) throws -> RecordedStatement {
        let old = String(decoding: bytes, as: UTF8.self)
        let new = text.isEmpty ? old : old.replacing(text, with: other, maxReplacements: 1)
        guard text.isEmpty || new != old else { throw ScriptFailure(description: "no \(text) in \(old)") }
        return try RecordedStatement(new, signedBy: key, signature, at: received ?? receivedAt)
    }

    init(
        _ text: String, signedBy key: SigningKey?, _ signature: EnvelopeSignature? = nil, at received: Instant
    ) throws {
        let bytes = Array(text.utf8)
        var reader = StatementReader()
        let signed = key.map { Envelope(signing: bytes, with: $0.secret).signature }
        self.init(
            statement: try reader.read(bytes.span), bytes: bytes, signature: try #require(signed ?? signature),
            receivedAt: received)
    }
}
