/// EL-DRAW-1, the verifiable draw (formats.md §8): every lot is fixed, provably, before the first is asked for.
///
/// A roster and a key are committed; witnesses commit to random contributions and reveal them; the seed that these give
/// is put to the key's verifiable random function, and its output orders the roster. Everything here is a pure function:
/// whoever has the same log gets the same numbers.
public enum Draw {
    /// The fewest contributors to a seed.
    public static let fewestContributors = 2
}
