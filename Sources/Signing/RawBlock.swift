internal import Primitives

/// 32 bytes held inline as they lie in memory, so that C reads them without a copy or an allocation.
struct RawBlock: Hashable, Sendable {
    private var first, second, third, fourth: UInt64

    static let width = 32
    static let zero = RawBlock(first: 0, second: 0, third: 0, fourth: 0)

    private init(first: UInt64, second: UInt64, third: UInt64, fourth: UInt64) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    /// The 32 bytes that start at an offset; the caller has checked that they are there.
    init(_ bytes: Span<UInt8>, at offset: Int) {
        func word(_ start: Int) -> UInt64 { UInt64(bigEndian: bytes, at: offset + start).bigEndian }
        self.init(first: word(0), second: word(8), third: word(16), fourth: word(24))
    }

    init(_ digest: Digest) {
        self.init(digest.bytes.span, at: 0)
    }

    subscript(index: Int) -> UInt8 {
        let word =
            switch index >> 3 {
            case 0: first
            case 1: second
            case 2: third
            default: fourth
            }
        return UInt8(truncatingIfNeeded: word.littleEndian >> UInt64(8 * (index & 7)))
    }

    var digest: Digest {
        let bytes = (0..<RawBlock.width).map { self[$0] }
        return Digest(bytes.span) ?? .zero
    }
}

extension [UInt8] {
    mutating func append(_ block: RawBlock) {
        for index in 0..<RawBlock.width { append(block[index]) }
    }
}
