internal import CSodium
internal import Primitives

extension ECVRF {
    /// 32 bytes that are meant to be a point of edwards25519.
    struct Point: Hashable {
        static let width = 32
        let bytes: [UInt8]

        /// Takes 32 bytes, whatever they are.
        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// Whether y is below p = 2^255 − 19: libsodium's `add` would reduce it and go on.
        var isCanonical: Bool {
            !(bytes[31] & 0x7F == 0x7F && bytes[1..<31].allSatisfy { $0 == 0xFF } && bytes[0] >= 0xED)
        }

        /// Whether it is the neutral element.
        var isIdentity: Bool { bytes[0] == 1 && bytes.dropFirst().allSatisfy { $0 == 0 } }

        /// Whether it is a canonical point of the main subgroup other than the neutral element.
        var isSound: Bool { unsafe isCanonical && crypto_core_ed25519_is_valid_point(bytes) == 1 }

        /// Eight times the point; `nil` where the bytes are no canonical point.
        ///
        /// By doubling: `crypto_scalarmult_ed25519_noclamp` refuses every point outside of the main subgroup, and seven
        /// of eight points that a hash leads to lie there.
        var timesCofactor: Point? {
            guard isCanonical else { return nil }
            var point = self
            for _ in 0..<3 {
                guard let doubled = point.plus(point) else { return nil }
                point = doubled
            }
            return point
        }

        func plus(_ other: Point) -> Point? {
            Point.result { unsafe crypto_core_ed25519_add(&$0, bytes, other.bytes) }
        }

        func minus(_ other: Point) -> Point? {
            Point.result { unsafe crypto_core_ed25519_sub(&$0, bytes, other.bytes) }
        }

        /// `nil` where the point is not of the main subgroup, or the product is the neutral element.
        func times(_ scalar: Scalar) -> Point? {
            Point.result { unsafe crypto_scalarmult_ed25519_noclamp(&$0, scalar.bytes, bytes) }
        }

        /// A multiple of the base point; `nil` for zero times.
        static func base(times scalar: Scalar) -> Point? {
            result { unsafe crypto_scalarmult_ed25519_base_noclamp(&$0, scalar.bytes) }
        }

        private static func result(_ act: (inout [UInt8]) -> CInt) -> Point? {
            var bytes = [UInt8](repeating: 0, count: width)
            return act(&bytes) == 0 ? Point(bytes) : nil
        }
    }

    /// A number below the order q of the main subgroup, 32 bytes, little-endian.
    struct Scalar {
        static let width = 32
        private(set) var bytes: [UInt8]

        /// q = 2^252 + 27742317777372353535851937790883648493.
        private static let order: [UInt8] = [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]

        /// The scalar that 32 bytes spell; `nil` from q on, which `noclamp` would take (RFC 9381 §5.4.4).
        init?(canonical bytes: [UInt8]) {
            guard bytes.count == Scalar.width, bytes.reversed().lexicographicallyPrecedes(Scalar.order.reversed())
            else { return nil }
            self.bytes = bytes
        }

        /// A challenge as a number: 16 bytes are always below q.
        init(challenge: [UInt8]) {
            bytes = challenge + [UInt8](repeating: 0, count: Scalar.width - challenge.count)
        }

        /// What is left of 64 bytes modulo q.
        init(reducing wide: [UInt8]) {
            bytes = [UInt8](repeating: 0, count: Scalar.width)
            unsafe crypto_core_ed25519_scalar_reduce(&bytes, wide)
        }

        static func * (lhs: Scalar, rhs: Scalar) -> Scalar {
            var product = lhs
            unsafe crypto_core_ed25519_scalar_mul(&product.bytes, lhs.bytes, rhs.bytes)
            return product
        }

        static func + (lhs: Scalar, rhs: Scalar) -> Scalar {
            var sum = lhs
            unsafe crypto_core_ed25519_scalar_add(&sum.bytes, lhs.bytes, rhs.bytes)
            return sum
        }

        /// Overwrites a scalar that was secret.
        mutating func wipe() {
            Sodium.wipe(&bytes)
        }
    }
}
