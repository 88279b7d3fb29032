/// Big-endian words, the byte order of every binary format here (formats.md, notation).
enum BigEndian {
    static func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64 {
        unsafe UInt64(bigEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    static func byte(_ index: Int, of word: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * index))
    }
}

extension [UInt8] {
    /// Appends an unsigned integer in big-endian order, in its full width.
    @inlinable
    public mutating func append(bigEndian value: some FixedWidthInteger & UnsignedInteger) {
        var shift = value.bitWidth
        while shift > 0 {
            shift -= 8
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Appends every byte of a span.
    public mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// A copy of a span's bytes.
    public init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe [UInt8]($0) }
    }
}

extension UInt64 {
    /// The number that eight bytes spell in big-endian order, from an offset on.
    ///
    /// - Precondition: there are eight bytes from the offset on.
    public init(bigEndian bytes: Span<UInt8>, at offset: Int) {
        self = BigEndian.word(bytes, at: offset)
    }
}
