import Primitives

/// The lines of a proof in front of its checkpoint: ASCII, each ended by a line break, an empty one behind them.
struct ProofLines {
    private let bytes: [UInt8]
    private var position = 0
    /// The number of the line read last, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next line, without its line break.
    mutating func next() throws(ProofDefect) -> String {
        number += 1
        guard let end = bytes[position...].firstIndex(of: 0x0A),
            bytes[position..<end].allSatisfy({ (0x20..<0x7F).contains($0) })
        else { throw .malformed(line: number) }
        defer { position = end + 1 }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }

    /// The hashes up to the empty line, each in its one spelling.
    mutating func hashes() throws(ProofDefect) -> [Digest] {
        var hashes: [Digest] = []
        while case let line = try next(), !line.isEmpty {
            guard hashes.count < InclusionProof.lengthLimit, let hash = Digest(base64: line) else {
                throw .malformed(line: number)
            }
            hashes.append(hash)
        }
        return hashes
    }

    /// What follows the empty line.
    var rest: [UInt8] { Array(bytes[position...]) }
}

extension Digest {
    /// The digest that a text spells in canonical base64.
    init?(base64 text: String) {
        guard let bytes = Base64.decode(text) else { return nil }
        self.init(bytes.span)
    }
}
