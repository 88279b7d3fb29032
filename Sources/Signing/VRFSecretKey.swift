public import Primitives

/// The secret key of an ECVRF, in the memory that every secret key here is kept in.
///
/// Its seed is expanded as that of an Ed25519 key is, so that both have the same form in a file (formats.md §11).
/// One seed must not serve for both: a draw's key is made for draws and signs nothing.
public struct VRFSecretKey: Sendable {
    private let key: SecretKey

    /// The key that goes with it.
    public var publicKey: VRFPublicKey { VRFPublicKey(key.publicKey.bytes) }

    /// The key that a file holds.
    public init(_ key: SecretKey) {
        self.key = key
    }

    /// The key of a 32-byte seed.
    ///
    /// - Throws: `key.form` for another length, `crypto.unavailable`.
    public init(seed: Span<UInt8>) throws(LedgerError) {
        key = try SecretKey(seed: seed)
    }

    /// The output for an input, and its proof; the same input gives the same bytes (RFC 9381 §5.1).
    ///
    /// - Throws: `crypto.ecvrf` where the library computes no proof, or one that it does not accept itself.
    public func prove(_ alpha: Span<UInt8>) throws(LedgerError) -> (proof: VRFProof, output: VRFOutput) {
        var seed = key.copySeed()
        defer { Sodium.wipe(&seed) }
        var expanded = SHA512.digest(of: seed)
        defer { Sodium.wipe(&expanded) }
        var secret = VRFSecretKey.scalar(expanded)
        defer { secret.wipe() }
        guard let input = ECVRF.encodeToCurve(publicKey.point, alpha), let gamma = input.times(secret) else {
            throw .ecvrfUnsound
        }
        var nonceInput = Array(expanded[32..<64]) + input.bytes
        defer { Sodium.wipe(&nonceInput) }
        var wide = SHA512.digest(of: nonceInput)
        defer { Sodium.wipe(&wide) }
        var nonce = ECVRF.Scalar(reducing: wide)
        defer { nonce.wipe() }
        guard let u = ECVRF.Point.base(times: nonce), let v = input.times(nonce) else { throw .ecvrfUnsound }
        let challenge = ECVRF.challenge([publicKey.point, input, gamma, u, v])
        let proof = VRFProof(
            gamma: gamma, challenge: challenge, response: nonce + ECVRF.Scalar(challenge: challenge) * secret)
        guard let output = publicKey.verify(proof, over: alpha) else { throw .ecvrfUnsound }
        return (proof, output)
    }

    /// x: the lower half of the expanded seed, clamped as RFC 8032 has it, modulo q.
    private static func scalar(_ expanded: [UInt8]) -> ECVRF.Scalar {
        var wide = Array(expanded[0..<32]) + [UInt8](repeating: 0, count: 32)
        defer { Sodium.wipe(&wide) }
        wide[0] &= 248
        wide[31] = wide[31] & 127 | 64
        return ECVRF.Scalar(reducing: wide)
    }
}
