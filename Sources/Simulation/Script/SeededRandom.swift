import Primitives

/// Numbers that follow from a seed and a name alone (splitmix64), so that any part of a day can be made again by
/// itself.
struct SeededRandom: Sendable {
    private var state: UInt64

    /// The numbers of a seed under a name.
    init(seed: UInt64, _ name: String) {
        let digest = SeededRandom.digest(seed: seed, name)
        state = UInt64(bigEndian: digest.bytes.span, at: 0)
    }

    /// The digest that a seed and a name make: the seed of a key, for one.
    static func digest(seed: UInt64, _ name: String) -> Digest {
        var bytes = Array("examledger/simulation/1\0".utf8)
        bytes.append(bigEndian: seed)
        bytes.append(contentsOf: name.utf8)
        return SHA256.digest(of: bytes)
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int64(next().multipliedFullWidth(by: count).high)
    }

    /// One of several.
    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(within(0...Int64(elements.count - 1)))]
    }

    /// True so many times in ten thousand.
    mutating func chance(basisPoints: Int64) -> Bool { within(0...9999) < basisPoints }

    /// 32 bytes.
    mutating func digest() -> Digest {
        var bytes: [UInt8] = []
        for _ in 0..<4 { bytes.append(bigEndian: next()) }
        return SHA256.digest(of: bytes)
    }

    /// The id of an event at a moment.
    mutating func eventID(at instant: Instant) -> EventID {
        EventID(at: instant, randomness: (UInt16(truncatingIfNeeded: next()), next()))
    }
}
