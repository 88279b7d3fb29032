import Exam
public import Primitives

extension LedgerWriter {
    /// Appends the words of two officers, and then destroys an owner's key: in this order, so that no key is gone of
    /// which the log does not say so.
    ///
    /// Cut short in between, the same call without words does the rest.
    ///
    /// - Parameters:
    ///   - owner: whose key.
    ///   - words: what is yet to be recorded of the act and its approval.
    ///   - now: the machine's time.
    ///   - folder: the personal store's folder, held alone since before anything was decided.
    ///   - progress: called with the number of records of others that were just written anew.
    /// - Returns: what became of the words; nothing is destroyed where one was refused.
    public func erase(
        _ owner: PersonalOwner, recording words: [VerifiedStatement], at now: Instant, in folder: PersonalFolder,
        progress: (Int) throws(LedgerError) -> Void = { _ throws(LedgerError) in }
    ) throws(LedgerError) -> [LineOutcome] {
        var outcomes: [LineOutcome] = []
        if !words.isEmpty {
            let lines = words.enumerated().map { PreparedLine(number: $0 + 1, content: .statement($1)) }
            outcomes = try append(Batch(lines: lines, machineTime: now))
            for outcome in outcomes { if case .refused = outcome.answer { return outcomes } }
        }
        try PersonalStore.destroy([owner], in: folder, progress: progress)
        return outcomes
    }
}
