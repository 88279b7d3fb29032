import Exam
import Primitives

/// One candidate of a day: which sitting, what befalls them, and the plan that follows from it.
struct Person: Sendable {
    let names: CandidateNames
    let sitting: SittingPlan
    let faults: [Fault]
    let plan: SessionPlan
    /// Numbers that the session draws on, after those of the plan.
    private let random: SeededRandom

    init(_ names: CandidateNames, _ sitting: SittingPlan, _ faults: [Fault], seed: UInt64) {
        self.names = names
        self.sitting = sitting
        self.faults = faults
        var random = SeededRandom(seed: seed, "session/" + names.candidate)
        var plan = SessionPlan(sitting, names, &random)
        if faults.contains(where: { $0.withdrawal != nil }) { plan.comes = false }
        for fault in faults { fault.shape(&plan) }
        self.plan = plan
        self.random = random
    }

    var withdrawal: Fault.Withdrawal? { faults.lazy.compactMap(\.withdrawal).first }
    var isOnRoster: Bool { withdrawal != .beforeTheRoster }

    /// The sitting as it is written.
    func session(_ draw: SittingDraw) -> Session {
        var session = Session(plan, lot: draw.lot(of: names.candidate), draw: draw.id, random: random)
        for fault in faults { fault.edit(&session) }
        session.deliver()
        return session
    }

    /// What an audit must find.
    var expected: [Expectation] { faults.flatMap { $0.expects(sitting.parameters) } }

    /// Where the session stands when the day is over, by the faults; the least advanced of them.
    var state: MainState {
        if withdrawal != nil { return .withdrawn }
        if !plan.comes { return .absent }
        let order: [MainState] = [
            .absent, .rostered, .authenticated, .procedureRead, .evidenceBound, .lotHeld, .pledged, .noticed, .barred,
            .declined, .abandoned, .underReview, .uploading, .uploaded,
        ]
        let states = faults.compactMap(\.state)
        return order.first { states.contains($0) } ?? states.first ?? .evidenceConfirmed
    }

    /// Where the session stands when the story is over (rules.json, terms, main state).
    func state(_ release: ReleasePlan?, _ aftermath: SimulationOptions.Aftermath) -> MainState {
        if faults.contains(where: { $0.state == .voided }) { return .voided }
        if let release, release.withholdsDisputed, hasOpenDispute { return .held }
        switch state {
        case .withdrawn, .absent, .declined: return state
        default: break
        }
        if release != nil { return .released }
        return aftermath != .none && hasFinished ? .underReview : state
    }

    /// Whether the exam ended for them.
    var hasFinished: Bool {
        switch state {
        case .uploading, .uploaded, .evidenceConfirmed, .underReview, .voided: true
        default: false
        }
    }
}
