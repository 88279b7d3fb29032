public import Primitives
import Signing

extension LedgerStore {
    /// Hands out entries as envelope lines with `received_at`, each with its line break: enough to make the same log
    /// again, byte for byte.
    public func forEachLine(
        in range: Range<UInt64>, _ body: (Span<UInt8>) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        var line: [UInt8] = []
        try forEachEntry(in: range) { (index, entry, _) throws(LedgerError) -> Bool in
            guard let header = EntryHeader(entry: entry), header.index == index else { throw .damagedEntry(index) }
            line.removeAll(keepingCapacity: true)
            Envelope(
                payload: [UInt8](copying: entry.extracting(EntryHeader.width...)),
                signature: EnvelopeSignature(keyID: header.keyID, signature: header.signature),
                receivedAt: header.receivedAt
            ).write(to: &line)
            try body(line.span)
            return true
        }
    }
}
