import Exam
import Primitives
import Signing

/// Keys that follow from the seed and a holder's name.
struct KeyMint: Sendable {
    let seed: UInt64

    /// The secret key under a name.
    func key(_ name: String) throws(LedgerError) -> SecretKey {
        try SecretKey(seed: SeededRandom.digest(seed: seed, "key/" + name).bytes.span)
    }

    /// The keys of the staff and the platform.
    func staffKeys() throws(LedgerError) -> [Staff: SecretKey] {
        var keys: [Staff: SecretKey] = [:]
        for staff in Staff.enrolled + [.authority] { keys[staff] = try key(staff.id) }
        return keys
    }
}

/// A candidate's four keys, and whom they speak for.
struct CandidateKeys: Sendable {
    let holders: CandidateNames
    private let candidate: [Machine: SecretKey]
    private let client: [Machine: SecretKey]

    init(_ holders: CandidateNames, _ mint: KeyMint) throws(LedgerError) {
        self.holders = holders
        candidate = [
            .pc: try mint.key(holders.candidate), .phone: try mint.key(holders.candidate + ".phone"),
        ]
        client = [.pc: try mint.key(holders.device(.pc)), .phone: try mint.key(holders.device(.phone))]
    }

    /// The key of a speaker; `nil` for one who is not of this candidate.
    subscript(_ speaker: Speaker) -> SecretKey? {
        switch speaker {
        case .staff, .borrowed: nil
        case .candidate(let machine): candidate[machine]
        case .client(let machine): client[machine]
        }
    }
}

/// The names under which a candidate and its machines appear.
struct CandidateNames: Hashable, Sendable {
    /// The candidate's number, from 1.
    let number: Int
    /// The digits of the number in names.
    let digits: String

    init(number: Int, width: Int) {
        self.number = number
        digits = CandidateNames.padded("", number, width: width)
    }

    var candidate: String { "c-" + digits }
    /// A client that was bound for this candidate and is used by another.
    var loan: String { "loan-" + digits }

    func device(_ machine: Machine) -> String {
        switch machine {
        case .pc: "pc-" + digits
        case .phone: "ph-" + digits
        }
    }

    /// The holder of a speaker's key, and its role.
    func actor(_ speaker: Speaker) -> Statement.Actor {
        switch speaker {
        case .staff(let staff): Statement.Actor(role: staff.role, id: staff.id)
        case .candidate: Statement.Actor(role: .candidate, id: candidate)
        case .client(.pc): Statement.Actor(role: .device, id: device(.pc))
        case .client(.phone): Statement.Actor(role: .phone, id: device(.phone))
        case .borrowed: Statement.Actor(role: .device, id: loan)
        }
    }
}
