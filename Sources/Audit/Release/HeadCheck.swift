public import Ledger
public import Primitives
public import Transparency

/// Whether the newest checkpoint covers a position of the log and enough witnesses have signed it.
///
/// It fails closed: without a policy, without a checkpoint, or with one over another size nothing is released.
public enum HeadCheck: Hashable, Sendable {
    /// It does.
    case covered(TrustedCheckpoint)
    /// It does not.
    case open(Phrase)

    /// Checks the newest checkpoint's note under a policy.
    ///
    /// - Parameters:
    ///   - policy: whom to trust; `nil` where none is given.
    ///   - keys: the log's keys, which the policy is followed through.
    ///   - note: the newest checkpoint that the ledger keeps, with its cosignatures.
    ///   - size: the number of entries of the position.
    ///   - root: the root over them.
    public init(_ policy: TrustPolicy?, _ keys: LogKeyHistory, note: [UInt8]?, size: UInt64, root: Digest) {
        guard let policy else {
            self = .open(
                Phrase(
                    en: "no trust policy is given, so nobody says which witnesses count (--policy FILE)",
                    zh: "未给出信任策略，无从得知哪些见证方有效（--policy FILE）"))
            return
        }
        guard let note else {
            self = .open(Phrase(en: "the ledger has no checkpoint", zh: "账本没有检查点"))
            return
        }
        let checkpoint: TrustedCheckpoint
        do throws(NoteDefect) {
            checkpoint = try policy.verify(note, keys)
        } catch {
            self = .open(
                Phrase(
                    en: "the newest checkpoint does not meet the policy: \(error.phrase.en)",
                    zh: "最新检查点不符合信任策略：\(error.phrase.zh)"))
            return
        }
        guard checkpoint.size == size, checkpoint.root == root else {
            self = .open(
                Phrase(
                    en: "the newest checkpoint is over \(checkpoint.size) entries and the log has \(size): "
                        + "sign the head and have it witnessed (examledger checkpoint)",
                    zh: "最新检查点涵盖 \(checkpoint.size) 条，而日志有 \(size) 条：请对日志末端签署检查点并取得见证（examledger checkpoint）"))
            return
        }
        self = .covered(checkpoint)
    }

    /// The checkpoint, where it covers the position.
    public var checkpoint: TrustedCheckpoint? {
        if case .covered(let checkpoint) = self { checkpoint } else { nil }
    }
}
