public import Primitives

/// Why a signed note, or the checkpoint in it, is not to be trusted.
public enum NoteDefect: Error, Hashable, Sendable {
    /// The bytes are not a signed note.
    case malformed
    /// There are more signature lines than are read.
    case tooManySignatures(Int)
    /// A signature line names a known key, and the signature is not by that key.
    case signatureInvalid(name: String)
    /// No signature is by a known key.
    case unverified
    /// Two known keys share a name and an id, so that a line does not say which is meant.
    case keysAmbiguous(name: String)
    /// The checkpoint is signed by another key than the log had at its size: one before or after that, or none of its.
    case keyOutOfTime(name: String)
    /// The text is not a checkpoint.
    case notACheckpoint
    /// The checkpoint is of another log.
    case originUnknown(String)
    /// Too few of the policy's witnesses have cosigned.
    case quorumMissing

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .malformed: "note.malformed"
        case .tooManySignatures: "note.too-many-signatures"
        case .signatureInvalid: "note.signature-invalid"
        case .unverified: "note.unverified"
        case .keysAmbiguous: "note.keys-ambiguous"
        case .keyOutOfTime: "checkpoint.key-out-of-time"
        case .notACheckpoint: "checkpoint.malformed"
        case .originUnknown: "checkpoint.origin-unknown"
        case .quorumMissing: "checkpoint.quorum-missing"
        }
    }

    /// What is wrong, in words.
    public var phrase: Phrase {
        switch self {
        case .malformed:
            Phrase(en: "This is not a signed note.", zh: "这不是已签名的注记（signed note）。")
        case .tooManySignatures(let limit):
            Phrase(
                en: "The note has more than \(limit) signature lines.", zh: "注记的签名行超过 \(limit) 行。")
        case .signatureInvalid(let name):
            Phrase(
                en: "The signature under the name \(name) is not by that key.", zh: "以 \(name) 之名作出的签名并非由该密钥签署。")
        case .unverified:
            Phrase(en: "No signature of the note is by a known key.", zh: "注记中没有任何签名出自已知密钥。")
        case .keysAmbiguous(let name):
            Phrase(
                en: "Two trusted keys under the name \(name) have the same id.", zh: "名称 \(name) 下有两个受信任的密钥标识相同。")
        case .keyOutOfTime(let name):
            Phrase(
                en: "The checkpoint is signed by another key than the one that \(name) had when it had that size.",
                zh: "签署检查点的密钥并非 \(name) 达到该大小时所用的密钥。")
        case .notACheckpoint:
            Phrase(en: "The signed text is not a checkpoint.", zh: "所签文本不是检查点。")
        case .originUnknown(let origin):
            Phrase(
                en: "The checkpoint is of the log \(origin), which is not the one asked for.",
                zh: "检查点属于日志 \(origin)，不是所要求的日志。")
        case .quorumMissing:
            Phrase(
                en: "Too few of the trusted witnesses have cosigned the checkpoint.", zh: "联署该检查点的受信任见证方数量不足。")
        }
    }
}

extension NoteDefect {
    /// What is wrong, and what whoever checks a file can do about it.
    public var advice: Phrase {
        guard case .unverified = self else { return phrase }
        return Phrase(
            en: phrase.en
                + " Where the log's key was changed, the policy must name the key that signed this; or one of "
                + "the log's keys and the authority, and the file must tell of the change: a bundle, a certificate and a "
                + "published log do.",
            zh: phrase.zh + "如果日志密钥更换过，信任策略须载明签署此检查点的密钥；或载明该日志的任一密钥和主管方，且文件本身须载有更换记录："
                + "历史包、证书和已发布的日志均有。")
    }
}
