import Crypto

/// SHA-256 over pieces, with the processor's instructions.
///
/// swift-crypto keeps the state of each hash in an object of its own. That is dear beside a short input, and still
/// cheaper than libsodium 1.0.18 without the instructions.
public struct SHA256: ~Copyable {
    /// Pieces under this many bytes are copied where that spares a piece.
    private static let copied = 1_024

    private var hasher = Crypto.SHA256()

    /// A hash of nothing yet.
    public init() {}

    /// Takes in more bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }

    /// Takes in one byte, such as the prefix that separates leaves from nodes.
    public mutating func update(_ byte: UInt8) {
        unsafe withUnsafeBytes(of: byte) { unsafe hasher.update(bufferPointer: $0) }
    }

    /// Takes in the 32 bytes of a digest.
    public mutating func update(_ digest: Digest) {
        var words = digest.bigEndianWords
        unsafe withUnsafeBytes(of: &words) { unsafe hasher.update(bufferPointer: $0) }
    }

    /// The digest of all that was taken in so far; more can follow.
    public borrowing func digestSoFar() -> Digest {
        unsafe hasher.finalize().withUnsafeBytes { raw in
            let bytes = unsafe Span<UInt8>(_unsafeElements: raw.bindMemory(to: UInt8.self))
            return Digest(bytes) ?? .zero
        }
    }

    /// The digest of all that was taken in.
    public consuming func finalize() -> Digest { digestSoFar() }

    /// The digest of a byte and two digests behind it, taken in at once: what each node of a tree costs.
    public static func digest(of prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var hash = SHA256()
        // The byte stands at the end of a word, so that the digests behind it are words too.
        var words = (UInt64(prefix).bigEndian, left.bigEndianWords, right.bigEndianWords)
        unsafe withUnsafeBytes(of: &words) { raw in
            unsafe hash.hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: raw[7...]))
        }
        return hash.finalize()
    }

    /// The digest of a byte and what follows it: what each leaf of a tree costs.
    public static func digest(of prefix: UInt8, _ bytes: Span<UInt8>) -> Digest {
        guard bytes.count < SHA256.copied else {
            var hash = SHA256()
            hash.update(prefix)
            hash.update(bytes)
            return hash.finalize()
        }
        // A second piece is dearer than a copy of a short one onto the stack.
        return unsafe withUnsafeTemporaryAllocation(byteCount: bytes.count + 1, alignment: 1) { piece in
            unsafe piece[0] = prefix
            unsafe bytes.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: piece[1...]).copyMemory(from: $0)
            }
            var hash = SHA256()
            unsafe hash.hasher.update(bufferPointer: UnsafeRawBufferPointer(piece))
            return hash.finalize()
        }
    }

    /// The digest of one piece.
    public static func digest(of bytes: Span<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// The digest of one piece.
    public static func digest(of bytes: [UInt8]) -> Digest {
        digest(of: bytes.span)
    }
}
