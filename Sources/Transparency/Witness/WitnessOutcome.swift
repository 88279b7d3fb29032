public import Primitives

/// What came of asking a witness.
public enum WitnessOutcome: Hashable, Sendable {
    /// It cosigned: the line, verified by the witness's key, and its time in seconds since the Unix epoch.
    case cosigned(NoteSignature, timestamp: UInt64)
    /// It has not, for a reason that says nothing about the log.
    case unanswered(WitnessFailure)
    /// What it says contradicts the log: never a matter of trying again.
    case incident(WitnessIncident)
}

/// Why a witness's cosignature is not there.
public enum WitnessFailure: Error, Hashable, Sendable {
    /// Nobody has said where it takes checkpoints.
    case noAddress
    /// It could not be reached.
    case unreachable(LedgerError)
    /// It does not witness this log.
    case unknownLog
    /// It has too much to do at the moment.
    case busy(status: Int)
    /// It went on naming other sizes.
    case unsettled
    /// It answered with a status that means nothing here.
    case status(Int)
    /// It answered with something that is no cosignature.
    case unreadable
    /// It answered with a cosignature that is not by its key over this checkpoint.
    case signatureInvalid

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .noAddress: "witness.no-address"
        case .unreachable: "witness.unreachable"
        case .unknownLog: "witness.unknown-log"
        case .busy: "witness.busy"
        case .unsettled: "witness.unsettled"
        case .status: "witness.status"
        case .unreadable: "witness.unreadable"
        case .signatureInvalid: "witness.signature-invalid"
        }
    }

    /// Why, in words.
    public var phrase: Phrase {
        switch self {
        case .noAddress:
            Phrase(en: "the trust policy does not say where it takes checkpoints", zh: "信任策略未写明其接收检查点的地址")
        case .unreachable(let error): error.reason
        case .unknownLog:
            Phrase(
                en: "it does not witness this log, or not under this key", zh: "该见证方不见证此日志，或所知密钥与此不同")
        case .busy(let status):
            Phrase(en: "it has too much to do (status \(status))", zh: "该见证方繁忙（状态 \(status)）")
        case .unsettled:
            Phrase(en: "it named another size every time", zh: "该见证方每次都给出不同的大小")
        case .status(let status):
            Phrase(en: "it answered with status \(status)", zh: "该见证方以状态 \(status) 应答")
        case .unreadable:
            Phrase(en: "its answer is not a cosignature", zh: "其应答不是联署签名")
        case .signatureInvalid:
            Phrase(
                en: "its answer is not a cosignature by its key over this checkpoint",
                zh: "其应答不是以其密钥对该检查点作出的联署签名")
        }
    }
}

/// A witness has seen something that this log does not hold.
public enum WitnessIncident: Error, Hashable, Sendable {
    /// It cosigned this log at a larger size: entries were lost here, or somebody else signs for this log.
    case larger(size: UInt64)
    /// It cosigned this log with other content: the log was rewritten, or somebody else signs for it.
    case inconsistent(size: UInt64)

    /// A stable, dotted code for programs.
    public var code: String {
        switch self {
        case .larger: "witness.larger"
        case .inconsistent: "witness.inconsistent"
        }
    }

    /// What it is, in words.
    public var phrase: Phrase {
        switch self {
        case .larger(let size):
            Phrase(
                en: """
                    it has cosigned \(size) entries of this log, more than there are here: entries were lost, or \
                    somebody else signs for this log
                    """,
                zh: "该见证方曾联署本日志的 \(size) 条，多于此处现有条目：条目已丢失，或有人以本日志之名另行签署")
        case .inconsistent(let size):
            Phrase(
                en: """
                    it says that this log does not continue the \(size) entries that it has cosigned: the log was \
                    rewritten, or somebody else signs for this log
                    """,
                zh: "该见证方称本日志与其曾联署的 \(size) 条不相衔接：日志被改写，或有人以本日志之名另行签署")
        }
    }
}
