public import Primitives

/// The end of a stream: how many entries it has, and which is the last.
public struct StreamHead: Hashable, Sendable {
    /// The number of entries.
    public var count: UInt64
    /// The leaf hash of the last entry; zeros before the first.
    public var lastHash: Digest
    /// The index of the last entry.
    public var lastIndex: UInt64

    /// The head of a stream without entries.
    static let empty = StreamHead(count: 0, lastHash: .zero, lastIndex: 0)

    init(count: UInt64, lastHash: Digest, lastIndex: UInt64) {
        self.count = count
        self.lastHash = lastHash
        self.lastIndex = lastIndex
    }

    /// The head that stored bytes spell: count, hash, index.
    init?(stored bytes: Span<UInt8>) {
        guard bytes.count == 48, let hash = Digest(bytes.extracting(8..<40)) else { return nil }
        self.init(count: UInt64(bigEndian: bytes, at: 0), lastHash: hash, lastIndex: UInt64(bigEndian: bytes, at: 40))
    }

    var stored: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: count)
        bytes.append(lastHash)
        bytes.append(bigEndian: lastIndex)
        return bytes
    }
}
