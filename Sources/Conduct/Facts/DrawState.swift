import Exam
import Primitives

/// A draw as its sitting's stream tells of it.
struct DrawState: Hashable, Sendable {
    /// An opening of the draw.
    struct Opening: Hashable, Sendable {
        let root: Digest
        let mark: EventMark
    }

    /// The draw's id.
    let id: Digest
    /// The sitting or the room that it is for.
    let scope: String
    /// The numbers used before it.
    let offset: Int64
    /// The `draw.key.committed`.
    let committed: EventMark
    /// Whether the roster was frozen before.
    let hasRoster: Bool
    /// The first opening.
    var opening: Opening?
    /// An opening that says something else than the first.
    var contradiction: EventMark?
    /// The `draw.closed`.
    var closed: EventMark?

    /// Why no lot is opened from it; `nil` where lots are.
    var hindrance: (why: Phrase, event: EventMark?)? {
        guard hasRoster else {
            return (
                Phrase(
                    en: "no roster.frozen is recorded before the draw's key was committed",
                    zh: "抽签密钥承诺之前没有记录花名册冻结"), committed
            )
        }
        guard opening != nil else {
            return (Phrase(en: "no draw.opened is recorded for the draw", zh: "没有记录该次抽签的开放"), committed)
        }
        if let contradiction {
            return (
                Phrase(
                    en: "the draw was opened twice, with different roots", zh: "该次抽签开放了两次，且根不相同"), contradiction
            )
        }
        if let closed { return (Phrase(en: "the draw is closed", zh: "抽签已结束"), closed) }
        return nil
    }
}
