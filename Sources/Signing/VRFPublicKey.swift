public import Primitives

/// The public key of an ECVRF: a point of edwards25519 in 32 bytes.
public struct VRFPublicKey: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: Digest

    /// The key with these bytes, whether or not they are a sound key: see ``isSound``.
    public init(_ bytes: Digest) {
        self.bytes = bytes
    }

    /// Whether it is a canonical point of the main subgroup: no proof under another key is ever accepted.
    public var isSound: Bool { Sodium.isReady && point.isSound }

    /// The output that a proof proves for an input; `nil` where it proves nothing (RFC 9381 §5.3).
    ///
    /// Refused are unsound keys and points, a response not below the group's order, and whatever the library refuses.
    public func verify(_ proof: VRFProof, over alpha: Span<UInt8>) -> VRFOutput? {
        let (key, gamma) = (point, proof.gamma)
        guard Sodium.isReady, key.isSound, gamma.isSound, let response = proof.response,
            let input = ECVRF.encodeToCurve(key, alpha)
        else { return nil }
        let challenge = ECVRF.Scalar(challenge: proof.challenge)
        guard let first = ECVRF.Point.base(times: response), let keyPart = key.times(challenge),
            let second = input.times(response), let gammaPart = gamma.times(challenge),
            let u = first.minus(keyPart), let v = second.minus(gammaPart),
            ECVRF.challenge([key, input, gamma, u, v]) == proof.challenge
        else { return nil }
        return ECVRF.output(of: gamma)
    }

    var point: ECVRF.Point { ECVRF.Point(bytes.bytes) }
}
