public import Primitives

/// ECVRF-EDWARDS25519-SHA512-TAI, the verifiable random function of RFC 9381 §5.
///
/// For a key and an input there is one output and no other; whoever holds the key can prove which it is, and everybody
/// can check the proof. Points and scalars are those of edwards25519, 32 bytes each, little-endian as RFC 8032 has them.
public enum ECVRF {
    /// The number of the suite, the first byte of everything that is hashed (RFC 9381 §5.5).
    public static let suite: UInt8 = 3

    /// Whether the library behind this room refuses what it must refuse, and still accepts a sound proof.
    ///
    /// libsodium before its release of 30 December 2025 takes points of mixed order for points of the main subgroup
    /// (CVE-2025-69277), and then a key has more than one output for an input. Call it once before a draw is trusted.
    ///
    /// - Throws: `crypto.ecvrf` where the library is not fit for draws, `crypto.unavailable`.
    public static func selfTest() throws(LedgerError) {
        try Sodium.prepare()
        guard SelfTest.passes else { throw .ecvrfUnsound }
    }

    /// H, the point that an input stands for, by try and increment (RFC 9381 §5.4.1.1, the key as its salt).
    ///
    /// `nil` where 256 attempts gave no point, which no input is expected ever to do.
    static func encodeToCurve(_ publicKey: Point, _ alpha: Span<UInt8>) -> Point? {
        var input: [UInt8] = [suite, 0x01]
        input += publicKey.bytes
        input.append(alpha)
        input += [0x00, 0x00]
        let counter = input.count - 2
        for attempt in UInt8.min...UInt8.max {
            input[counter] = attempt
            let candidate = Point(Array(SHA512.digest(of: input).prefix(Point.width)))
            if let point = candidate.timesCofactor, !point.isIdentity { return point }
        }
        return nil
    }

    /// c, 16 bytes over every point of the proof (RFC 9381 §5.4.3); without Gamma among them it would not be unique.
    static func challenge(_ points: [Point]) -> [UInt8] {
        let input = [suite, 0x02] + points.flatMap(\.bytes) + [0x00]
        return Array(SHA512.digest(of: input).prefix(VRFProof.challengeWidth))
    }

    /// beta, the output that Gamma gives (RFC 9381 §5.2); `nil` where Gamma is no point.
    static func output(of gamma: Point) -> VRFOutput? {
        guard let point = gamma.timesCofactor else { return nil }
        return VRFOutput(bytes: SHA512.digest(of: [suite, 0x03] + point.bytes + [0x00]))
    }
}

extension LedgerError {
    static var ecvrfUnsound: LedgerError {
        LedgerError(
            "crypto.ecvrf",
            Phrase(
                en: "The libsodium on this machine does not check points of the curve as a draw needs it.",
                zh: "本机的 libsodium 对曲线点的检查不符合抽签的要求。"),
            hint: Phrase(
                en: "Install a libsodium with the fix for CVE-2025-69277; a draw checked with this one proves nothing.",
                zh: "请安装已修复 CVE-2025-69277 的 libsodium；用当前版本核验的抽签不具证明力。"))
    }
}
