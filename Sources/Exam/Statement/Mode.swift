/// Whether an exam counts (formats.md §1).
public enum Mode: String, CaseIterable, Hashable, Sendable {
    /// The exam itself.
    case formal
    /// The mock test beforehand; its events never stand in a formal ledger.
    case mock
}
