/// Who speaks (formats.md §1, `actor.role`).
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// The candidate, in the PC client or in the phone app.
    case candidate
    /// The PC client itself.
    case device
    /// The phone app itself.
    case phone
    /// The exam platform and the ledger.
    case platform
    /// An invigilator.
    case invigilator
    /// Technical support.
    case support
    /// An administrator, the authority among them.
    case administrator
    /// An examiner or a reviewer.
    case examiner
    /// A witness of the draw.
    case witness
    /// An auditor.
    case auditor

    /// Whether its statements carry a counter and a monotonic clock, so that a lost event can be missed.
    public var isCounted: Bool {
        switch self {
        case .candidate, .device, .phone: true
        case .platform, .invigilator, .support, .administrator, .examiner, .witness, .auditor: false
        }
    }
}

/// A set of roles, such as those that may say an event.
public struct RoleSet: OptionSet, Hashable, Sendable {
    /// One bit a role, in the order of `Role.allCases`.
    public let rawValue: UInt16

    /// A set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The set of one role.
    public init(_ role: Role) {
        rawValue =
            switch role {
            case .candidate: 1 << 0
            case .device: 1 << 1
            case .phone: 1 << 2
            case .platform: 1 << 3
            case .invigilator: 1 << 4
            case .support: 1 << 5
            case .administrator: 1 << 6
            case .examiner: 1 << 7
            case .witness: 1 << 8
            case .auditor: 1 << 9
            }
    }

    static let candidate = RoleSet(.candidate)
    static let device = RoleSet(.device)
    static let phone = RoleSet(.phone)
    static let platform = RoleSet(.platform)
    static let invigilator = RoleSet(.invigilator)
    static let support = RoleSet(.support)
    static let administrator = RoleSet(.administrator)
    static let examiner = RoleSet(.examiner)
    static let witness = RoleSet(.witness)
    static let auditor = RoleSet(.auditor)

    /// Whether a role is among them.
    public func contains(_ role: Role) -> Bool { contains(RoleSet(role)) }

    /// The roles, in the order of the catalogue.
    public var roles: [Role] { Role.allCases.filter(contains) }
}
