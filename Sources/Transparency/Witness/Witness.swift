public import Primitives
public import Signing

/// One who keeps a log honest: cosigns each checkpoint that continues the last one it saw, and no other
/// (C2SP tlog-witness).
///
/// It decides and signs; what it has seen is kept by its owner, durably and before the answer leaves.
public struct Witness: Sendable {
    private let key: SigningKey
    /// Its public key, type 0x04: what a trust policy names.
    public let verificationKey: VerificationKey

    /// A witness with a key that serves nothing else: a cosignature does not say in which role it was made.
    ///
    /// - Throws: `key.name` for a name that a key cannot have.
    public init(key: SigningKey) throws(LedgerError) {
        self.key = key
        verificationKey = try VerificationKey(name: key.name, publicKey: key.publicKey, algorithm: .cosignature)
    }

    /// Decides a request, in the order of checks that the specification gives.
    ///
    /// - Parameters:
    ///   - request: what was asked, of the right form.
    ///   - log: what is known of the log that the request names; `nil` for a log that is not witnessed.
    ///   - time: now, in seconds since the Unix epoch. A cosignature is never dated before the last one of its log.
    public func decide(
        _ request: AddCheckpointRequest, about log: WitnessedLog?, at time: UInt64
    ) -> WitnessDecision {
        guard let log else { return .refused(.unknownLog(request.checkpoint.origin)) }
        let keys = log.keys.filter { $0.name.isSame(as: request.checkpoint.origin) }
        let asked = request.checkpoint
        var note: SignedNote
        do throws(NoteDefect) {
            note = try SignedNote(request.note, signatureLimit: Checkpoint.signatureLimit)
            _ = try note.verified(by: keys)
        } catch .tooManySignatures {
            return .refused(.malformed)
        } catch {
            return .refused(.untrusted(error))
        }
        guard request.oldSize <= asked.size else { return .refused(.malformed) }
        guard request.oldSize == log.size else { return .refused(.otherSize(log.size)) }
        guard asked.size > 0 || asked.root == MerkleTree.emptyRoot,
            isContinued(request.consistency, from: log.latest?.root, to: asked.root)
        else { return .refused(.inconsistent) }
        note = note.keeping(linesOf: keys)
        let cosignature = note.cosign(with: key, timestamp: max(time, log.lastTime))
        return .cosigned(note, cosignature)
    }

    /// Whether the new tree continues what was seen: any tree continues none, and only without a proof.
    private func isContinued(_ proof: ConsistencyProof, from old: Digest?, to new: Digest) -> Bool {
        guard let old, proof.oldSize > 0 else { return proof.path.isEmpty }
        return proof.verifies(oldRoot: old, newRoot: new)
    }
}
