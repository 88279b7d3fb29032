import Primitives

/// What every time or limit is counted from, and is not recorded: the rule cannot be judged.
public enum MissingBasis: Error, Hashable, Sendable {
    /// No `sitting.scheduled`: T, D' and due are unknown.
    case schedule
    /// No `exam.policy.set`: no parameters are in force.
    case parameters

    var judgement: Judgement {
        switch self {
        case .schedule:
            .insufficient(
                Phrase(
                    en: "no sitting.scheduled is recorded, so the start of the sitting is unknown",
                    zh: "没有记录 sitting.scheduled，无从得知开考时间"))
        case .parameters:
            .insufficient(
                Phrase(
                    en: "no exam.policy.set is recorded, so no parameters are in force",
                    zh: "没有记录 exam.policy.set，没有生效的参数"))
        }
    }
}
