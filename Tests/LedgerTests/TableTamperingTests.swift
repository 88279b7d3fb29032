import Exam
import Foundation
import LMDB
import Ledger
import Primitives
import Signing
import TestSupport
import Testing

/// A change to a table that leaves the log as it is.
struct TableChange: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: String
    let make: @Sendable (FreshLedger) throws -> Void

    init(_ description: String, _ code: String, _ make: @escaping @Sendable (FreshLedger) throws -> Void) {
        testDescription = description
        self.code = code
        self.make = make
    }
}

@Suite("Verification of changed tables")
struct TableTamperingTests {
    static let changes = [
        TableChange("a flipped leaf in a tile", "tree.leaf") {
            try $0.change("tiles", PairKey(0, 0)) { $0[5 * 32] ^= 1 }
        },
        TableChange("a flipped hash in a higher tile", "tree.tile") {
            try $0.change("tiles", PairKey(1, 0)) { $0[0] ^= 1 }
        },
        TableChange("a tile that is gone", "tree.tile") { try $0.remove("tiles", PairKey(0, 1)) },
        TableChange("a tile too many", "index.tiles") { try $0.change("tiles", PairKey(0, 9)) { $0 = [0] } },
        TableChange("a stream's head with another count", "index.heads") {
            try $0.change("heads", UInt64(1)) { $0[7] ^= 1 }
        },
        TableChange("a stream's head that is gone", "index.heads") { try $0.remove("heads", UInt64(2)) },
        TableChange("a stream under another ordinal", "index.streams") {
            try $0.change("streams", Array("trust".utf8)) { $0[7] ^= 2 }
        },
        TableChange("a stream too many", "index.streams") {
            try $0.change("streams", Array("exam/x".utf8)) { $0 = [UInt8](repeating: 0, count: 8) }
        },
        TableChange("a stream under another name", "index.names") {
            try $0.change("names", UInt64(1)) { $0 = Array("exam/x".utf8) }
        },
        TableChange("a posting that leads elsewhere", "index.postings") {
            try $0.change("postings", PairKey(1, 1)) { $0[7] ^= 1 }
        },
        TableChange("a posting that is gone", "index.postings") { try $0.remove("postings", PairKey(1, 1)) },
        TableChange("a posting of another width", "store.damaged") {
            try $0.change("postings", PairKey(1, 1)) { $0 = [1] }
        },
        TableChange("a posting too many", "index.postings") {
            try $0.change("postings", PairKey(1, 999)) { $0 = [UInt8](repeating: 0, count: 8) }
        },
        TableChange("an event id that leads elsewhere", "index.identifiers") { ledger in
            let id = try require(ledger.store.event(at: 6)).id
            try ledger.change("identifiers", id) { $0[7] ^= 1 }
        },
        TableChange("an event id that is gone", "index.identifiers") { ledger in
            let id = try require(ledger.store.event(at: 6)).id
            try ledger.remove("identifiers", id)
        },
        TableChange("an event id too many", "index.identifiers") {
            try $0.change("identifiers", EventID(at: FreshLedger.opening, randomness: (9, 9))) {
                $0 = [UInt8](repeating: 0, count: 8)
            }
        },
        TableChange("a counter set back", "index.counters") { ledger in
            try ledger.change("counters", ledger.candidate.publicKey.id) { $0[7] ^= 1 }
        },
        TableChange("a counter that is gone", "index.counters") { ledger in
            try ledger.remove("counters", ledger.phone.publicKey.id)
        },
        TableChange("a key that is gone from the registry", "index.keys") { ledger in
            try ledger.remove("keys", ledger.candidate.publicKey.id)
        },
        TableChange("a key that nobody enrolled", "index.keys") { ledger in
            try ledger.change("keys", ledger.stranger.publicKey.id) { $0 = Array("[]".utf8) }
        },
        TableChange("a registry record that cannot be read", "index.keys") { ledger in
            try ledger.change("keys", ledger.officer.publicKey.id) { $0 = [0] }
        },
        TableChange("a refusal that leads elsewhere", "index.refusals") { ledger in
            guard case .ledgerAppendRefused(let data) = try ledger.store.event(at: 265)?.payload else {
                throw CocoaError(.fileNoSuchFile)
            }
            try ledger.change("refusals", data.digest.bytes) { $0[7] ^= 1 }
        },
        TableChange("a refusal that nobody recorded", "index.refusals") {
            try $0.change("refusals", [UInt8](repeating: 7, count: 32)) { $0 = [UInt8](repeating: 0, count: 8) }
        },
        TableChange("a checkpoint that nobody signed", "checkpoint.invalid") {
            try $0.change("checkpoints", UInt64(150)) { $0 = Array("a checkpoint".utf8) }
        },
        TableChange("a checkpoint under another size", "checkpoint.invalid") { ledger in
            try ledger.tamper { (environment, transaction) throws(LedgerError) in
                let table = environment.table("checkpoints", keyedBy: UInt64.self)
                let note = try table.bytes(at: 266, in: transaction)
                try table.put(note.span, at: 100, in: &transaction)
            }
        },
    ]

    @Test("finds", arguments: changes)
    func found(_ change: TableChange) throws {
        let (ledger, _) = try FreshLedger.written(260)
        try change.make(ledger)
        let report = try ledger.verify()
        #expect(report.problems.contains { $0.code == change.code }, "\(report.problems)")
        #expect(report.integrity == .violated)
        #expect(report.signatures == 266 && report.size == 266)
    }
}
