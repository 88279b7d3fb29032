import Exam
import Primitives
import Signing

// Faults of whole sittings: two candidates each, in the order of their numbers.
extension FaultCatalogue {
    static let sittings: [SittingFault] = [
        SittingFault(
            "lot-twice", .blocks("DRAW-02"), .blocks("DRAW-05"),
            people: [
                Fault("lot-once", [.whole]),
                Fault(
                    "lot-of-another", [.whole], .blocks("DRAW-04"), shape: { $0.lot = .drawn(answeredAfter: 300) },
                    edit: { session in
                        session.script.change(.drawAssigned) { draft in
                            guard case .drawAssigned(var data) = draft.payload else { return }
                            data.number = 3 - data.number
                            draft.payload = .drawAssigned(data)
                        }
                    }),
            ]),
        SittingFault(
            "draw-proof-wrong", .blocks("DRAW-05"),
            edit: { script, _, _ in
                script.change(.drawClosed) { draft in
                    guard case .drawClosed(var data) = draft.payload else { return }
                    data.pi[79] ^= 1
                    draft.payload = .drawClosed(data)
                }
            }),
        SittingFault(
            "draw-opened-late", .blocks("DRAW-06"),
            setUp: { script, _, _ in
                script.remove(.drawOpened)
            },
            edit: { script, sitting, draw in
                script.say(
                    .platform, receivedAt: sitting.parameters.loginOpenMs,
                    .drawOpened(
                        DrawOpened(drawID: draw.id, seed: draw.run.seed, assignmentRoot: draw.run.lots.root)))
            }),
        SittingFault(
            "draw-revealed-too-soon", .blocks("DRAW-06"),
            setUp: { script, _, step in
                guard let committed = script.time(of: script.first(.drawSeedCommitted)) else { return }
                script.move(.drawSeedRevealed, to: committed + step)
            }),
        SittingFault(
            "draw-repeated", .blocks("DRAW-07"),
            setUp: { script, sitting, step in
                script.commitOtherDraw(sitting, after: step)
            }),
        SittingFault(
            "draw-repeated-after-voiding",
            setUp: { script, sitting, step in
                script.commitOtherDraw(sitting, after: 0, isVoided: true, step: step / 2)
            }),
        SittingFault(
            "draw-unrevealed", .blocks("DRAW-08"),
            setUp: { script, _, step in
                guard let last = script.last(.drawSeedCommitted), case .drawSeedCommitted(var data) = last.payload,
                    let time = script.time(of: last)
                else { return }
                data.contributor = "w-04"
                script.say(last.speaker, at: time + step, .drawSeedCommitted(data))
            }),
        SittingFault("clock-stepped", people: [stepped, stepped], stepsClock: true),
        SittingFault("key-shared", people: [Fault("key-lent", [.whole], .adjudicate("INT-10")), keySharer]),
        SittingFault(
            "client-borrowed",
            people: [
                Fault(
                    "client-of-another", [.whole], .adjudicate("INT-10"),
                    edit: { session in
                        session.script.say(
                            .borrowed, at: session.plan.login.at - 600_000,
                            .prepCheckRecorded(PrepCheckRecorded(check: .room, result: .pass)))
                    }), lender,
            ]),
        SittingFault(
            "phone-shared",
            people: [
                Fault("phone-lent", [.whole], .blocks("EVID-02")),
                Fault(
                    "phone-of-another", [.whole], .blocks("EVID-02"),
                    edit: { session in
                        let owner = session.plan.names.neighbour(-1).device(.phone)
                        session.bindOtherwise { $0.phoneDeviceID = owner }
                    }),
            ]),
        SittingFault(
            "account-shared",
            people: [
                Fault("account-unused", [.whole]) { plan in
                    plan.login.asksSupport = true
                    plan.login.unusedCredential = "acc-\(plan.names.digits)-1"
                },
                Fault("account-of-another", [.whole], .adjudicate("LOGIN-03"), .adjudicate("LOGIN-04")) { plan in
                    plan.login.failures = 1
                    let owner = plan.names.neighbour(-1).digits
                    plan.usePassword { ($0.account, $0.isIssued) = ("acc-\(owner)-1", false) }
                },
            ]),
    ]

    private static let stepped = Fault("clock-stepped-in-sitting", [.whole], .adjudicate("INT-05"))

    private static let keySharer: Fault = {
        var fault = Fault("key-of-another", [.whole], .adjudicate("INT-10"))
        fault.setUp = { script, turn throws(LedgerError) in
            let owner = turn.names.neighbour(-1)
            let key = try turn.mint.key(owner.device(.pc)).publicKey
            let bound = owner.binding(of: .pc, key, on: turn.names.device(.pc), .pc)
            script.say(.platform, at: turn.binding + 5 * turn.step, .deviceKeyBound(bound))
        }
        return fault
    }()

    private static let lender: Fault = {
        var fault = Fault("client-lent", [.whole])
        fault.setUp = { script, turn throws(LedgerError) in
            let key = try turn.mint.key(turn.names.loan).publicKey
            let bound = turn.names.binding(of: .borrowed, key, on: turn.names.loan, .pc)
            script.say(.platform, at: turn.binding + 5 * turn.step, .deviceKeyBound(bound))
        }
        return fault
    }()
}

extension CandidateNames {
    /// The names of another candidate, by the distance of their numbers.
    func neighbour(_ distance: Int) -> CandidateNames {
        CandidateNames(number: number + distance, width: digits.utf8.count)
    }
}

extension Script {
    /// Another draw for the sitting is committed beside the one that is carried out.
    mutating func commitOtherDraw(_ sitting: SittingPlan, after delay: Int64, isVoided: Bool = false, step: Int64 = 0) {
        guard let first = first(.drawKeyCommitted), case .drawKeyCommitted(var data) = first.payload,
            let time = time(of: first)
        else { return }
        data.run = 9
        data.drawID = Draw.id(exam: sitting.exam.id, scope: sitting.id, run: 9)
        if isVoided { move(.drawKeyCommitted, to: time + 4 * step) }
        say(.platform, at: time + delay, .drawKeyCommitted(data))
        guard isVoided else { return }
        let voided = say(
            .staff(.planner), at: time + step,
            .drawVoided(DrawVoided(drawID: data.drawID, reason: "a witness was missing")))
        say(
            .staff(.approver), at: time + 2 * step,
            .approvalRecorded(ApprovalRecorded(subject: voided, decision: .approve)), cause: voided)
    }
}

// Faults of whole exams: two candidates each.
extension FaultCatalogue {
    static let exams: [ExamFault] = [
        ExamFault("policy-changed-late", .blocks("INT-08"), changesPolicy: true),
        ExamFault("policy-hash-wrong", .blocks("INT-08"), policyHash: SHA256.digest(of: [0])),
        ExamFault("release", people: [named("focus-lost-long"), named("dispute-open")]),
        ExamFault("release-outrun", .blocks("REL-01")) { $0.hasLateDispute = true },
        ExamFault("release-with-blocking", .blocks("REL-02"), people: [named("pledge-missing")]) {
            $0.resolves = false
        },
        ExamFault("release-unadjudicated", .blocks("REL-03"), people: [named("focus-lost-long")]) {
            $0.resolves = false
        },
        ExamFault("release-unreviewed", .blocks("REL-04")) { $0.reviews = false },
        ExamFault("release-disputed", .blocks("REL-05"), people: [named("dispute-open")]) {
            $0.withholdsDisputed = false
        },
        ExamFault("release-by-one", .blocks("REL-06")) { $0.approvers = [.approver] },
        ExamFault("release-by-one-twice", .blocks("REL-06")) { $0.approvers = [.approver, .approver] },
        ExamFault("release-by-adjudicator", .blocks("REL-06"), people: [named("focus-lost-long")]) {
            $0.approvers = [.approver, .adjudicator]
        },
        ExamFault("release-unsealed", .blocks("REL-07")) { $0.isSealed = false },
        ExamFault("marked-after-seal", .blocks("REL-07")) { $0.marksAfterSeal = true },
        ExamFault("release-without-notice", .note("REL-08")) { $0.hasNotice = false },
        ExamFault("release-within-objections", .note("REL-08")) { $0.afterObjections = -1 },
        ExamFault("release-at-end-of-objections") { $0.afterObjections = 0 },
    ]

    private static func named(_ name: String) -> Fault {
        candidates.first { $0.name == name } ?? Fault(name, [.whole])
    }
}
