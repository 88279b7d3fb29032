public import Primitives

/// A value that orders the records of a table by its bytes.
///
/// Numbers are written big-endian, so that the order of the bytes is the order of the numbers (storage.md 4.5).
public protocol TableKey: Sendable {
    /// The key that these bytes spell; `nil` when they are not such a key.
    init?(tableKey bytes: Span<UInt8>)

    /// Lends the key's bytes, between 1 and 511 of them.
    func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R
}

extension UInt64: TableKey {
    /// The number that 8 big-endian bytes spell.
    public init?(tableKey bytes: Span<UInt8>) {
        guard bytes.count == 8 else { return nil }
        self = unsafe bytes.withUnsafeBytes { unsafe UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    /// Lends the number as 8 big-endian bytes.
    public func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R {
        let bytes: InlineArray<8, UInt8> = unsafe unsafeBitCast(bigEndian, to: InlineArray<8, UInt8>.self)
        return try body(bytes.span)
    }
}

/// A key of two numbers, ordered by the first and then by the second: `(ordinal, position)`, `(level, number)`.
public struct PairKey: TableKey, Hashable, Comparable {
    /// The number that orders first.
    public let first: UInt64
    /// The number that orders among equal first ones.
    public let second: UInt64

    /// A key of two numbers.
    public init(_ first: UInt64, _ second: UInt64) {
        (self.first, self.second) = (first, second)
    }

    /// The two numbers that 16 big-endian bytes spell.
    public init?(tableKey bytes: Span<UInt8>) {
        guard bytes.count == 16, let first = UInt64(tableKey: bytes.extracting(first: 8)),
            let second = UInt64(tableKey: bytes.extracting(last: 8))
        else { return nil }
        self.init(first, second)
    }

    /// Lends the two numbers as 16 big-endian bytes.
    public func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R {
        let words: InlineArray<2, UInt64> = [first.bigEndian, second.bigEndian]
        let bytes = unsafe unsafeBitCast(words, to: InlineArray<16, UInt8>.self)
        return try body(bytes.span)
    }

    /// Orders by the first number, then by the second.
    public static func < (lhs: PairKey, rhs: PairKey) -> Bool {
        (lhs.first, lhs.second) < (rhs.first, rhs.second)
    }
}

extension [UInt8]: TableKey {
    /// A copy of the bytes.
    public init?(tableKey bytes: Span<UInt8>) {
        self.init(copying: bytes)
    }

    /// Lends the bytes themselves.
    public func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R {
        try body(span)
    }
}

extension EventID: TableKey {
    /// The id that 16 bytes spell.
    public init?(tableKey bytes: Span<UInt8>) {
        self.init(bytes)
    }

    /// Lends the 16 bytes of the id.
    public func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R {
        let bytes = InlineArray<16, UInt8> { self[$0] }
        return try body(bytes.span)
    }
}

extension KeyID: TableKey {
    /// The name that 16 bytes spell.
    public init?(tableKey bytes: Span<UInt8>) {
        self.init(bytes)
    }

    /// Lends the 16 bytes of the name.
    public func withTableKey<R>(_ body: (Span<UInt8>) throws(LedgerError) -> R) throws(LedgerError) -> R {
        let bytes = InlineArray<16, UInt8> { self[$0] }
        return try body(bytes.span)
    }
}
