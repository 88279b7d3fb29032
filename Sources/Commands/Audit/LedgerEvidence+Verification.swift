import Audit
import Ledger
import Primitives
import Terminal

/// What a verification of the audited prefix found, for the rules over the ledger itself.
func ledgerEvidence(
    _ store: LedgerStore, asOf prefix: Prefix, _ context: TerminalContext
) throws(LedgerError) -> LedgerEvidence? {
    nil
}
