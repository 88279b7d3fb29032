import ArgumentParser
import Audit

/// From which severity on a finding makes the exit status 13.
enum FailureLevel: String, CaseIterable, ExpressibleByArgument {
    case blocking, adjudication, notice, none

    /// Whether a finding reaches it; what could not be decided counts like a failure.
    func isReached(by finding: Finding) -> Bool {
        guard finding.outcome.isReported else { return false }
        return switch self {
        case .none: false
        case .notice: true
        case .adjudication: finding.severity != .notice
        case .blocking: finding.severity == .blocking
        }
    }
}
