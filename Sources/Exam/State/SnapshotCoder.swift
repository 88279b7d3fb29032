import Primitives

/// Writes a state into bytes and reads it back through one list of members, so that the two cannot drift apart.
///
/// Whole numbers are eight bytes, big-endian; texts are their length and their UTF-8. The same value always gives
/// the same bytes. Reading never traps: bytes that are no snapshot only leave `isIntact` false.
struct SnapshotCoder {
    private(set) var bytes: [UInt8]
    private(set) var isIntact = true
    private let isReading: Bool
    private var position = 0

    /// A coder that writes.
    init() {
        bytes = []
        isReading = false
    }

    /// A coder that reads.
    init(reading bytes: [UInt8]) {
        self.bytes = bytes
        isReading = true
    }

    /// Whether all bytes were read and each was what it should be.
    var isComplete: Bool { isIntact && position == bytes.count }

    /// How many elements may still follow: each takes a byte at least.
    private var remaining: Int { bytes.count - position }

    mutating func fail() { isIntact = false }

    mutating func code<Value: SnapshotValue>(_ value: inout Value) { value.code(&self) }

    mutating func code(byte: inout UInt8) {
        guard isReading else { return bytes.append(byte) }
        guard isIntact, remaining > 0 else { return fail() }
        byte = bytes[position]
        position += 1
    }

    mutating func code(word: inout UInt64) {
        var read: UInt64 = 0
        for shift in stride(from: 56, through: 0, by: -8) {
            var byte = UInt8(truncatingIfNeeded: word >> UInt64(shift))
            code(byte: &byte)
            read = read << 8 | UInt64(byte)
        }
        word = isIntact ? read : 0
    }

    mutating func code(text: inout String) {
        var count = UInt64(text.utf8.count)
        code(word: &count)
        guard isReading else { return bytes.append(contentsOf: text.utf8) }
        guard isIntact, count <= UInt64(remaining) else { return fail() }
        let end = position + Int(count)
        guard let read = String(validating: bytes[position..<end], as: UTF8.self) else { return fail() }
        text = read
        position = end
    }

    mutating func code(raw: inout [UInt8], count: Int) {
        guard isReading else { return bytes.append(contentsOf: raw) }
        guard isIntact, count <= remaining else { return fail() }
        raw = Array(bytes[position..<position + count])
        position += count
    }

    mutating func code<Element: SnapshotValue>(list: inout [Element]) {
        var count = UInt64(list.count)
        code(word: &count)
        if isReading {
            guard isIntact, count <= UInt64(remaining) else { return fail() }
            list = []
            for _ in 0..<count {
                var element = Element.blank
                code(&element)
                guard isIntact else { return }
                list.append(element)
            }
        } else {
            for index in list.indices { code(&list[index]) }
        }
    }
}

/// A value that a snapshot can hold.
protocol SnapshotValue {
    /// What reading starts from.
    static var blank: Self { get }
    /// Hands every member to the coder, in a fixed order.
    mutating func code(_ coder: inout SnapshotCoder)
}
