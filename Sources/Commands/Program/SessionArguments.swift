public import ArgumentParser
public import Audit
public import Exam

// The words of reports as arguments.
extension MainState: ExpressibleByArgument {}

extension Severity: ExpressibleByArgument {
    /// The severity that a person names: `B`, `J`, `N`, or the word for it.
    public init?(argument: String) {
        switch argument {
        case "B", "blocking": self = .blocking
        case "J", "adjudication": self = .adjudication
        case "N", "notice": self = .notice
        default: return nil
        }
    }
}
