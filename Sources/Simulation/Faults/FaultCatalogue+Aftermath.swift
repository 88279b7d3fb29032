import Exam
import Primitives

// MIS, disputes and PRIV: what follows after the day.
extension FaultCatalogue {
    static let cases: [Fault] = [
        after("misconduct", [.cases], rate: 30) { $0.pursue() },
        after("misconduct-signature-refused", [.cases]) { aftermath in
            aftermath.pursue { $0.signature = .refused(witnesses: ["i-01", "i-02"]) }
        },
        after("misconduct-window-at-limit", [.cases]) { aftermath in
            aftermath.pursue { ($0.hasStatement, $0.servedBeforeWindow) = (false, 0) }
        },
        after("misconduct-void", [.cases], state: .voided) { aftermath in
            aftermath.pursue { $0.outcome = .subjectVoid }
        },
        after("misconduct-without-evidence", [.cases], .blocks("MIS-01")) { aftermath in
            aftermath.pursue { $0.hasEvidence = false }
        },
        after("misconduct-unsigned", [.cases], .blocks("MIS-01")) { aftermath in
            aftermath.pursue { $0.signature = .missing }
        },
        after("misconduct-one-witness", [.cases], .blocks("MIS-01")) { aftermath in
            aftermath.pursue { $0.signature = .refused(witnesses: ["i-01", "i-01"]) }
        },
        after("misconduct-not-countersigned", [.cases], .blocks("MIS-01")) { aftermath in
            aftermath.pursue { $0.isCountersigned = false }
        },
        after("decision-without-notice", [.cases], .blocks("MIS-02")) { aftermath in
            aftermath.pursue { $0.hasNotice = false }
        },
        after("decision-without-reexamination", [.cases], .blocks("MIS-02")) { aftermath in
            aftermath.pursue { $0.isReexamined = false }
        },
        after("decision-within-window", [.cases], .blocks("MIS-02")) { aftermath in
            aftermath.pursue { ($0.hasStatement, $0.servedBeforeWindow) = (false, -1) }
        },
        after("decision-unserved", [.cases], .blocks("MIS-03")) { aftermath in
            aftermath.pursue { $0.isServed = false }
        },
        after("decision-by-recorder", [.cases], .blocks("MIS-04")) { aftermath in
            aftermath.pursue { $0.recorder = .adjudicator }
        },
        after("dispute", [.cases], rate: 100) { $0.dispute() },
        after("dispute-withdrawn", [.cases]) { $0.dispute(.withdrawn) },
        after("dispute-open", [.cases], leavesDispute: true) { $0.dispute(.open) },
        after("dispute-decided-by-reviewer", [.cases, .review], .blocks("MIS-04"), state: .underReview) { aftermath in
            aftermath.review(.pass)
            aftermath.dispute(.decided(by: .reviewer))
        },
        after("erased-too-early", [.privacy, .cases], .blocks("PRIV-02")) { $0.erase { $0.endsAfter = 1 } },
        after("erased-at-end-of-retention", [.privacy, .cases]) { $0.erase { $0.endsAfter = 0 } },
        after("erased-without-basis", [.privacy, .cases], .blocks("PRIV-02")) { $0.erase { $0.basis = "" } },
        after("erased-unapproved", [.privacy, .cases], .blocks("PRIV-02")) { $0.erase { $0.isApproved = false } },
        after("erased-during-dispute", [.privacy, .cases], .blocks("PRIV-02"), leavesDispute: true) { aftermath in
            aftermath.dispute(.open)
            aftermath.erase()
        },
    ]

    private static func after(
        _ name: String, _ parts: Set<Fault.Part>, _ expects: Expectation..., rate: Int64 = 0, state: MainState? = nil,
        leavesDispute: Bool = false, _ aftermath: @escaping @Sendable (inout Aftermath) -> Void
    ) -> Fault {
        var fault = Fault(name, parts, expecting: { _ in expects })
        fault.rate = rate
        fault.state = state
        fault.leavesDispute = leavesDispute
        fault.aftermath = aftermath
        return fault
    }
}
