/// Reads big-endian numbers and pieces of a file in order, and says when it ends too early.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next bytes, or `nil` where fewer are left.
    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    /// The next big-endian number in two's complement.
    mutating func integer(width: Int) -> Int64? {
        guard let piece = take(width), let first = piece.first else { return nil }
        return piece.reduce(first >= 0x80 ? -1 : 0) { $0 << 8 | Int64($1) }
    }

    /// The bytes up to a delimiter, which is skipped; `nil` where it does not come.
    mutating func take(until delimiter: UInt8) -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstIndex(of: delimiter) else { return nil }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
