import Exam
import LMDB
import Primitives
import Signing

extension Sequencer {
    /// Refuses a statement whose signature holds.
    mutating func refuse(
        _ verified: VerifiedStatement, _ refusal: Refusal, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> LineOutcome.Answer {
        var rejection = Rejection(refusal)
        rejection.id = verified.statement.id
        rejection.attemptedType = verified.statement.type.rawValue
        rejection.digest = SHA256.digest(of: verified.bytes)
        rejection.signedBy = verified.signature.keyID
        rejection.receivedAt = verified.receivedAt
        return try record(rejection, in: &transaction)
    }

    /// Refuses a line, and records the refusal where its bytes are signed by an enrolled key.
    ///
    /// The same bytes refused again are not recorded again, so that a client that repeats itself does not fill the log.
    mutating func record(
        _ rejection: Rejection, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> LineOutcome.Answer {
        guard let reason = rejection.refusal.code.recordedReason, let digest = rejection.digest,
            let keyID = rejection.signedBy, !state.registry.enrolments(of: keyID).isEmpty
        else { return .refused(rejection, recordedAt: nil) }
        if let index = try tables.refusals.number(at: digest.bytes, in: transaction.reading) {
            return .refused(rejection, recordedAt: index)
        }
        if identity.clock == .imported, let received = rejection.receivedAt {
            state.lastReceived = max(state.lastReceived, received)
        }
        let index = try say(
            .ledgerAppendRefused(
                LedgerAppendRefused(
                    attemptedType: rejection.attemptedType ?? "", digest: digest, reason: reason)),
            in: &transaction)
        return .refused(rejection, recordedAt: index)
    }

    /// Appends a statement of the ledger's own.
    ///
    /// Its id follows from the time, the place and what is said, so that whoever applies the batch makes the same.
    @discardableResult
    mutating func say(_ payload: Payload, in transaction: inout WriteTransaction) throws(LedgerError) -> UInt64 {
        try say(Saying(payload, in: .ledger), in: &transaction).index
    }

    /// Appends a statement of the platform's in any stream.
    mutating func say(
        _ saying: Saying, in transaction: inout WriteTransaction
    ) throws(LedgerError) -> Receipt {
        guard let platformKey else {
            throw .wrongKey(Phrase(en: "platform key", zh: "平台密钥"), held: StreamName.ledger.text)
        }
        let payload = saying.payload
        var seed: [UInt8] = []
        seed.append(bigEndian: state.size)
        payload.json.write(to: &seed, canonically: true)
        let digest = SHA256.digest(of: seed)
        let randomness = (0..<10).map { digest[$0] }
        let id = EventID(
            at: state.lastReceived,
            randomness: (
                UInt16(randomness[0]) << 8 | UInt16(randomness[1]),
                randomness[2...].reduce(0) { $0 << 8 | UInt64($1) }
            ))
        let (exam, sitting, candidate) = saying.stream.ids
        let statement = Statement(
            id: id, ledger: identity.origin, mode: identity.mode, exam: exam, sitting: sitting, candidate: candidate,
            actor: Statement.Actor(role: .platform, id: platformKey.name), at: state.lastReceived,
            cause: saying.cause, payload: payload)
        return try append(
            VerifiedStatement(statement, signedBy: platformKey), at: state.lastReceived, in: &transaction)
    }
}
