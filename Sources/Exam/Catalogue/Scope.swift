/// What an event is about, and so which ids it carries (formats.md §1, streams).
public enum Scope: String, CaseIterable, Hashable, Sendable {
    /// The ledger itself: no ids.
    case ledger
    /// What trust in all other entries rests on: no ids.
    case trust
    /// An exam.
    case exam
    /// A sitting of an exam.
    case sitting
    /// A candidate in a sitting.
    case candidate
}

/// A set of scopes: most types have one, some take either of several.
public struct ScopeSet: OptionSet, Hashable, Sendable {
    /// One bit a scope, in the order of `Scope.allCases`.
    public let rawValue: UInt8

    /// A set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of one scope.
    public init(_ scope: Scope) {
        rawValue =
            switch scope {
            case .ledger: 1 << 0
            case .trust: 1 << 1
            case .exam: 1 << 2
            case .sitting: 1 << 3
            case .candidate: 1 << 4
            }
    }

    static let ledger = ScopeSet(.ledger)
    static let trust = ScopeSet(.trust)
    static let exam = ScopeSet(.exam)
    static let sitting = ScopeSet(.sitting)
    static let candidate = ScopeSet(.candidate)

    /// Whether a scope is among them.
    public func contains(_ scope: Scope) -> Bool { contains(ScopeSet(scope)) }

    /// The scopes, widest first.
    public var scopes: [Scope] { Scope.allCases.filter(contains) }
}
