public import Primitives

/// Why a file is not a release certificate.
public enum CertificateDefect: Error, Hashable, Sendable {
    /// It is not strict JSON.
    case json(JSONDefect)
    /// It says that it is something else.
    case format
    /// A member that must be there is missing, or has a value of the wrong kind.
    case member(String)
    /// A member that a certificate does not have.
    case unknownMember(String)

    /// What is wrong, in words.
    public var phrase: Phrase {
        switch self {
        case .json(let defect):
            Phrase(en: "it is not strict JSON: \(defect.phrase.en)", zh: "不是严格的 JSON：\(defect.phrase.zh)")
        case .format:
            Phrase(
                en: "it is not of the format \(CertificateFile.format)", zh: "其格式不是 \(CertificateFile.format)")
        case .member(let name):
            Phrase(en: "the member `\(name)` is missing or has a wrong value", zh: "成员 `\(name)` 缺失或取值错误")
        case .unknownMember(let name):
            Phrase(
                en: "it has a member \(JSONValue.string(name).text) that a certificate does not have",
                zh: "含有证书所没有的成员 \(JSONValue.string(name).text)")
        }
    }
}
