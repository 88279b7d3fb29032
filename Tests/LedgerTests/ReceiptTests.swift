import Exam
import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

@Suite("Receipts of a ledger's events")
struct ReceiptTests {
    let ledger: FreshLedger
    let policy: TrustPolicy

    init() throws {
        ledger = try FreshLedger()
        policy = TrustPolicy(log: ledger.logKey.verificationKey)
    }

    @Test("prove every event under every checkpoint that covers it, and no other")
    func every() throws {
        var checkpoints: [TrustedCheckpoint] = []
        for count in [3, 250, 17, 300] {
            try ledger.ingest(ledger.history(count))
            checkpoints.append(try ledger.store.signCheckpoint(with: ledger.logKey))
        }
        for checkpoint in checkpoints {
            var prover = try EntryProver(ledger.store, under: checkpoint)
            for index in 0..<checkpoint.size {
                let proof = try #require(try prover.proof(of: index))
                #expect(proof.extra == (try ledger.store.entry(at: index)))
                let plain = try ledger.store.inclusionProof(index: index, size: checkpoint.size)
                #expect(proof.path == plain?.path)
                let report = ProofReport(try LogProof(proof.serialized), policy)
                #expect(report.holds && report.extent?.size == checkpoint.size, "\(report.problems)")
                #expect(report.notChecked.map(\.code) == ["witnesses.none", "entry.signature", "completeness"])
            }
            #expect(try prover.proof(of: checkpoint.size) == nil)
        }
    }

    @Test("are refused when anything in them is another, each with its reason")
    func refusals() throws {
        try ledger.ingest(ledger.history(30))
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        var prover = try EntryProver(ledger.store, under: checkpoint)
        let proof = try #require(try prover.proof(of: 12))
        let other = try #require(try prover.proof(of: 13))
        func codes(_ proof: LogProof, _ policy: TrustPolicy? = nil) -> [String] {
            ProofReport(proof, policy ?? self.policy).problems.map(\.code)
        }
        func with(extra: [UInt8]?, index: UInt64 = 12, path: [Digest]? = nil) -> LogProof {
            LogProof(extra: extra, index: index, path: path ?? proof.path, checkpoint: proof.checkpoint)
        }
        #expect(codes(proof).isEmpty)
        #expect(codes(with(extra: nil)) == ["proof.no-entry"])
        #expect(codes(with(extra: other.extra)) == ["entry.index", "proof.inclusion"])
        #expect(codes(with(extra: proof.extra, index: 13)) == ["entry.index", "proof.inclusion"])
        #expect(codes(with(extra: proof.extra, path: other.path)) == ["proof.inclusion"])
        #expect(codes(with(extra: [1, 2, 3])) == ["entry.form", "proof.inclusion"])
        let stranger = TrustPolicy(log: try SigningKey.generate(name: FreshLedger.origin).verificationKey)
        #expect(codes(proof, stranger) == ["note.unverified"])
        let elsewhere = TrustPolicy(log: try SigningKey.generate(name: "another.example/1").verificationKey)
        #expect(codes(proof, elsewhere) == ["checkpoint.origin-unknown"])
        #expect(ProofReport(proof, elsewhere).problems.map(\.category) == [.trust])
    }

    @Test("of a checkpoint that the log does not continue are not made")
    func behind() throws {
        try ledger.ingest(ledger.history(5))
        let other = try FreshLedger(like: ledger)
        try other.ingest([other.line(other.defined("another"), by: other.officer)])
        let checkpoint = try other.store.signCheckpoint(with: ledger.logKey)
        #expect(throws: LedgerError(.ledgerBehind, Phrase(en: "", zh: ""))) {
            try EntryProver(ledger.store, under: checkpoint)
        }
    }

    @Test("show a fork where their reader holds another checkpoint of the same size")
    func fork() throws {
        try ledger.ingest(ledger.history(5))
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        let other = try FreshLedger(like: ledger)
        try other.ingest([other.line(other.defined("another"), by: other.officer)] + other.history(4))
        let held = Array(try other.store.signCheckpoint(with: ledger.logKey).note.serialized.utf8)
        let own = Array(checkpoint.note.serialized.utf8)
        var prover = try EntryProver(ledger.store, under: checkpoint)
        let report = ProofReport(try #require(try prover.proof(of: 3)), policy)
        #expect(report.held(against: [own], policy, atLeast: checkpoint.size - 1).holds)
        #expect(report.held(against: [held], policy, atLeast: nil).problems.map(\.code) == ["checkpoint.fork"])
        #expect(report.held(against: [], policy, atLeast: checkpoint.size).problems.map(\.code) == ["extent.older"])
        #expect(report.held(against: [held], policy, atLeast: nil).verified.isEmpty)
    }

    @Test("between any two sizes the ledger proves that it only grew")
    func growth() throws {
        try ledger.ingest(ledger.history(40))
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        for from in stride(from: 1, through: checkpoint.size, by: 3) {
            let bytes = try #require(try ledger.store.growthProof(from: from, to: checkpoint.size)).serialized
            let report = ProofReport(try GrowthProof(bytes), policy, held: [])
            #expect(report.holds && report.checkpoint == checkpoint)
        }
        let inner = try #require(try ledger.store.growthProof(from: 9, to: 20))
        #expect(inner.checkpoint.isEmpty)
        #expect(ProofReport(inner, policy, held: []).problems.map(\.code) == ["proof.no-checkpoint"])
    }
}
