import Primitives
import Transparency

extension LedgerError {
    /// A checkpoint that cannot be trusted, and what to do where a later key of the log may have signed it.
    ///
    /// - Parameters:
    ///   - size: how many entries are at hand.
    ///   - isPolicyOther: whether the policy names none of the keys of which these tell.
    static func invalidCheckpoint(
        _ defect: NoteDefect, _ note: [UInt8], here size: UInt64, isPolicyOther: Bool = false
    ) -> LedgerError {
        guard defect == .unverified else { return .invalidCheckpoint(defect.phrase) }
        if isPolicyOther { return .otherKeys(here: size) }
        return laterKey(note, here: size) ?? .invalidCheckpoint(defect.phrase)
    }

    /// That a checkpoint is by a key of which the entries at hand do not tell; `nil` where it is over no more than they.
    static func laterKey(_ note: [UInt8], here size: UInt64) -> LedgerError? {
        guard let stated = try? Checkpoint(statedIn: note), stated.size > size else { return nil }
        return LedgerError(
            .checkpointInvalid,
            Phrase(
                en: """
                    The checkpoint over \(stated.size) entries cannot be trusted: neither the \(size) entries that are \
                    here nor a trust policy name a key that has signed it.
                    """,
                zh: "对 \(stated.size) 条的检查点不可信：此处的 \(size) 条和信任策略均未指明签署它的密钥。"),
            hint: bothKeys(behind: size))
    }

    /// That a policy names only keys of which the entries at hand do not tell.
    private static func otherKeys(here size: UInt64) -> LedgerError {
        LedgerError(
            .checkpointInvalid,
            Phrase(
                en: """
                    The trust policy names none of the log keys of which the \(size) entries that are here tell: no \
                    checkpoint over them can be trusted by it.
                    """,
                zh: "信任策略未载明此处 \(size) 条所指的任何日志密钥：无法据此信任对它们的检查点。"),
            hint: bothKeys(behind: size))
    }

    private static func bothKeys(behind size: UInt64) -> Phrase {
        Phrase(
            en: """
                If the log's key was changed after these entries: give those that tell of it (restore --entries FILE), \
                or a policy that names both keys, the one of these entries and the one that has signed, each in a line \
                log (--policy FILE).
                """,
            zh: """
                如果日志密钥在这些条目之后更换过：请给出载有更换记录的条目（restore --entries FILE），\
                或给出同时载明两把密钥的信任策略（--policy FILE）：这些条目所用的密钥与签署该检查点的密钥，各占一行 log。
                """)
    }
}
