import Exam
import Primitives

/// The ledger as a whole, by what its verification found.
extension IntegrityRules {
    static let int01 = Rule(
        "INT-01", Phrase(en: "Signatures valid", zh: "签名有效"), seed: "-", severity: .blocking,
        summary: Phrase(
            en: "Every entry is signed by a key that was enrolled for its role and valid then.",
            zh: "每条记录的签名有效，且签名密钥当时已为该角色登记并在有效期内。"),
        applies: "always",
        condition: """
            Fails when any entry's Ed25519 signature over PAE(statement) fails, or its key was not enrolled for the \
            actor's role, or was revoked, or outside its validity, at that entry.
            """,
        judge: .ledger(signatures))

    private static func signatures(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.signatureProblems) }

    static let int02 = Rule(
        "INT-02", Phrase(en: "Sequence and hash chain complete", zh: "链完整"), seed: "-", severity: .blocking,
        summary: Phrase(en: "Streams and log are complete and chained.", zh: "各流与日志完整且前后相接。"),
        applies: "always",
        condition: """
            Fails when a stream position is missing or repeated, a previous hash does not match, or the log is shorter \
            than the last signed checkpoint.
            """,
        judge: .ledger(chain))

    private static func chain(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.chainProblems) }

    static let int03 = Rule(
        "INT-03", Phrase(en: "Checkpoints consistent and held elsewhere", zh: "检查点外存"),
        seed: "-", severity: .blocking,
        events: [.ledgerCheckpointSigned, .indexCommitted],
        summary: Phrase(
            en: "The log extends its earlier checkpoints, and witnesses hold one.",
            zh: "日志延续此前的检查点，并有见证方持有检查点。"),
        applies: "a trust policy with witnesses is given",
        condition: """
            Fails when the tree is not an extension of an earlier checkpoint, or no checkpoint has the witness quorum.
            """,
        insufficient: "no checkpoint exists",
        judge: .ledger(checkpoints))

    private static func checkpoints(_ evidence: LedgerEvidence) -> Judgement {
        guard evidence.witnessing != .notAsked else { return .notApplicable }
        guard evidence.checkpointProblems.isEmpty else { return .of(evidence.checkpointProblems) }
        switch evidence.witnessing {
        case .withoutQuorum:
            return .fail(
                Phrase(
                    en: "no checkpoint has the cosignatures that the trust policy asks for",
                    zh: "没有检查点达到信任策略要求的见证人数"), citing: [Citation]())
        case .withoutCheckpoint:
            return .insufficient(Phrase(en: "the ledger has no checkpoint", zh: "账本没有检查点"))
        case .notAsked, .quorum: return .pass
        }
    }

    static let int04 = Rule(
        "INT-04", Phrase(en: "Projection equals replay", zh: "投影与回放一致"), seed: "-", severity: .blocking,
        events: [.auditRunRecorded],
        summary: Phrase(en: "The stored state is the one that the log gives.", zh: "所存状态与由日志重建的状态一致。"),
        applies: "a stored projection exists",
        condition: "Fails when the state rebuilt from the log differs from the stored state at the same position.",
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
        applies: "always",
        condition: "Fails when an entry's mode differs from the ledger's mode.",
        judge: .ledger(modes))

    private static func modes(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.modeProblems) }

    static let int09 = Rule(
        "INT-09", Phrase(en: "Actor role permitted", zh: "角色权限"), seed: "-", severity: .blocking,
        summary: Phrase(en: "Every event is said by a role that may say it.", zh: "每个事件均由有权的角色作出。"),
        applies: "always",
        condition: "Fails when actor.role is not among the roles of the type in the catalogue.",
        judge: .ledger(roles))

    private static func roles(_ evidence: LedgerEvidence) -> Judgement { .of(evidence.roleProblems) }
}
