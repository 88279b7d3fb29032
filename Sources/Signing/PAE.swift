internal import Primitives

/// The bytes that a DSSE signature covers: pre-authentication encoding (DSSE v1.0.2, formats.md §2).
///
///     DSSEv1 29 http://example.com/HelloWorld 11 hello world
public enum PAE {
    /// Replaces the content of a buffer by the encoding of a payload under its type.
    ///
    /// Both lengths count bytes. The buffer keeps its storage, so that verifying many envelopes does not allocate.
    public static func write(type: String, payload: Span<UInt8>, into bytes: inout [UInt8]) {
        bytes.removeAll(keepingCapacity: true)
        var type = type
        let typeLength = type.utf8.count
        bytes.reserveCapacity(32 + typeLength + payload.count)
        bytes.append(contentsOf: "DSSEv1 ".utf8)
        append(decimal: typeLength, to: &bytes)
        bytes.append(0x20)
        type.withUTF8 { unsafe bytes.append(contentsOf: $0) }
        bytes.append(0x20)
        append(decimal: payload.count, to: &bytes)
        bytes.append(0x20)
        bytes.append(payload)
    }

    /// The encoding of a payload under its type.
    public static func bytes(type: String, payload: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        write(type: type, payload: payload, into: &bytes)
        return bytes
    }

    private static func append(decimal value: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
