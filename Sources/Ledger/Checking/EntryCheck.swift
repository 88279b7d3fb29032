import Exam
import Primitives
import Signing

/// The part of verification that runs on all cores: each entry by itself, its signature included, wherever it was
/// read from.
///
/// It keeps its storage from entry to entry; each worker has its own.
struct EntryCheck {
    private let keys: KnownKeys
    private var reading: EntryReading
    private var scratch: [UInt8] = []

    init(_ identity: LedgerIdentity, _ keys: KnownKeys) {
        self.keys = keys
        reading = EntryReading(of: identity)
    }

    mutating func check(_ index: UInt64, _ bytes: Span<UInt8>) -> CheckedEntry {
        var entry = reading.read(bytes, at: index)
        guard let header = entry.header, let statement = entry.statement else { return entry }
        keys.note(statement)
        if let key = keys[header.keyID] {
            PAE.write(type: Envelope.eventType, payload: bytes.extracting(EntryHeader.width...), into: &scratch)
            if key.verifies(header.signature, over: scratch.span) { entry.signedBy = key }
        }
        if entry.signedBy == nil { entry.unsettled = [UInt8](copying: bytes) }
        return entry
    }

    /// The id of an entry's statement, where it can be read.
    mutating func identifier(of bytes: Span<UInt8>) -> EventID? { reading.statement(in: bytes)?.id }
}
