public import Primitives

/// Why a line is not an envelope (formats.md §2).
public enum EnvelopeDefect: Error, Hashable, Sendable {
    /// The line has more bytes than any envelope.
    case lineTooLong(Int)
    /// The line is not strict JSON.
    case json(JSONDefect)
    /// The line is JSON, but not an object.
    case notAnObject
    /// A member that an envelope does not have.
    case memberUnknown(String)
    /// A member that an envelope must have.
    case memberMissing(String)
    /// A member whose value is of the wrong kind or form.
    case memberInvalid(String)
    /// The payload is of another type than asked for.
    case payloadType
    /// A member that is not canonical Base64.
    case base64(String)
    /// The payload has more bytes than a statement may have.
    case payloadTooLarge(Int)
    /// Not exactly one signature.
    case signatureCount(Int)
    /// A signature of another length than 64 bytes.
    case signatureLength(Int)

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .lineTooLong: "envelope.line-too-long"
        case .json: "envelope.json"
        case .notAnObject: "envelope.not-an-object"
        case .memberUnknown: "envelope.member-unknown"
        case .memberMissing: "envelope.member-missing"
        case .memberInvalid: "envelope.member-invalid"
        case .payloadType: "envelope.payload-type"
        case .base64: "envelope.base64"
        case .payloadTooLarge: "envelope.payload-too-large"
        case .signatureCount: "envelope.signature-count"
        case .signatureLength: "envelope.signature-length"
        }
    }

    /// What is wrong, in words.
    public var phrase: Phrase {
        switch self {
        case .lineTooLong(let count):
            Phrase(
                en: "The line has \(count) bytes; an envelope has at most \(Envelope.lineLimit).",
                zh: "该行有 \(count) 字节；信封最多 \(Envelope.lineLimit) 字节。")
        case .json(let defect):
            Phrase(
                en: "The line is not strict JSON: \(defect.phrase.en).", zh: "该行不是严格的 JSON：\(defect.phrase.zh)。")
        case .notAnObject:
            Phrase(en: "The line is not a JSON object.", zh: "该行不是 JSON 对象。")
        case .memberUnknown(let name):
            Phrase(en: "An envelope has no member \(quoted(name)).", zh: "信封没有成员 \(quoted(name))。")
        case .memberMissing(let name):
            Phrase(en: "The member \"\(name)\" is missing.", zh: "缺少成员 \"\(name)\"。")
        case .memberInvalid(let name):
            Phrase(en: "The member \"\(name)\" has a wrong value.", zh: "成员 \"\(name)\" 的值不正确。")
        case .payloadType:
            Phrase(en: "The payload is of another type than is expected here.", zh: "负载类型与此处要求的不符。")
        case .base64(let name):
            Phrase(
                en: "The member \"\(name)\" is not Base64 in its canonical form.",
                zh: "成员 \"\(name)\" 不是规范形式的 Base64。")
        case .payloadTooLarge(let count):
            Phrase(
                en: "The payload has \(count) bytes; a statement has at most \(Envelope.payloadLimit).",
                zh: "负载有 \(count) 字节；陈述最多 \(Envelope.payloadLimit) 字节。")
        case .signatureCount(let count):
            Phrase(
                en: "There must be exactly one signature; there are \(count).", zh: "必须恰有一个签名；实有 \(count) 个。")
        case .signatureLength(let count):
            Phrase(
                en: "An Ed25519 signature has 64 bytes; this one has \(count).",
                zh: "Ed25519 签名为 64 字节；此签名为 \(count) 字节。")
        }
    }

    /// A name from outside, with its control characters spelled out and cut to a bearable length.
    private func quoted(_ name: String) -> String {
        JSONValue.string(String(name.unicodeScalars.prefix(64).map(Character.init))).text
    }
}
