import Primitives
public import Transparency

extension ProofReport {
    /// Checks that a log only grew between two sizes.
    ///
    /// - Parameters:
    ///   - proof: the file.
    ///   - policy: whom to trust.
    ///   - held: checkpoints that the reader holds: what vouches for the sizes over which the file has none.
    public init(_ proof: GrowthProof, _ policy: TrustPolicy, held: [TrustedCheckpoint]) {
        self.init(.consistency)
        let (old, new) = (proof.consistency.oldSize, proof.consistency.newSize)
        subject = "\(old) → \(new)"
        let own: TrustedCheckpoint?
        do throws(ProofDefect) { own = try proof.verify(policy) } catch {
            problems = [Problem(error)]
            return
        }
        let known = held.filter { checkpoint in own.map { $0.origin.isSame(as: checkpoint.origin) } ?? true }
        for (size, root) in [(old, proof.oldRoot), (new, proof.newRoot)] {
            for checkpoint in known where checkpoint.size == size && checkpoint.root != root {
                problems.append(
                    Problem(
                        "proof.other-history", .history,
                        Phrase(
                            en: "The file's tree over \(size) entries is not the one of the checkpoint that was given.",
                            zh: "文件中对 \(size) 条的树与所给检查点的树不同。")))
            }
        }
        let isOldKnown = known.contains { $0.size == old && $0.root == proof.oldRoot }
        let isNewKnown = own != nil || known.contains { $0.size == new && $0.root == proof.newRoot }
        if !isNewKnown {
            problems.append(
                Problem(
                    "proof.no-checkpoint", .trust,
                    Phrase(
                        en: "No checkpoint over \(new) entries is in the file or was given: nothing vouches for it.",
                        zh: "文件中没有、也未给出对 \(new) 条的检查点：没有依据可信任它。")))
        }
        guard problems.isEmpty else { return }
        checkpoint = own ?? known.first { $0.size == new }
        extent = Extent(size: new, receivedAt: nil)
        verified =
            (own.map { [Point.checkpoint($0)] } ?? []) + [
                Point(
                    "consistency",
                    "The tree over \(new) entries continues the tree over \(old): none of those was changed or removed.",
                    "对 \(new) 条的树延续对 \(old) 条的树：其中没有条目被更改或删除。")
            ]
        notChecked = own.map(Point.noWitness) ?? []
        if old == 0 {
            notChecked.append(
                Point("consistency.empty", "From 0 entries nothing is proved.", "从 0 条开始，什么也未证明。"))
        } else if !isOldKnown {
            notChecked.append(
                Point(
                    "consistency.old-root",
                    "Whether the tree over \(old) entries is the one that you were shown: compare its root with your "
                        + "checkpoint, or give that (--checkpoint FILE).",
                    "对 \(old) 条的树是否就是曾向您展示的那一个：请与您持有的检查点核对，或给出该检查点（--checkpoint FILE）。"))
        }
    }
}
