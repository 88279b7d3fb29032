import Exam

/// The two machines of a candidate.
enum Machine: String, CaseIterable, Hashable, Sendable {
    case pc
    case phone
}

/// Who says an event, and so which key signs it.
enum Speaker: Hashable, Sendable {
    /// Somebody of the staff, or the platform.
    case staff(Staff)
    /// The candidate, in the client of a machine.
    case candidate(Machine)
    /// The client of a machine itself.
    case client(Machine)
    /// A client that was bound for somebody else.
    case borrowed

    /// The machine on whose clock it speaks.
    var machine: Machine? {
        switch self {
        case .staff: nil
        case .candidate(let machine), .client(let machine): machine
        case .borrowed: .pc
        }
    }

    static let platform = Speaker.staff(.platform)
    static let pc = Speaker.client(.pc)
    static let phone = Speaker.client(.phone)
}

/// A member of the staff, or the platform.
struct Staff: Hashable, Sendable {
    let role: Role
    let id: String

    static let authority = Staff(role: .administrator, id: "authority")
    static let platform = Staff(role: .platform, id: "platform-1")
    /// Sets exams up.
    static let planner = Staff(role: .administrator, id: "a-01")
    /// Permits entry, and approves what others do.
    static let approver = Staff(role: .administrator, id: "a-02")
    /// Decides disputes, corrections and cases.
    static let adjudicator = Staff(role: .administrator, id: "a-03")
    /// Countersigns and approves besides.
    static let countersigner = Staff(role: .administrator, id: "a-04")
    static let invigilator = Staff(role: .invigilator, id: "i-01")
    static let otherInvigilator = Staff(role: .invigilator, id: "i-02")
    static let support = Staff(role: .support, id: "t-01")
    static let otherSupport = Staff(role: .support, id: "t-02")
    static let marker = Staff(role: .examiner, id: "x-01")
    static let reviewer = Staff(role: .examiner, id: "x-02")
    static let witnesses = ["w-01", "w-02", "w-03"].map { Staff(role: .witness, id: $0) }

    /// All who are enrolled, in the order of their enrolment.
    static let enrolled =
        [
            planner, approver, adjudicator, countersigner, platform, invigilator, otherInvigilator, support,
            otherSupport, marker, reviewer,
        ] + witnesses
}
