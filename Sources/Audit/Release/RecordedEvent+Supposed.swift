public import Exam
public import Ledger
public import Primitives

extension RecordedEvent {
    /// A statement as the log would hold it if it came next: what a gate supposes before anything is appended.
    ///
    /// - Parameters:
    ///   - statement: what would be said.
    ///   - key: the key that would sign it; `nil` where it does not matter which.
    ///   - prefix: the log as it is.
    ///   - place: how many supposed statements come before this one.
    public init(
        supposing statement: Statement, signedBy key: KeyID?, after prefix: Prefix, place: UInt64 = 0
    ) {
        self.init(
            index: prefix.size + place, receivedAt: max(prefix.now, statement.at), position: 0,
            keyID: key ?? KeyID(publicKey: .zero),
            statement: statement)
    }
}
