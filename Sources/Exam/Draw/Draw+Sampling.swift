internal import Primitives
public import Signing

extension Draw {
    /// The random words that an output gives: SHA-512 over a counter, eight words a block, none left out.
    public struct WordStream: RandomNumberGenerator, Sendable {
        private let prefix: Message
        private var counter: UInt64 = 0
        private var block: [UInt8] = []
        private var offset = 0

        /// The words of an output, from the first on.
        public init(_ output: VRFOutput) {
            prefix = Message("stream").adding(output.bytes)
        }

        /// The next word.
        public mutating func next() -> UInt64 {
            if offset == block.count {
                block = SHA512.digest(of: prefix.adding(counter).bytes)
                counter += 1
                offset = 0
            }
            defer { offset += 8 }
            return UInt64(bigEndian: block.span, at: offset)
        }
    }

    /// A number from 0 below a bound, every one as likely as any other: words that would favour some are thrown away.
    ///
    /// - Precondition: the bound is at least 1. A bound of 1 still takes a word.
    public static func uniform(below bound: UInt64, from source: inout some RandomNumberGenerator) -> UInt64 {
        // 2^64 mod bound words are too many at the top of the range.
        let surplus = (0 &- bound) % bound
        while true {
            let word: UInt64 = source.next()
            if word <= UInt64.max - surplus { return word % bound }
        }
    }

    /// The numbers from 1 to a count in a random order (Fisher–Yates from the end); up to one, no word is taken.
    public static func permutation(count: UInt32, from source: inout some RandomNumberGenerator) -> [UInt32] {
        var numbers = (0..<count).map { $0 + 1 }
        var last = numbers.count - 1
        while last > 0 {
            numbers.swapAt(last, Int(uniform(below: UInt64(last) + 1, from: &source)))
            last -= 1
        }
        return numbers
    }
}
