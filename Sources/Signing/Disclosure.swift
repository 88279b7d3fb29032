public import Primitives

/// The opening of a commitment to a personal value: an RFC 9901 (SD-JWT) disclosure (formats.md §4).
///
/// Its text is the unpadded base64url of the JSON array `[salt, name, value]`; the statement holds only the digest.
public struct Disclosure: Hashable, Sendable {
    private static let saltWidth = 16

    /// The text that travels beside the envelope.
    public let text: String
    /// The name of the value in the statement's `personal`.
    public let name: String
    /// The value.
    public let value: JSONValue

    /// The disclosure that a text is; `nil` unless it is canonical base64url of strict JSON with a salt of at least
    /// 128 bits, a name and a value.
    public init?(text: String) {
        guard let bytes = Base64.decode(text, .urlWithoutPadding) else { return nil }
        var tape = JSONTape()
        do throws(JSONDefect) { try tape.scan(bytes.span) } catch { return nil }
        guard tape.kind(JSONTape.root) == .array, tape.childCount(JSONTape.root) == 3 else { return nil }
        let salt = JSONTape.root + 1
        let name = tape.next(salt)
        guard let saltText = tape.string(salt, bytes.span), let nameText = tape.string(name, bytes.span),
            let saltBytes = Base64.decode(saltText, .urlWithoutPadding), saltBytes.count >= Disclosure.saltWidth
        else { return nil }
        self.text = text
        self.name = nameText
        value = tape.value(tape.next(name), bytes.span)
    }

    /// A disclosure of a value under a new random salt.
    ///
    /// - Throws: `crypto.unavailable`.
    public init(name: String, value: JSONValue) throws(LedgerError) {
        let salt = try Sodium.randomBytes(Disclosure.saltWidth)
        let array: JSONValue = [
            .string(Base64.encode(salt.span, .urlWithoutPadding)), .string(name), value,
        ]
        text = Base64.encode(Array(array.text.utf8).span, .urlWithoutPadding)
        self.name = name
        self.value = value
    }

    /// The commitment: base64url without padding of H(text).
    public var digest: String { Disclosure.digest(of: text) }

    /// The commitment to a disclosure's text, before it is read.
    public static func digest(of text: String) -> String {
        Base64.encode(SHA256.digest(of: Array(text.utf8)).bytes.span, .urlWithoutPadding)
    }
}
