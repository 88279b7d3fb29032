public import Primitives

extension LedgerStore {
    /// Reads every byte of the ledger again and checks it: alone, in its order, and against what was signed over it.
    ///
    /// All cores check entries by themselves, some slices ahead of one thread that follows their order. Entries
    /// appended meanwhile are checked too, so that the report is of one state.
    ///
    /// - Parameters:
    ///   - options: What to hold the ledger against, and where to begin.
    ///   - progress: Called between slices with the number of entries done and of all; `false` stops.
    /// - Throws: `interrupted`; `checkpoint.invalid` where a checkpoint from outside is not one of this ledger by a
    ///   trusted key; what reading throws, save for damage, which is in the report.
    public func verify(
        _ options: VerificationOptions = VerificationOptions(),
        progress: (_ done: UInt64, _ total: UInt64) -> Bool = { _, _ in true }
    ) throws(LedgerError) -> VerificationReport {
        try Verification(self, options).run(progress: progress)
    }
}
