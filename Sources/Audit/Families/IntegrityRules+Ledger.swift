import Exam
import Primitives

/// The ledger as a whole, by what its verification found.
extension IntegrityRules {
    static let int01 = Rule(
        "INT-01", Phrase(en: "Signatures valid", zh: "签名有效"), seed: "-", severity: .blocking,
        summary: Phrase(
            en: "Every entry is signed by a key that was enrolled for its role and valid then.",
            zh: "每个条目的签名有效，且签名密钥当时已为该角色登记并在有效期内。"),
        applies: .always,
        condition: Phrase(
            en: """
                Fails when any entry's Ed25519 signature over PAE(statement) fails, or its key was not enrolled for \
                the actor's role, or was revoked, or outside its validity, at that entry.
                """,
            zh: "有下列情形之一的，不通过：（一）任一条目对 PAE(statement) 的 Ed25519 签名验证不成立；（二）在该条目处，其密钥未就陈述人的角色登记、已被吊销或不在有效期内。"),
        judge: .ledger(signatures))

    private static func signatures(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.signatureProblems) }

    static let int02 = Rule(
        "INT-02", Phrase(en: "Sequence and hash chain complete", zh: "链完整"), seed: "-", severity: .blocking,
        summary: Phrase(en: "Streams and log are complete and chained.", zh: "各流与日志完整且前后相接。"),
        applies: .always,
        condition: Phrase(
            en: """
                Fails when a stream position is missing or repeated, a previous hash does not match, or the log is \
                shorter than the last signed checkpoint.
                """,
            zh: "有下列情形之一的，不通过：（一）流内位置有缺失或重复；（二）前一条目的哈希不符；（三）日志短于最后签署的检查点。"),
        judge: .ledger(chain))

    private static func chain(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.chainProblems) }

    static let int03 = Rule(
        "INT-03", Phrase(en: "Checkpoints consistent and held elsewhere", zh: "检查点外存"),
        seed: "-", severity: .blocking,
        events: [.ledgerCheckpointSigned, .indexCommitted],
        summary: Phrase(
            en: "The log extends its earlier checkpoints, and witnesses hold one.",
            zh: "日志延续此前的检查点，并有见证方持有检查点。"),
        applies: Phrase(en: "a trust policy with witnesses is given", zh: "给出了载有见证方的信任策略"),
        condition: Phrase(
            en: """
                Fails when the tree is not an extension of an earlier checkpoint, or no checkpoint has the witness \
                quorum.
                """,
            zh: "有下列情形之一的，不通过：（一）树不是较早检查点的延续；（二）没有任何检查点达到信任策略的见证法定数。"),
        insufficient: Phrase(en: "no checkpoint exists", zh: "没有检查点"),
        judge: .ledger(checkpoints))

    private static func checkpoints(_ evidence: LedgerEvidence) -> Judgement {
        guard evidence.witnessing != .notAsked else { return .notApplicable }
        guard evidence.checkpointProblems.isEmpty else { return .of(evidence.checkpointProblems) }
        switch evidence.witnessing {
        case .withoutQuorum:
            return .fail(
                Phrase(
                    en: "no checkpoint has the cosignatures that the trust policy asks for",
                    zh: "没有检查点达到信任策略的见证法定数"), citing: [Citation]())
        case .withoutCheckpoint:
            return .insufficient(Phrase(en: "the ledger has no checkpoint", zh: "账本没有检查点"))
        case .notAsked, .quorum: return .pass
        }
    }

    static let int04 = Rule(
        "INT-04", Phrase(en: "Projection equals replay", zh: "投影与回放一致"), seed: "-", severity: .blocking,
        events: [.auditRunRecorded],
        summary: Phrase(en: "The stored state is the one that the log gives.", zh: "所存状态与由日志重建的状态一致。"),
        applies: Phrase(en: "a stored projection exists", zh: "存有投影"),
        condition: Phrase(
            en: "Fails when the state rebuilt from the log differs from the stored state at the same position.",
            zh: "由日志重建的状态与同一位置所存的状态不同的，不通过。"),
        judge: .ledger(projection))

    private static func projection(_ evidence: LedgerEvidence) -> Judgement {
        switch evidence.projection {
        case .absent: .notApplicable
        case .equal: .pass
        case .differs(let index):
            .fail(
                Phrase(
                    en: "the stored state at position \(index) differs from the one rebuilt from the log",
                    zh: "位置 \(index) 处所存状态与由日志重建的状态不一致"),
                citing: [Citation](), values: ["position": .number(index)])
        }
    }

    static let int06 = Rule(
        "INT-06", Phrase(en: "Mock and formal separated", zh: "模拟与正式分离"), seed: "§9", severity: .blocking,
        summary: Phrase(en: "Mock and formal events are not mixed.", zh: "模拟与正式的事件不混在一起。"),
        applies: .always,
        condition: Phrase(
            en: "Fails when an entry's mode differs from the ledger's mode.",
            zh: "任一条目的 mode 与账本的 mode 不同的，不通过。"),
        judge: .ledger(modes))

    private static func modes(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.modeProblems) }

    static let int09 = Rule(
        "INT-09", Phrase(en: "Actor role permitted", zh: "角色权限"), seed: "-", severity: .blocking,
        summary: Phrase(en: "Every event is said by a role that may say it.", zh: "每个事件均由有权的角色作出。"),
        applies: .always,
        condition: Phrase(
            en: "Fails when actor.role is not among the roles of the type in the catalogue.",
            zh: "actor.role 不在目录为该类型所列的角色之中的，不通过。"),
        judge: .ledger(roles))

    private static func roles(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.roleProblems) }
}
