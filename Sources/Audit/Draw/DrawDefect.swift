public import Primitives

/// A step in which a draw is checked, in the order in which each rests on those before it.
public enum DrawStep: String, CaseIterable, Hashable, Sendable {
    /// The draw's id, from exam, scope and run.
    case identity
    /// The roster's root, from the candidates.
    case roster
    /// Roster, key, commits, reveals, opening, first lot: one after the other, and in time.
    case order
    /// Every commit was revealed, and the nonce hashes to it.
    case reveals
    /// The seed, from the contributions.
    case seed
    /// The proof, under the committed key.
    case proof
    /// The root of the assignments, from the proof's output.
    case root
    /// Every lot that was opened.
    case lots
    /// Every number once.
    case numbers

    /// What is checked.
    public var title: Phrase {
        switch self {
        case .identity: Phrase(en: "id of the draw", zh: "抽签编号")
        case .roster: Phrase(en: "roster", zh: "花名册")
        case .order: Phrase(en: "order of the steps", zh: "各步顺序")
        case .reveals: Phrase(en: "commitments revealed", zh: "承诺揭示")
        case .seed: Phrase(en: "seed", zh: "种子")
        case .proof: Phrase(en: "proof under the committed key", zh: "承诺密钥下的证明")
        case .root: Phrase(en: "root of the lots", zh: "签号承诺根")
        case .lots: Phrase(en: "lots that were opened", zh: "已公开的签号")
        case .numbers: Phrase(en: "every number once", zh: "签号齐全不重复")
        }
    }
}

/// The first thing that is wrong with a draw.
public struct DrawDefect: Error, Hashable, Sendable {
    /// The step in which it shows.
    public let step: DrawStep
    /// What is wrong, in a sentence.
    public let reason: Phrase
    /// What is recorded.
    public let found: JSONValue
    /// What EL-DRAW-1 asks for.
    public let expected: JSONValue
    /// The events that it rests on.
    public let events: [Citation]
}
