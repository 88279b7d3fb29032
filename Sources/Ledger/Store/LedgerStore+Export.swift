import LMDB
public import Primitives
import Signing

extension LedgerStore {
    /// Walks a range of the log as envelope lines with their time of receipt, byte for byte what was signed.
    ///
    /// - Parameter body: takes a line with its line break, and answers whether to go on.
    public func forEachEnvelope(
        in range: Range<UInt64>, _ body: (Span<UInt8>) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var line: [UInt8] = []
        try forEachEntry(in: range) { (index, entry, _) throws(LedgerError) -> Bool in
            guard let header = EntryHeader(entry: entry) else { throw .damagedEntry(index) }
            let envelope = Envelope(
                payloadType: Envelope.eventType, payload: [UInt8](copying: entry.extracting(EntryHeader.width...)),
                signature: EnvelopeSignature(keyID: header.keyID, signature: header.signature), disclosures: [],
                receivedAt: header.receivedAt)
            line.removeAll(keepingCapacity: true)
            envelope.write(to: &line)
            return try body(line.span)
        }
    }
}
