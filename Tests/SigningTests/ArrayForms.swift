import Primitives
import Signing

/// Forms over arrays, which an expectation can capture where it cannot capture a span.
extension PublicKey {
    func accepts(_ signature: Signature?, over message: [UInt8]) -> Bool {
        signature.map { verifies($0, over: message.span) } ?? false
    }
}

extension Signature {
    init?(bytes: [UInt8]) { self.init(bytes.span) }
}

extension SecretKey {
    func sign(bytes: [UInt8]) -> Signature { sign(bytes.span) }

    convenience init(seedBytes: [UInt8]) throws(LedgerError) { try self.init(seed: seedBytes.span) }
}

extension VRFSecretKey {
    init(seedBytes: [UInt8]) throws(LedgerError) { try self.init(seed: seedBytes.span) }

    func prove(bytes: [UInt8]) throws(LedgerError) -> (proof: VRFProof, output: VRFOutput) { try prove(bytes.span) }
}

extension VRFPublicKey {
    func verify(_ proof: VRFProof, bytes: [UInt8]) -> VRFOutput? { verify(proof, over: bytes.span) }
}

extension EnvelopeReader {
    mutating func read(text: String) throws(EnvelopeDefect) -> EnvelopeSignature {
        try read(Array(text.utf8).span)
    }
}

extension LedgerError {
    /// An error that equals every other of its code.
    init(_ code: String) {
        self.init(Code(rawValue: code), Phrase(en: "", zh: ""))
    }
}

/// SplitMix64: the same seed gives the same test.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
