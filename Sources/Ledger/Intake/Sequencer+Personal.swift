import Exam
import LMDB
import Primitives

extension Sequencer {
    /// Why the values beside a statement are not taken; `nil` where there are none, or nothing stands against them.
    mutating func refusal(
        ofValuesBeside verified: VerifiedStatement, in transaction: borrowing WriteTransaction
    ) throws(LedgerError) -> Refusal? {
        guard !verified.disclosures.isEmpty,
            case .candidate(let session) = PersonalOwner(of: verified.statement)
        else { return nil }
        let name = session.stream.text
        let erasure: UInt64?
        if let known = state.erasures[name] {
            erasure = known
        } else {
            erasure = try LogReader(tables: tables).erasure(in: session.stream, in: transaction.reading)
            state.erasures[name] = .some(erasure)
        }
        return erasure.map { .erasedOwner(at: $0) }
    }
}
