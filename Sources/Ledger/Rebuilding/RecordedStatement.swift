import Exam
import Primitives
import Signing

/// A statement as a log has recorded it: all of its entry that does not follow from the entries in front of it.
///
/// Whether its signature holds is not said: a log that is written again is verified as a whole before it is used.
struct RecordedStatement: Sendable {
    let statement: Statement
    /// The bytes that were signed.
    let bytes: [UInt8]
    let signature: EnvelopeSignature
    let receivedAt: Instant

    init(statement: Statement, bytes: [UInt8], signature: EnvelopeSignature, receivedAt: Instant) {
        self.statement = statement
        self.bytes = bytes
        self.signature = signature
        self.receivedAt = receivedAt
    }

    /// What an entry records; `nil` where it cannot be read.
    init?(entry: Span<UInt8>, _ reader: inout StatementReader) {
        guard let header = EntryHeader(entry: entry) else { return nil }
        let payload = entry.extracting(EntryHeader.width...)
        guard let statement = try? reader.read(payload) else { return nil }
        self.init(
            statement: statement, bytes: [UInt8](copying: payload),
            signature: EnvelopeSignature(keyID: header.keyID, signature: header.signature),
            receivedAt: header.receivedAt)
    }
}
