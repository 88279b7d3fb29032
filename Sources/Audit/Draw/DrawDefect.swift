public import Primitives

/// A step in which a draw is checked, in the order in which each rests on those before it.
public enum DrawStep: String, CaseIterable, Hashable, Sendable {
    /// No earlier run of the scope stands.
    case run
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
    /// Every lot that was given leads to the root that the draw was opened with.
    case openings
    /// The proof, under the committed key.
    case proof
    /// The root of the assignments, from the proof's output.
    case root
    /// Every lot that was given is the one that the proof's output gives.
    case lots
    /// Every number once.
    case numbers

    /// What is checked.
    public var title: Phrase {
        switch self {
        case .run: Phrase(en: "no silent re-draw", zh: "无擅自重抽")
        case .identity: Phrase(en: "id of the draw", zh: "抽签编号")
        case .roster: Phrase(en: "roster", zh: "花名册")
        case .order: Phrase(en: "order of the steps", zh: "各步顺序")
        case .reveals: Phrase(en: "commitments revealed", zh: "承诺揭示")
        case .seed: Phrase(en: "seed", zh: "种子")
        case .openings: Phrase(en: "lots lead to the root", zh: "抽签号可由承诺根验证")
        case .proof: Phrase(en: "proof under the committed key", zh: "承诺密钥下的证明")
        case .root: Phrase(en: "root of the lots", zh: "抽签号承诺根")
        case .lots: Phrase(en: "lots as the proof gives them", zh: "抽签号与证明一致")
        case .numbers: Phrase(en: "every number once", zh: "抽签号齐全不重复")
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
