import Primitives

/// The conditions under which most rules apply.
extension Phrase {
    /// Whatever is recorded.
    static let always = Phrase(en: "always", zh: "始终")
    /// The candidate was let in; a term.
    static let entered = Phrase(en: "entered", zh: "已进入")
    /// The session has ended; a term.
    static let finished = Phrase(en: "finished", zh: "已结束")
}
