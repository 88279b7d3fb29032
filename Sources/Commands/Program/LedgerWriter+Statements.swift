import Exam
import Ledger
import Primitives
import Signing

extension LedgerWriter {
    /// Signs statements and appends them; all of them, or an error that says why not.
    ///
    /// - Parameters:
    ///   - statements: what is said, in order.
    ///   - key: the key of whoever says it.
    ///   - received: the time of receipt, where the ledger's clock is imported.
    ///   - now: the machine's time.
    func append(
        _ statements: [Statement], signedBy key: SigningKey, receivedAt received: Instant?, at now: Instant
    ) throws(LedgerError) -> [Receipt] {
        let lines = statements.enumerated().map { place, statement in
            PreparedLine(
                number: place + 1,
                content: .statement(VerifiedStatement(statement, signedBy: key, receivedAt: received)))
        }
        var receipts: [Receipt] = []
        for outcome in try append(Batch(lines: lines, machineTime: now)) {
            switch outcome.answer {
            case .appended(let receipt), .duplicate(let receipt): receipts.append(receipt)
            case .refused(let rejection, _): throw .refused(rejection.refusal)
            }
        }
        return receipts
    }
}
