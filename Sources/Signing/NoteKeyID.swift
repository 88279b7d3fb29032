internal import Primitives

/// The four bytes by which a signature line names its key.
///
/// Four bytes can be forged, so they select a key, by name and id together, and prove nothing.
public struct NoteKeyID: Hashable, Sendable {
    /// The four bytes, read big-endian.
    public let rawValue: UInt32

    /// An id from its four bytes, read big-endian.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The id of a named key: the first four bytes of H(name ‖ LF ‖ type ‖ public key).
    public init(name: String, algorithm: UInt8, key: Span<UInt8>) {
        var hash = SHA256()
        hash.update(Array(name.utf8).span)
        hash.update(0x0A)
        hash.update(algorithm)
        hash.update(key)
        let digest = hash.finalize()
        rawValue = (0..<4).reduce(0) { $0 << 8 | UInt32(digest[$1]) }
    }

    /// The four bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: rawValue)
        return bytes
    }

    /// Eight lowercase hex digits.
    public var hex: String { Hex.encode(bytes.span) }
}
