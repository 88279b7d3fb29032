import Ledger
import Primitives
import Transparency

/// Whether an entry is in the tree that the newest checkpoint signs.
struct Inclusion {
    private enum Finding {
        /// No checkpoint was signed yet.
        case withoutCheckpoint
        /// The newest checkpoint is of before the entry.
        case newer(than: UInt64)
        /// The path from the entry to the checkpoint's root, and whether it leads there.
        case proof(InclusionProof, verified: Bool)
    }

    private let finding: Finding
    /// The size of a checkpoint that is known, where the ledger does not reach it.
    private let beyond: UInt64?

    init(of index: UInt64, leaf: Digest, in store: LedgerStore) throws(LedgerError) {
        let reached = try store.reachedCheckpoint()
        beyond = reached.beyond
        guard let checkpoint = reached.checkpoint else {
            finding = .withoutCheckpoint
            return
        }
        guard let proof = try store.inclusionProof(index: index, size: checkpoint.size) else {
            finding = .newer(than: checkpoint.size)
            return
        }
        finding = .proof(proof, verified: proof.verifies(leaf: leaf, root: checkpoint.root))
    }

    /// Whether the entry is not what the checkpoint signs.
    var isViolated: Bool {
        if case .proof(_, verified: false) = finding { true } else { false }
    }

    var phrase: Phrase {
        guard let beyond else { return found }
        return Phrase(
            en: "\(found.en); entries are missing: a checkpoint over \(beyond) is known, see examledger verify",
            zh: "\(found.zh)；缺少条目：另有涵盖 \(beyond) 条的检查点，见 examledger verify")
    }

    private var found: Phrase {
        switch finding {
        case .withoutCheckpoint:
            Phrase(en: "not shown: no checkpoint is signed yet", zh: "未证明：尚未签署检查点")
        case .newer(let size):
            Phrase(
                en: "not shown: the newest checkpoint covers \(size) entries", zh: "未证明：最新检查点只覆盖 \(size) 条")
        case .proof(let proof, verified: true):
            Phrase(
                en: "verified against the checkpoint over \(proof.size) entries, path of \(proof.path.count) hashes",
                zh: "已对照覆盖 \(proof.size) 条的检查点验证，路径含 \(proof.path.count) 个哈希")
        case .proof(let proof, verified: false):
            Phrase(
                en: "VIOLATED: the path of \(proof.path.count) hashes does not lead to the root signed over"
                    + " \(proof.size) entries",
                zh: "不符：含 \(proof.path.count) 个哈希的路径未通向覆盖 \(proof.size) 条的已签名的根")
        }
    }

    var json: JSONValue {
        switch finding {
        case .withoutCheckpoint: .null
        case .newer(let size): .members(["size": .number(size), "verified": false])
        case .proof(let proof, let verified):
            .members([
                "size": .number(proof.size), "verified": .bool(verified), "path_length": .number(proof.path.count),
                "path": .array(proof.path.map { .string($0.base64) }),
            ])
        }
    }
}
