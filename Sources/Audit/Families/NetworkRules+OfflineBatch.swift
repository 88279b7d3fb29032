import Exam
import Ledger
import Primitives
import Transparency

/// What was recorded without network and sent later.
extension NetworkRules {
    static let net02 = Rule(
        "NET-02", Phrase(en: "Offline batch consistent", zh: "离线补传一致"), seed: "§10(7)", severity: .blocking,
        events: [.offlineBatchIngested],
        summary: Phrase(
            en: "A batch sent after an outage is complete, in order, unaltered and from before the seal.",
            zh: "断网后补传的数据应完整、有序、未经改动，且早于封存。"),
        applies: Phrase(en: "there is an offline.batch.ingested", zh: "有 offline.batch.ingested"),
        condition: Phrase(
            en: """
                Fails when of the entries of key_id with n in first_n..last_n one is missing, mono decreases, or the \
                RFC 6962 root over the statements (leaf = H(0x00 ‖ statement)) in order of n is not batch_root, or \
                one is indexed after ledger.sealed.
                """,
            zh: """
                key_id 的、n 在 first_n..last_n 之内的条目，有下列情形之一的，不通过：（一）缺少其中一条；（二）mono 减小；（三）按 n 的次序对各陈述所取的 RFC 6962 根（叶子 \
                = H(0x00 ‖ statement)）不是 batch_root；（四）其中一条的序号在 ledger.sealed 之后。
                """),
        looksBeyond: true,
        judge: .candidate(consistent))

    private static func consistent(_ session: SessionView) -> Judgement {
        let batches = OfflineBatch.all(in: session.history.events)
        guard !batches.isEmpty else { return .notApplicable }
        let seal = session.surroundings.exam.all(.ledgerSealed).first(where: session.isApproved)
        let checked = batches.map { CheckedBatch($0, session, seal: seal) }
        if let first = checked.first(where: { !$0.defects.isEmpty }) {
            let broken = checked.filter { !$0.defects.isEmpty }
            return .fail(
                Phrase(
                    en: "the offline batch of n \(first.batch.data.firstN)…\(first.batch.data.lastN): "
                        + first.defects.map(\.en).joined(separator: "; "),
                    zh: "序号 \(first.batch.data.firstN)…\(first.batch.data.lastN) 的补传数据："
                        + first.defects.map(\.zh).joined(separator: "；")),
                citing: (broken.map(\.batch.event) + broken.flatMap(\.cited)).distinct,
                values: [
                    "batches": .number(broken.count), "entries": .number(first.batch.entries.count),
                    "expected": .integer(first.batch.count),
                    "root": first.root.map { .string($0.hex) } ?? .null,
                    "batch_root": .string(first.batch.data.batchRoot.hex),
                ])
        }
        guard let open = checked.first(where: { $0.root == nil }) else { return .pass }
        let reason =
            open.elsewhere > 0
            ? Phrase(
                en: "\(open.elsewhere) entries of the key are recorded in other streams",
                zh: "该密钥有 \(open.elsewhere) 个条目在其他流中")
            : Phrase(en: "the bytes of its statements are not at hand", zh: "未取得其陈述的原始字节")
        return .insufficient(
            Phrase(
                en:
                    "the root of the offline batch of n \(open.batch.data.firstN)…\(open.batch.data.lastN) cannot be computed: "
                    + reason.en,
                zh: "无法计算序号 \(open.batch.data.firstN)…\(open.batch.data.lastN) 的补传数据的根：" + reason.zh),
            citing: [open.batch.event])
    }

    /// A batch against what is recorded of it.
    private struct CheckedBatch {
        let batch: OfflineBatch
        /// How many of its entries are recorded, but not in the candidate's stream.
        let elsewhere: Int64
        /// `nil` where not all of its entries are in the candidate's stream.
        let root: Digest?
        let defects: [Phrase]
        let cited: [RecordedEvent]

        init(_ batch: OfflineBatch, _ session: SessionView, seal: RecordedEvent?) {
            self.batch = batch
            let here = Int64(Set(batch.entries.compactMap(\.statement.n)).count)
            let recorded =
                session.references.counters(of: batch.data.keyID)?
                .count(from: batch.data.firstN, through: batch.data.lastN) ?? 0
            let missing = batch.count - recorded
            elsewhere = recorded - here
            let leaves = batch.entries.compactMap { session.history.batchLeaves[$0.index] }
            root = here == batch.count && leaves.count == batch.entries.count ? MerkleTree.root(of: leaves) : nil
            let backwards = zip(batch.entries, batch.entries.dropFirst()).filter { before, after in
                (after.statement.mono ?? 0) < (before.statement.mono ?? 0)
            }
            let late = batch.entries.filter { entry in seal.map { entry.index > $0.index } ?? false }
            var defects: [Phrase] = []
            if missing > 0 {
                defects.append(
                    Phrase(en: "\(missing) entries of the key are not recorded", zh: "没有记录该密钥的 \(missing) 条"))
            }
            if let (before, after) = backwards.first {
                let by = (before.statement.mono ?? 0) - (after.statement.mono ?? 0)
                defects.append(
                    Phrase(en: "the device's clock goes back by \(by) ms", zh: "设备单调时钟倒退 \(by) 毫秒"))
            }
            if let root, root != batch.data.batchRoot {
                defects.append(
                    Phrase(en: "the root over the recorded statements is another", zh: "所记录陈述的根与补传记录不一致"))
            }
            if let seal, !late.isEmpty {
                defects.append(
                    Phrase(
                        en: "\(late.count) entries follow the seal at \(session.text(seal.receivedAt))",
                        zh: "\(late.count) 条晚于 \(session.text(seal.receivedAt)) 的封存"))
            }
            self.defects = defects
            cited = backwards.flatMap { [$0, $1] } + late
        }
    }
}
