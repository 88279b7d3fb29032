public import Exam
import LMDB
public import Primitives
public import Signing
import Transparency

extension LedgerStore {
    /// Checks that a key is the one that opened the ledger.
    ///
    /// - Throws: `ledger.key` where it is another.
    public func checkAuthority(_ key: SigningKey) throws(LedgerError) {
        guard key.publicKey.id == identity.authority else {
            throw .wrongKey(Phrase(en: "authority", zh: "主管方密钥"), held: key.name)
        }
    }

    /// Checks that a key is fit to be the log's next.
    ///
    /// - Throws: `ledger.key` where it is not, `ledger.not-found` before the first checkpoint.
    public func checkNextLogKey(_ key: VerificationKey) throws(LedgerError) {
        _ = try rotation(to: key, .rotated)
    }

    /// What an event appended now would say of a change of the log's key.
    fileprivate func rotation(
        to key: VerificationKey, _ reason: LogKeyRotated.Reason
    ) throws(LedgerError) -> LogKeyRotated {
        guard let last = try newestCheckpoint() else { throw .notFound("checkpoint") }
        let epochs = try logKeyEpochs()
        let rotation = LogKeyRotated(
            previousKeyID: epochs.current.publicKey.id, previousPublicKey: epochs.current.publicKey.bytes,
            keyID: key.publicKey.id, publicKey: key.publicKey.bytes, size: Int64(last.size), root: last.root,
            reason: reason)
        var next = epochs
        guard key.name.isSame(as: identity.origin), key.algorithm == .ed25519, next.apply(rotation, at: try size())
        else { throw .wrongKey(Phrase(en: "next log key", zh: "新日志密钥"), held: key.name) }
        return rotation
    }
}

extension LedgerWriter {
    /// Puts a new log key in the place of the old one, by an event in the stream `trust`; durable when it returns.
    ///
    /// The event states the newest checkpoint, which the old key has signed; from the entry behind it on the new key
    /// signs. The caller signs a checkpoint with it next.
    ///
    /// - Parameters:
    ///   - key: the new key, named as the ledger is.
    ///   - reason: why.
    ///   - authority: the key that opened the ledger; no other may do it.
    ///   - id: the event's id.
    ///   - received: the time of receipt, where the ledger's clock is imported.
    ///   - now: the machine's time.
    /// - Throws: `ledger.key` where the authority's key is not the one that opened the ledger or the new key is not
    ///   fit to follow, `ledger.not-found` before the first checkpoint, `ledger.behind`.
    public func rotateLogKey(
        to key: VerificationKey, _ reason: LogKeyRotated.Reason, signedBy authority: SigningKey, id: EventID,
        receivedAt received: Instant?, at now: Instant
    ) throws(LedgerError) -> Receipt {
        let identity = store.identity
        try store.checkAuthority(authority)
        let rotation = try store.rotation(to: key, reason)
        let statement = Statement(
            id: id, ledger: identity.origin, mode: identity.mode,
            actor: Statement.Actor(role: .administrator, id: authority.name), at: now, payload: .logKeyRotated(rotation)
        )
        let verified = VerifiedStatement(statement, signedBy: authority, receivedAt: received)
        let batch = Batch(lines: [PreparedLine(number: 1, content: .statement(verified))], machineTime: now)
        guard case .appended(let receipt)? = try append(batch).first?.answer else {
            throw .wrongKey(Phrase(en: "authority", zh: "主管方密钥"), held: authority.name)
        }
        return receipt
    }
}
