import Primitives
import Signing
import Transparency

/// A log of made-up entries and the witness it goes to: what they say to each other, at any size.
struct WitnessedTree {
    let tree: ReferenceTree
    let log: SigningKey
    let witness: Witness
    let witnessKey: SigningKey

    init(size: Int, origin: String = "examledger.example/exam/1") throws {
        tree = ReferenceTree(size: size)
        log = try SigningKey.generate(name: origin)
        witnessKey = try SigningKey.generate(name: "witness.example/w1")
        witness = try Witness(key: witnessKey)
    }

    func checkpoint(_ size: Int) -> Checkpoint {
        Checkpoint(origin: log.name, size: UInt64(size), root: tree.root(size: size))
    }

    func trusted(_ size: Int) throws -> TrustedCheckpoint {
        try TrustedCheckpoint(
            Array(checkpoint(size).signed(with: log).serialized.utf8), logKey: log.verificationKey)
    }

    func proof(_ old: Int, _ new: Int) -> ConsistencyProof? {
        ConsistencyProof.make(from: UInt64(old), to: UInt64(new)) { tree.hash($0) }
    }

    func request(_ old: Int, _ new: Int) throws -> AddCheckpointRequest {
        let proof = proof(old, new) ?? ConsistencyProof(oldSize: UInt64(old), newSize: UInt64(new), path: [])
        return try AddCheckpointRequest(for: checkpoint(new).signed(with: log), proof)
    }

    /// What the witness knows after it cosigned a size.
    func seen(_ size: Int, at time: UInt64 = 1_700_000_000) throws -> WitnessedLog {
        var note = try checkpoint(size).signed(with: log)
        note.cosign(with: witnessKey, timestamp: time)
        let latest = try TrustedCheckpoint(
            Array(note.serialized.utf8), logKey: log.verificationKey, witnesses: [witness.verificationKey])
        return WitnessedLog(keys: [log.verificationKey], latest: latest)
    }

    var unseen: WitnessedLog { WitnessedLog(keys: [log.verificationKey], latest: nil) }
}

extension WitnessDecision {
    var status: Int { answer.status }
}
