public import Primitives

/// Reads envelopes strictly, line after line, into storage of its own (formats.md §2).
///
/// What a line contained stays until the next is read. After a refusal the content is unspecified.
public struct EnvelopeReader: Sendable {
    /// The payload type that is asked for.
    public let payloadType: String
    /// The payload of the last line: the signed bytes, verbatim.
    public private(set) var payload: [UInt8] = []
    /// The disclosures of the last line, unchecked.
    public private(set) var disclosures: [String] = []
    /// The time of receipt that the last line brought, unsigned.
    public private(set) var receivedAt: Instant?

    private var tape = JSONTape()
    private var scratch: [UInt8] = []

    /// A reader of envelopes with payloads of one type.
    public init(payloadType: String = Envelope.eventType) {
        self.payloadType = payloadType
    }

    /// Reads one line, without its line break, and returns the signature that it carries, not yet verified.
    public mutating func read(_ line: Span<UInt8>) throws(EnvelopeDefect) -> EnvelopeSignature {
        guard line.count <= Envelope.lineLimit else { throw .lineTooLong(line.count) }
        do throws(JSONDefect) { try tape.scan(line) } catch { throw .json(error) }
        guard tape.kind(JSONTape.root) == .object else { throw .notAnObject }
        disclosures.removeAll(keepingCapacity: true)
        receivedAt = nil
        var hasType = false
        var hasPayload = false
        var signature: EnvelopeSignature?
        var name = JSONTape.root + 1
        for _ in 0..<tape.childCount(JSONTape.root) {
            let value = name + 1
            if tape.isString(name, line, "payloadType") {
                guard tape.string(value, line) == payloadType else { throw .payloadType }
                hasType = true
            } else if tape.isString(name, line, "payload") {
                try readPayload(value, line)
                hasPayload = true
            } else if tape.isString(name, line, "signatures") {
                signature = try readSignatures(value, line)
            } else if tape.isString(name, line, "disclosures") {
                try readDisclosures(value, line)
            } else if tape.isString(name, line, "received_at") {
                guard let milliseconds = tape.integer(value), milliseconds >= 0 else {
                    throw .memberInvalid("received_at")
                }
                receivedAt = Instant(milliseconds: milliseconds)
            } else {
                throw .memberUnknown(tape.string(name, line) ?? "")
            }
            name = tape.next(value)
        }
        guard hasType else { throw .memberMissing("payloadType") }
        guard hasPayload else { throw .memberMissing("payload") }
        guard let signature else { throw .memberMissing("signatures") }
        return signature
    }

    /// Whether a signature over the last line's payload is by a key.
    public mutating func verifies(_ signature: Signature, by key: PublicKey) -> Bool {
        let payload = payload
        PAE.write(type: payloadType, payload: payload.span, into: &scratch)
        return key.verifies(signature, over: scratch.span)
    }

    private mutating func readPayload(_ value: Int, _ line: Span<UInt8>) throws(EnvelopeDefect) {
        guard tape.kind(value) == .string else { throw .memberInvalid("payload") }
        guard EnvelopeReader.decode(tape, value, line, into: &payload) else { throw .base64("payload") }
        guard payload.count <= Envelope.payloadLimit else { throw .payloadTooLarge(payload.count) }
    }

    private mutating func readSignatures(
        _ value: Int, _ line: Span<UInt8>
    ) throws(EnvelopeDefect) -> EnvelopeSignature {
        guard tape.kind(value) == .array else { throw .memberInvalid("signatures") }
        guard tape.childCount(value) == 1 else { throw .signatureCount(tape.childCount(value)) }
        let object = value + 1
        guard tape.kind(object) == .object else { throw .memberInvalid("signatures") }
        var keyID: KeyID?
        var signature: Signature?
        var name = object + 1
        for _ in 0..<tape.childCount(object) {
            if tape.isString(name, line, "keyid") {
                keyID = try readKeyID(name + 1, line)
            } else if tape.isString(name, line, "sig") {
                signature = try readSignature(name + 1, line)
            } else {
                throw .memberUnknown("signatures." + (tape.string(name, line) ?? ""))
            }
            name = tape.next(name + 1)
        }
        guard let keyID else { throw .memberMissing("keyid") }
        guard let signature else { throw .memberMissing("sig") }
        return EnvelopeSignature(keyID: keyID, signature: signature)
    }

    private mutating func readKeyID(_ value: Int, _ line: Span<UInt8>) throws(EnvelopeDefect) -> KeyID {
        scratch.removeAll(keepingCapacity: true)
        guard tape.kind(value) == .string, tape.utf8Count(value) == 2 * KeyID.width else {
            throw .memberInvalid("keyid")
        }
        for index in 0..<KeyID.width {
            guard let high = Hex.value(of: tape.utf8(value, line, 2 * index)),
                let low = Hex.value(of: tape.utf8(value, line, 2 * index + 1))
            else { throw .memberInvalid("keyid") }
            scratch.append(high << 4 | low)
        }
        guard let keyID = KeyID(scratch.span) else { throw .memberInvalid("keyid") }
        return keyID
    }

    private mutating func readSignature(_ value: Int, _ line: Span<UInt8>) throws(EnvelopeDefect) -> Signature {
        guard tape.kind(value) == .string else { throw .memberInvalid("sig") }
        guard EnvelopeReader.decode(tape, value, line, into: &scratch) else { throw .base64("sig") }
        guard let signature = Signature(scratch.span) else { throw .signatureLength(scratch.count) }
        return signature
    }

    private mutating func readDisclosures(_ value: Int, _ line: Span<UInt8>) throws(EnvelopeDefect) {
        guard tape.kind(value) == .array else { throw .memberInvalid("disclosures") }
        var item = value + 1
        for _ in 0..<tape.childCount(value) {
            guard let text = tape.string(item, line) else { throw .memberInvalid("disclosures") }
            disclosures.append(text)
            item = tape.next(item)
        }
    }

    private static func decode(
        _ tape: borrowing JSONTape, _ value: Int, _ line: Span<UInt8>, into bytes: inout [UInt8]
    ) -> Bool {
        tape.withSpan(value, line) { Base64.decode($0, into: &bytes) }
    }
}
