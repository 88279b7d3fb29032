import Exam
import Primitives

/// One candidate of a day: which sitting, what befalls them, and the plan that follows from it.
struct Person: Sendable {
    let names: CandidateNames
    let sitting: SittingPlan
    let faults: [Fault]
    let plan: SessionPlan
    /// Whether the ledger's clock steps during the sitting or later.
    private let meetsClockStep: Bool
    /// Numbers that the session draws on, after those of the plan.
    private let random: SeededRandom

    init(
        _ names: CandidateNames, _ sitting: SittingPlan, _ faults: [Fault], meetsClockStep: Bool, seed: UInt64
    ) {
        self.names = names
        self.sitting = sitting
        self.faults = faults
        self.meetsClockStep = meetsClockStep
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

    /// What an audit must find when the day is over.
    ///
    /// Without an end, a step of the ledger's clock concerns a session for ever (rules.json, INT-05).
    var expected: [Expectation] {
        let expected = faults.flatMap { $0.expects(sitting.parameters) }
        guard meetsClockStep, !hasFinished, !expected.contains(where: { $0.rule == "INT-05" }) else {
            return expected
        }
        return expected + [.adjudicate("INT-05")]
    }

    /// What an audit must still find after the release of the scores, which settles where a session stands.
    func expected(after release: ReleasePlan) -> [Expectation] {
        expected.filter { $0.rule != "INT-07" && ($0.rule != "ABS-01" || !release.resolves) }
    }

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
