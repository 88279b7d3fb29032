/// A command that appends one signed event.
protocol ActCommand: LedgerCommand {
    /// Whose key signs, into which ledger, and how the answer is given.
    var act: ActOptions { get }
}

extension ActCommand {
    var output: OutputOptions { act.output }
}
