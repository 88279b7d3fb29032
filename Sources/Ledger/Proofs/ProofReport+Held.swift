import Primitives
public import Transparency

extension ProofReport {
    /// The same report, held against what its reader has: checkpoints, and an entry that it must speak of.
    ///
    /// - Parameters:
    ///   - notes: notes of checkpoints of any log that the policy trusts.
    ///   - policy: whom to trust; where the file tells of the log's keys, it is followed to the key of each note's size.
    ///   - index: the entry that must be within what the file speaks of.
    public func held(against notes: [[UInt8]], _ policy: TrustPolicy, atLeast index: UInt64?) -> ProofReport {
        guard let checkpoint else { return self }
        var problems: [Problem] = []
        var own: [TrustedCheckpoint] = []
        for note in notes {
            do throws(NoteDefect) {
                let held = try policy.verify(note, logKeys)
                if held.origin.isSame(as: checkpoint.origin) { own.append(held) }
            } catch { problems.append(Problem(held: error)) }
        }
        if own.contains(where: { $0.size == checkpoint.size && $0.root != checkpoint.root }) {
            problems.append(.fork(checkpoint.size))
        }
        if kind == .bundle, let largest = own.map(\.size).max(), let extent, extent.size < largest {
            problems.append(.older(extent.size, than: largest))
        }
        if let index, let extent, extent.size <= index { problems.append(.older(extent.size, than: index + 1)) }
        return refused(problems)
    }

    /// The same reports, held against each other: one is refused where another rests on a different tree of the same
    /// log and size.
    ///
    /// Only a file that holds by itself speaks against others: nothing vouches for the log's keys in one that does not.
    public static func heldTogether(_ reports: [ProofReport]) -> [ProofReport] {
        let trees = Set(reports.filter(\.holds).compactMap { $0.checkpoint.map(Tree.init) })
        let bySize = Dictionary(grouping: trees, by: \.size)
        return reports.map { report in
            guard let own = report.checkpoint.map(Tree.init),
                bySize[own.size, default: []].contains(where: { $0.origin == own.origin && $0.root != own.root })
            else { return report }
            return report.refused([.fork(own.size)])
        }
    }

    /// What a checkpoint says of a log, whoever else has signed it.
    private struct Tree: Hashable {
        let origin: [UInt8]
        let size: UInt64
        let root: Digest

        init(_ checkpoint: TrustedCheckpoint) {
            (origin, size, root) = (Array(checkpoint.origin.utf8), checkpoint.size, checkpoint.root)
        }
    }
}

extension ProofReport.Problem {
    /// That a checkpoint which the reader holds cannot be trusted, so that nothing can be held against it.
    public init(held defect: NoteDefect) {
        self.init(
            "checkpoint.invalid", ProofReport.Problem(defect).category,
            Phrase(
                en: "The checkpoint that was given cannot be trusted: \(defect.advice.en)",
                zh: "所给检查点不可信：\(defect.advice.zh)"))
    }

    fileprivate static func fork(_ size: UInt64) -> ProofReport.Problem {
        ProofReport.Problem(
            "checkpoint.fork", .history,
            Phrase(
                en: "The log signed two different trees over \(size) entries: the file's and the given one's. Keep "
                    + "both: they prove it.",
                zh: "日志对 \(size) 条签署了两个不同的树：文件中的与所给的。请保留两者：它们就是证据。"))
    }

    fileprivate static func older(_ size: UInt64, than wanted: UInt64) -> ProofReport.Problem {
        ProofReport.Problem(
            "extent.older", .history,
            Phrase(
                en: "The file speaks of the first \(size) entries, and the log is known to have \(wanted): ask for a "
                    + "newer one.",
                zh: "文件只涉及前 \(size) 条，而已知日志有 \(wanted) 条：请索取更新的文件。"))
    }
}
