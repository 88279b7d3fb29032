import Foundation
import Ledger
import Primitives
import Signing
import TestSupport
import Testing
import Transparency

/// Two or more witnesses of a fresh ledger, and a policy over them.
struct WitnessedLedger {
    let ledger: FreshLedger
    let witnesses: [FreshWitness]
    let policy: TrustPolicy

    /// - Parameter quorum: the policy's lines behind those of its witnesses `w0`, `w1`, ….
    init(count: Int = 2, quorum: String) throws {
        let ledger = try FreshLedger()
        self.ledger = ledger
        witnesses = try (0..<count).map { _ in try FreshWitness() }
        for witness in witnesses { try witness.store.add(ledger.logKey.verificationKey, to: witness.witness) }
        let lines = witnesses.enumerated().map { number, witness in
            "witness w\(number) \(witness.witness.verificationKey.text) http://w\(number)/"
        }
        policy = try TrustPolicy(
            text: (["log \(ledger.logKey.verificationKey.text)"] + lines + [quorum, ""]).joined(separator: "\n"))
    }

    /// Carries requests to the witnesses whose numbers are given; others cannot be reached.
    func transport(_ reachable: Set<Int>, at time: UInt64 = 1_700_000_000) -> WitnessTransport {
        { calls in
            calls.map { call in
                let number = witnesses.indices.first { call.url == "http://w\($0)/add-checkpoint" }
                guard let number, reachable.contains(number) else { return .failure(.interrupted) }
                let (store, witness) = (witnesses[number].store, witnesses[number].witness)
                return Result { () throws(LedgerError) in
                    try store.reply(to: "POST", "/add-checkpoint", call.body, by: witness, at: time)
                }
            }
        }
    }

    /// Signs the head, asks, and keeps what was answered.
    @discardableResult
    func checkpoint(_ reachable: Set<Int>, at time: UInt64 = 1_700_000_000) throws -> [WitnessOutcome] {
        let checkpoint = try ledger.store.signCheckpoint(with: ledger.logKey)
        let answers = try ledger.store.ask(
            policy.namedWitnesses, about: checkpoint, by: transport(reachable, at: time))
        let lines = answers.compactMap { answer in
            if case .cosigned(let line, _) = answer.outcome { line } else { nil }
        }
        try ledger.store.add(lines, by: policy.witnesses, to: checkpoint)
        return answers.map(\.outcome)
    }

    func grow() throws { try ledger.ingest(ledger.history(3)) }

    var newest: TrustedCheckpoint {
        get throws {
            try TrustedCheckpoint(
                require(ledger.store.newestCheckpointNote()), logKey: ledger.logKey.verificationKey,
                witnesses: policy.witnesses)
        }
    }
}

@Suite("A ledger and its witnesses")
struct CosignatureTests {
    @Test("every checkpoint is cosigned from where the witness stands, and the ledger stays sound")
    func cosigned() throws {
        let world = try WitnessedLedger(quorum: "group all all w0 w1\nquorum all")
        for step in 0..<5 {
            if step > 0 { try world.grow() }
            // The second witness misses every other checkpoint, and is caught up with.
            try world.checkpoint(step % 2 == 0 ? [0, 1] : [0])
            #expect(try world.newest.cosignatures.count == (step % 2 == 0 ? 2 : 1))
        }
        for witness in world.witnesses {
            #expect(try world.ledger.store.lastCosigned(by: witness.witness.verificationKey) == world.newest.size)
        }
        let report = try world.ledger.verify(VerificationOptions(policy: world.policy))
        #expect(report.problems.isEmpty, "\(report.problems)")
    }

    @Test("a refresh of the same size brings a new time and no second line, and an older line brings nothing")
    func refreshed() throws {
        let world = try WitnessedLedger(quorum: "quorum w0")
        try world.checkpoint([0], at: 1_700_000_000)
        let first = try world.newest
        try world.checkpoint([0], at: 1_700_000_600)
        #expect(try world.newest.cosignatures.map(\.timestamp) == [1_700_000_600])
        #expect(try world.newest.note.signatures.count == 2)
        try world.checkpoint([1], at: 1_700_000_900)
        #expect(try world.newest.cosignatures.count == 2)
        let again = try world.ledger.store.add(
            first.note.signatures, by: world.policy.witnesses, to: first)
        #expect(again.cosignatures.compactMap(\.timestamp).sorted() == [1_700_000_600, 1_700_000_900])
    }

    @Test("the newest checkpoint that meets the policy is found behind newer ones that do not")
    func quorum() throws {
        let world = try WitnessedLedger(count: 3, quorum: "group two 2 w0 w1 w2\nquorum two")
        #expect(try world.ledger.store.quorumCheckpoint(world.policy) == nil)
        try world.checkpoint([2])
        #expect(try world.ledger.store.quorumCheckpoint(world.policy) == nil)
        try world.grow()
        try world.checkpoint([0, 2])
        let good = try world.newest
        try world.grow()
        try world.checkpoint([1])
        #expect(try world.newest.size > good.size)
        #expect(try world.ledger.store.quorumCheckpoint(world.policy)?.checkpoint == good.checkpoint)
        let strict = try WitnessedLedger(quorum: "quorum w1").policy
        #expect(try world.ledger.store.quorumCheckpoint(strict) == nil)
    }

    @Test("a witness that has seen a larger log, or another one, is an incident")
    func incident() throws {
        let world = try WitnessedLedger(quorum: "quorum w0")
        try world.checkpoint([0])
        let folder = world.ledger.folder.url
        world.ledger.close()
        try FileManager.default.copyItem(
            at: folder.appending(path: "fresh.ledger"), to: folder.appending(path: "older"))
        try world.ledger.open()
        try world.grow()
        try world.checkpoint([0])
        let larger = try world.newest.size
        world.ledger.close()
        try FileManager.default.removeItem(at: folder.appending(path: "fresh.ledger"))
        try FileManager.default.moveItem(
            at: folder.appending(path: "older"), to: folder.appending(path: "fresh.ledger"))
        try world.ledger.open()
        #expect(try world.checkpoint([0])[0] == .incident(.larger(size: larger)))
        // Grown again by other entries, it no longer lacks any and is another log.
        while try world.ledger.store.size() <= larger { try world.grow() }
        #expect(try world.checkpoint([0])[0] == .incident(.inconsistent(size: larger)))
        #expect(try world.newest.cosignatures.isEmpty)
    }

    @Test("a false line spoils nothing: it is not taken, and the checkpoint stays as it was")
    func falseLine() throws {
        let world = try WitnessedLedger(quorum: "quorum w0")
        let checkpoint = try world.ledger.store.signCheckpoint(with: world.ledger.logKey)
        var other = try Checkpoint(origin: checkpoint.origin, size: checkpoint.size, root: .zero)
            .signed(with: world.ledger.logKey)
        let line = other.cosign(with: world.witnesses[0].key, timestamp: 1)
        let before = try world.ledger.store.newestCheckpointNote()
        #expect(throws: LedgerError(.checkpointInvalid, Phrase(en: "", zh: ""))) {
            try world.ledger.store.add([line], by: world.policy.witnesses, to: checkpoint)
        }
        #expect(try world.ledger.store.newestCheckpointNote() == before)
        #expect(try world.ledger.store.checkpoint(cosignedIn: [line], by: world.policy.witnesses) == nil)
        var stranger = checkpoint.note
        let strange = stranger.cosign(with: try .generate(name: "stranger"), timestamp: 1)
        #expect(
            try world.ledger.store.add([strange], by: world.policy.witnesses, to: checkpoint).note == checkpoint.note)
    }

    @Test("lines that were carried by hand find their checkpoint, even behind a newer one")
    func carried() throws {
        let world = try WitnessedLedger(quorum: "quorum w0")
        let checkpoint = try world.ledger.store.signCheckpoint(with: world.ledger.logKey)
        let request = try world.ledger.store.witnessRequest(for: checkpoint, from: 0)
        try world.grow()
        let newer = try world.ledger.store.signCheckpoint(with: world.ledger.logKey)
        guard
            case .cosigned(_, let line) = try world.witnesses[0].store.decide(
                request.body, by: world.witnesses[0].witness, at: 7)
        else { throw CocoaError(.featureUnsupported) }
        let found = try require(world.ledger.store.checkpoint(cosignedIn: [line], by: world.policy.witnesses))
        #expect(found.checkpoint == checkpoint.checkpoint)
        try world.ledger.store.add([line], by: world.policy.witnesses, to: found)
        #expect(try world.ledger.store.quorumCheckpoint(world.policy)?.size == checkpoint.size)
        #expect(try world.newest.checkpoint == newer.checkpoint)
    }
}
