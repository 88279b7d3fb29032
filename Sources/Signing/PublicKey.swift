internal import CSodium
public import Primitives

/// An Ed25519 public key: 32 bytes, held inline.
public struct PublicKey: Hashable, Sendable {
    private let block: RawBlock

    /// The number of bytes of a key.
    public static let width = 32

    /// The key with these bytes, whether or not they are a sound key: see ``isSound``.
    public init(_ bytes: Digest) {
        block = RawBlock(bytes)
    }

    /// The key whose bytes these are; `nil` unless there are exactly 32.
    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count == PublicKey.width else { return nil }
        block = RawBlock(bytes, at: 0)
    }

    /// The 32 bytes.
    public var bytes: Digest { block.digest }

    /// The first 16 bytes of the key's SHA-256 (formats.md §2).
    public var id: KeyID { KeyID(publicKey: bytes) }

    /// Whether the key may be enrolled: a canonical point of the curve's main subgroup, so not of small order.
    ///
    /// No signature by a small-order or non-canonical key is ever accepted; this refuses such a key at the door.
    public var isSound: Bool {
        guard Sodium.isReady else { return false }
        return unsafe withUnsafePointer(to: block) { key in
            unsafe crypto_core_ed25519_is_valid_point(
                UnsafeRawPointer(key).assumingMemoryBound(to: UInt8.self)) == 1
        }
    }

    /// Whether a signature over a message is by this key, under libsodium's rules (formats.md §2).
    ///
    /// Refused are S ≥ L, small-order and non-canonical keys and points. Nothing is allocated.
    public func verifies(_ signature: Signature, over message: Span<UInt8>) -> Bool {
        guard Sodium.isReady else { return false }
        return unsafe withUnsafePointer(to: block) { key in
            unsafe withUnsafePointer(to: signature) { signature in
                unsafe message.withUnsafeBufferPointer { message in
                    unsafe crypto_sign_verify_detached(
                        UnsafeRawPointer(signature).assumingMemoryBound(to: UInt8.self),
                        message.baseAddress, UInt64(message.count),
                        UnsafeRawPointer(key).assumingMemoryBound(to: UInt8.self)) == 0
                }
            }
        }
    }
}
