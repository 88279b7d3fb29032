import Audit
import Glibc
import Ledger
import Primitives
import Terminal

/// What a verification of the ledger found, for the rules over the ledger itself.
func ledgerEvidence(
    _ store: LedgerStore, asOf prefix: Prefix, _ options: VerificationOptions, _ context: TerminalContext
) throws(LedgerError) -> LedgerEvidence? {
    let progress = Progress(
        Phrase(en: "verifying", zh: "校验"), total: Int(try store.size()), context: context)
    var shown: UInt64 = 0
    let report = try store.verify(options) { done, _ in
        progress.advance(by: Int(done - shown))
        shown = done
        return Interrupt.requested == nil
    }
    progress.finish()
    var evidence = LedgerEvidence(
        report, differences: projectionDifferences(store), in: prefix,
        witnessing: try LedgerEvidence.Witnessing(store, options.policy),
        citation: { index in (try? store.event(at: index)).map { Citation($0) } ?? Citation(index: index) })
    evidence.accessProblems = try store.openingsWithoutAccess(below: prefix.size)?.map { opening in
        LedgerEvidence.Problem(
            code: "personal.access",
            reason: Phrase(
                en: "`\(opening.name)` of event \(opening.event.text) was opened without an access.viewed in the log",
                zh: "事件 \(opening.event.text) 的 `\(opening.name)` 曾被打开，而日志中没有相应的 access.viewed"))
    }
    return evidence
}

/// The sessions whose stored state is not what the log gives; `nil` where no projection is there to compare.
private func projectionDifferences(_ store: LedgerStore) -> [SessionName]? {
    guard access(store.directory + "/projections/data.mdb", F_OK) == 0 else { return nil }
    return try? SessionProjection(of: store).differences()
}
