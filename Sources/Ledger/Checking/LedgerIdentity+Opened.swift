import Primitives
import Transparency

extension LedgerIdentity {
    /// The ledger that a proved entry 0 opens; `nil`, with the reason among the problems, where it is not entry 0 of the
    /// checkpoint's log, or names another authority than the one that is trusted.
    init?(
        opened entry: ProvedEntry, under checkpoint: TrustedCheckpoint, authority trusted: KeyID?,
        _ problems: inout [VerificationProblem]
    ) {
        var reading = EntryReading(of: nil)
        let read = reading.read(entry.bytes.span, at: 0)
        problems += read.problems
        guard let statement = read.statement else { return nil }
        guard entry.verifies(at: 0, under: checkpoint) else {
            problems.append(.notIncluded(at: 0))
            return nil
        }
        guard let identity = LedgerIdentity(statement) else {
            problems.append(
                .opening(Phrase(en: "entry 0 is not ledger.opened", zh: "第 0 条不是 ledger.opened"), at: 0))
            return nil
        }
        guard identity.origin.isSame(as: checkpoint.origin) else {
            problems.append(.otherOrigin(identity.origin, checkpoint: checkpoint.origin))
            return nil
        }
        if let trusted, trusted != identity.authority { problems.append(.otherAuthority) }
        self = identity
    }
}
