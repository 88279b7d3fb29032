/// What a simulated day is to be like.
///
/// The same options make the same bytes.
public struct SimulationOptions: Sendable {
    /// Which faults occur.
    public enum FaultChoice: Hashable, Sendable {
        /// None: everybody does what they should, and the platform too.
        case none
        /// As often as they are met in practice (domain.md §9).
        case usual
        /// Every fault at least once, as far as there are candidates for it, and the usual ones besides.
        case all
        /// These and no others, each for as many candidates as the others.
        case named([String])
    }

    /// How far the story goes after the exam.
    public enum Aftermath: String, CaseIterable, Sendable {
        /// To the last sign of life of the clients on the day; and cases that a fault brings.
        case none
        /// To review and marking.
        case review
        /// To the release of scores.
        case release
    }

    /// How many candidates.
    public var candidates: Int
    /// What everything that is left to chance follows from.
    public var seed: UInt64
    /// Which faults occur.
    public var faults: FaultChoice
    /// How many candidates a sitting holds; one sitting at a time is kept in memory.
    public var capacity: Int
    /// Which parameters.
    public var parameters: ParameterSet
    /// How far the story goes.
    public var aftermath: Aftermath

    /// Options, with the usual ones where none are given.
    public init(
        candidates: Int, seed: UInt64, faults: FaultChoice = .usual, capacity: Int = 120,
        parameters: ParameterSet = .usual, aftermath: Aftermath = .none
    ) {
        self.candidates = candidates
        self.seed = seed
        self.faults = faults
        self.capacity = capacity
        self.parameters = parameters
        self.aftermath = aftermath
    }
}
