public import Primitives
public import Signing

/// What stands in front of the statement in an entry (formats.md §3).
///
///     offset  size  field
///     0       1     version = 0x01
///     1       8     index in the log, from 0
///     9       8     received_at   ms, the ledger's clock
///     17      8     position in its stream, from 0
///     25      32    leaf hash of the previous entry of the same stream; zeros at position 0
///     57      16    key id
///     73      64    signature over PAE(statement)
///     137     …     the statement, verbatim
public struct EntryHeader: Hashable, Sendable {
    /// The number of bytes in front of the statement.
    public static let width = 137
    /// The largest entry, in bytes.
    public static let entryLimit = 65_535
    /// The only version of the layout.
    public static let version: UInt8 = 1

    /// The position in the log.
    public let index: UInt64
    /// The ledger's clock.
    public let receivedAt: Instant
    /// The position in its stream.
    public let position: UInt64
    /// The leaf hash of the stream's entry before this one.
    public let previous: Digest
    /// The key that signed.
    public let keyID: KeyID
    /// The signature over PAE(statement).
    public let signature: Signature

    /// A header from its fields.
    public init(
        index: UInt64, receivedAt: Instant, position: UInt64, previous: Digest, keyID: KeyID, signature: Signature
    ) {
        self.index = index
        self.receivedAt = receivedAt
        self.position = position
        self.previous = previous
        self.keyID = keyID
        self.signature = signature
    }

    /// The header of an entry; `nil` where the bytes are too few, too many or of another version.
    public init?(entry: Span<UInt8>) {
        guard entry.count > EntryHeader.width, entry.count <= EntryHeader.entryLimit,
            entry[0] == EntryHeader.version,
            let previous = Digest(entry.extracting(25..<57)),
            let keyID = KeyID(entry.extracting(57..<73)),
            let signature = Signature(entry.extracting(73..<137))
        else { return nil }
        index = UInt64(bigEndian: entry, at: 1)
        receivedAt = Instant(milliseconds: Int64(bitPattern: UInt64(bigEndian: entry, at: 9)))
        position = UInt64(bigEndian: entry, at: 17)
        self.previous = previous
        self.keyID = keyID
        self.signature = signature
    }

    /// Whether this header's signature holds by a key over the statement of its entry.
    func isSignature(over entry: Span<UInt8>, by key: PublicKey) -> Bool {
        key.verifies(
            signature, over: PAE.bytes(type: Envelope.eventType, payload: entry.extracting(EntryHeader.width...)).span)
    }

    /// Replaces the content of a buffer by the entry of a statement.
    public func write(statement: Span<UInt8>, into entry: inout [UInt8]) {
        entry.removeAll(keepingCapacity: true)
        entry.append(EntryHeader.version)
        entry.append(bigEndian: index)
        entry.append(bigEndian: UInt64(bitPattern: receivedAt.milliseconds))
        entry.append(bigEndian: position)
        entry.append(previous)
        for byte in 0..<KeyID.width { entry.append(keyID[byte]) }
        entry.append(signature)
        entry.append(statement)
    }
}
