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
    ///   - disclosures: the personal values that the only statement commits to.
    func append(
        _ statements: [Statement], signedBy key: SigningKey, receivedAt received: Instant?, at now: Instant,
        disclosures: [Disclosure] = []
    ) throws(LedgerError) -> [Receipt] {
        let lines = statements.enumerated().map { place, statement in
            PreparedLine(
                number: place + 1,
                content: .statement(
                    VerifiedStatement(
                        statement, signedBy: key, receivedAt: received, disclosures: disclosures)))
        }
        return try LedgerWriter.receipts(append(Batch(lines: lines, machineTime: now)))
    }

    /// Where all of some statements stand, or an error that says why one does not.
    static func receipts(_ outcomes: [LineOutcome]) throws(LedgerError) -> [Receipt] {
        var receipts: [Receipt] = []
        for outcome in outcomes {
            switch outcome.answer {
            case .appended(let receipt), .duplicate(let receipt): receipts.append(receipt)
            case .refused(let rejection, _): throw .refused(rejection.refusal)
            }
        }
        return receipts
    }
}
