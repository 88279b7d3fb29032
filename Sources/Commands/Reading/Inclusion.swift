import Ledger
import Primitives
import Transparency

/// Whether an entry is in the tree that the newest checkpoint signs.
enum Inclusion {
    /// No checkpoint was signed yet.
    case withoutCheckpoint
    /// The newest checkpoint is of before the entry.
    case newer(than: UInt64)
    /// The path from the entry to the checkpoint's root, and whether it leads there.
    case proof(InclusionProof, verified: Bool)

    init(of index: UInt64, leaf: Digest, in store: LedgerStore) throws(LedgerError) {
        guard let checkpoint = try store.newestCheckpoint() else {
            self = .withoutCheckpoint
            return
        }
        guard let proof = try store.inclusionProof(index: index, size: checkpoint.size) else {
            self = .newer(than: checkpoint.size)
            return
        }
        self = .proof(proof, verified: proof.verifies(leaf: leaf, root: checkpoint.root))
    }

    /// Whether the entry is not what the checkpoint signs.
    var isViolated: Bool {
        if case .proof(_, verified: false) = self { true } else { false }
    }

    var phrase: Phrase {
        switch self {
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
        switch self {
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
