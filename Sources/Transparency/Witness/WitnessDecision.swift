public import Primitives

/// What a witness decides about a request.
public enum WitnessDecision: Hashable, Sendable {
    /// It cosigns. The note, which holds verified signatures only, is kept durably before the line is answered.
    case cosigned(SignedNote, NoteSignature)
    /// It does not.
    case refused(WitnessRefusal)

    /// The answer to send.
    public var answer: WitnessReply {
        switch self {
        case .cosigned(_, let line):
            WitnessReply(status: 200, contentType: WitnessReply.text, body: Array(line.line.utf8))
        case .refused(let refusal): refusal.answer
        }
    }
}

/// Why a witness does not cosign.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// The request is not of the form that it should have.
    case malformed
    /// The log is not one that is witnessed here.
    case unknownLog(String)
    /// The log has not signed the checkpoint, or a line in its name does not hold.
    case untrusted(NoteDefect)
    /// The log was last cosigned at another size than the request begins with.
    case otherSize(UInt64)
    /// The tree does not continue the one that was cosigned.
    case inconsistent

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .malformed: "witness.malformed"
        case .unknownLog: "witness.unknown-log"
        case .untrusted: "witness.untrusted"
        case .otherSize: "witness.other-size"
        case .inconsistent: "witness.inconsistent"
        }
    }

    /// The answer to send.
    public var answer: WitnessReply {
        switch self {
        case .malformed: WitnessReply(status: 400, sentence: phrase.en)
        case .unknownLog: WitnessReply(status: 404, sentence: phrase.en)
        case .untrusted: WitnessReply(status: 403, sentence: phrase.en)
        case .otherSize(let size):
            WitnessReply(status: 409, contentType: WitnessReply.sizeType, body: Array("\(size)\n".utf8))
        case .inconsistent: WitnessReply(status: 422, sentence: phrase.en)
        }
    }

    /// Why, in words.
    public var phrase: Phrase {
        switch self {
        case .malformed:
            Phrase(en: "This is not a request to add a checkpoint.", zh: "这不是提交检查点的请求。")
        case .unknownLog(let origin):
            Phrase(en: "The log \(origin) is not witnessed here.", zh: "本见证方不见证日志 \(origin)。")
        case .untrusted(let defect): defect.phrase
        case .otherSize(let size):
            Phrase(
                en: "The log was last cosigned here at size \(size), and the request begins elsewhere.",
                zh: "本见证方上次联署该日志时大小为 \(size)，而请求并非由此开始。")
        case .inconsistent:
            Phrase(
                en: "The log does not continue what was cosigned here before.",
                zh: "该日志与此前在此联署的内容不相衔接。")
        }
    }
}

/// An answer as it goes over the wire.
public struct WitnessReply: Hashable, Sendable {
    /// The media type of a size.
    public static let sizeType = "text/x.tlog.size"
    /// The media type of everything else.
    public static let text = "text/plain; charset=utf-8"

    /// The HTTP status.
    public let status: Int
    /// The media type of the body; empty where none was given.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// A reply with all its parts.
    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    init(status: Int, sentence: String) {
        self.init(status: status, contentType: WitnessReply.text, body: Array("\(sentence)\n".utf8))
    }
}
