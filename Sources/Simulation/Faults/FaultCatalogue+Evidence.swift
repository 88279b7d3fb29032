import Exam
import Primitives

// READ, EVID, DRAW (of candidates), PLEDGE and NOTICE.
extension FaultCatalogue {
    static let reading: [Fault] = [
        Fault(
            "procedure-unread", [.reading], .note("READ-01"),
            edit: { session in
                session.script.remove(.procedureAcknowledged)
            }),
        Fault(
            "procedure-outdated", [.reading], .note("READ-01"),
            edit: { session in
                session.script.change(.procedureAcknowledged) {
                    $0.payload = .procedureAcknowledged(ProcedureAcknowledged(docHash: .zero, dwellMs: 60_000))
                }
            }),
        Fault("procedure-skimmed", [.reading], .note("READ-02"), edit: { $0.readProcedure(for: -1) }),
        Fault("procedure-read-at-limit", [.reading], edit: { $0.readProcedure(for: 0) }),
        Fault(
            "pledge-after-notice", [.pledge], .note("PLEDGE-01"), .note("FLOW-01"),
            edit: { session in
                session.script.move(.pledgeSigned, to: session.moments.noticed + 1000)
            }),
        Fault("pledge-missing", [.pledge], .blocks("PLEDGE-02"), edit: { $0.script.remove(.pledgeSigned) }),
        Fault(
            "pledge-outdated", [.pledge], .blocks("PLEDGE-02"),
            edit: { session in
                session.script.change(.pledgeSigned) {
                    $0.payload = .pledgeSigned(PledgeSigned(docHash: .zero, sigKind: .key))
                }
            }),
        Fault("notice-unread", [.pledge], .note("NOTICE-01"), edit: { $0.script.remove(.noticeAcknowledged) }),
        Fault(
            "notice-outdated", [.pledge], .note("NOTICE-01"),
            edit: { session in
                session.script.change(.noticeAcknowledged) {
                    $0.payload = .noticeAcknowledged(NoticeAcknowledged(docHash: .zero, dwellMs: 60_000))
                }
            }),
    ]

    static let binding: [Fault] = [
        Fault("binding-missing", [.binding], .adjudicate("EVID-01"), edit: { $0.script.remove(.evidenceBound) }),
        Fault(
            "binding-at-start", [.binding], .adjudicate("EVID-01"), .note("FLOW-01"),
            edit: { session in
                session.script.move(.evidenceBound, receivedAt: 0)
            }),
        Fault(
            "binding-just-before-start", [.binding], .note("FLOW-01"),
            edit: { session in
                session.script.move(.evidenceBound, receivedAt: -1)
            }),
        Fault(
            "binding-of-another-project", [.binding], .blocks("EVID-02"),
            edit: { session in
                session.bindOtherwise { $0.projectID = "ex-other" }
            }),
        Fault(
            "binding-of-unknown-code", [.binding], .blocks("EVID-02"),
            edit: { session in
                session.bindOtherwise { $0.qrID = "qr-unknown" }
            }),
        Fault("scans-fail", [.binding], .note("EVID-12")) { $0.evidence.scanFailures = $0.parameters.qrFailMax },
        Fault("scans-fail-and-enlarged", [.binding]) { plan in
            plan.evidence.scanFailures = plan.parameters.qrFailMax
            plan.evidence.enlarges = true
        },
        Fault("scans-fail-below-limit", [.binding]) { $0.evidence.scanFailures = $0.parameters.qrFailMax - 1 },
        Fault(
            "bound-after-lot", [.binding, .lot], .note("FLOW-01"),
            shape: {
                $0.lot = .drawn(answeredAfter: 300)
            },
            edit: { session in
                guard let bound = session.script.first(.evidenceBound) else { return }
                let time = bound.received - session.script.origin - 2000
                session.script.move(.drawRequested, receivedAt: time - 300)
                session.script.move(.drawAssigned, receivedAt: time)
            }),
    ]

    static let evidence: [Fault] = [
        Fault("evidence-starts-late", [.evidence], .adjudicate("EVID-03"), .adjudicate("EVID-04")) { plan in
            plan.evidence.startsAt = 1000
        },
        Fault("evidence-starts-just-in-time", [.evidence], .adjudicate("EVID-04")) { $0.evidence.startsAt = -1 },
        Fault("pan-missing", [.evidence], .adjudicate("EVID-04"), edit: { $0.script.remove(.evidencePanCompleted) }),
        Fault("pan-too-narrow", [.evidence], .adjudicate("EVID-04"), edit: { $0.pan { $0.sweepDeg -= 1 } }),
        Fault("pan-too-short", [.evidence], .adjudicate("EVID-04"), edit: { $0.pan { $0.durationMs -= 1 } }),
        Fault("pan-without-face", [.evidence], .adjudicate("EVID-04"), edit: { $0.pan { $0.selfVisibleBp -= 1 } }),
        Fault("pan-by-rear-camera", [.evidence], .adjudicate("EVID-04"), edit: { $0.pan { $0.camera = .rear } }),
        Fault("pan-at-limits", [.evidence], edit: { $0.pan { _ in } }),
        Fault(
            "position-missing", [.evidence], .adjudicate("EVID-05"),
            edit: { session in
                session.script.remove(.evidencePositionFixed)
            }),
        Fault(
            "position-without-screen", [.evidence], .adjudicate("EVID-05"),
            edit: { session in
                session.script.changeLast(.evidencePositionFixed) { draft in
                    guard case .evidencePositionFixed(var data) = draft.payload else { return }
                    data.screen = false
                    draft.payload = .evidencePositionFixed(data)
                }
            }),
        Fault("evidence-gap", [.evidence], .adjudicate("EVID-06"), rate: 100) { plan in
            plan.evidence.gaps = [(at: 90_000, length: plan.parameters.evidGapMs + 1)]
        },
        Fault("evidence-gap-of-minutes", [.evidence], .adjudicate("EVID-06")) { plan in
            plan.evidence.gaps = [(at: 90_000, length: max(120_000, plan.parameters.evidGapMs + 1))]
        },
        Fault("evidence-gap-at-limit", [.evidence]) { plan in
            plan.evidence.gaps = [(at: 90_000, length: plan.parameters.evidGapMs)]
        },
        Fault("evidence-in-one-piece", [.evidence], .adjudicate("EVID-06").insufficient) { plan in
            plan.evidence.segmentLength = 86_400_000
        },
        Fault("evidence-stopped-early", [.evidence], .adjudicate("EVID-07")) { plan in
            plan.evidence.stop = .afterLimit(-1)
        },
        Fault("evidence-stopped-at-limit", [.evidence]) { $0.evidence.stop = .afterLimit(0) },
        Fault(
            "phone-dies", [.evidence, .evidenceUpload], .adjudicate("EVID-07").insufficient,
            .adjudicate("EVID-08"), .note("EVID-09").weighing(.adjudicate), state: .uploaded
        ) { plan in
            plan.evidence.stop = .silence(200_000)
        },
    ]

    static let evidenceUpload: [Fault] = [
        Fault(
            "evidence-late", [.evidenceUpload], .adjudicate("EVID-08"), .note("EVID-09").weighing(.adjudicate),
            rate: 200
        ) { $0.evidenceUpload.fromDeadline = 1 },
        Fault("evidence-at-deadline", [.evidenceUpload], .note("EVID-09")) { plan in
            plan.evidenceUpload.fromDeadline = 0
        },
        Fault("evidence-unconfirmed", [.evidenceUpload], .note("EVID-09"), rate: 200, state: .uploaded) { plan in
            plan.evidenceUpload.confirms = false
        },
        Fault("evidence-confirmed-late", [.evidenceUpload], .note("EVID-09")) { plan in
            plan.evidenceUpload.confirmedFromDeadline = 1
        },
        Fault("evidence-confirmed-at-deadline", [.evidenceUpload]) { plan in
            plan.evidenceUpload.confirmedFromDeadline = 0
        },
        Fault(
            "evidence-fails-unreported", [.evidenceUpload, .support], .adjudicate("EVID-08"),
            .note("EVID-09").weighing(.adjudicate), .adjudicate("EVID-10"), state: .uploaded
        ) { plan in
            plan.evidenceUpload.fails = true
            plan.evidenceUpload.completes = false
        },
        Fault(
            "evidence-fails-reported-at-limit", [.evidenceUpload, .support], .adjudicate("EVID-08"),
            .note("EVID-09").weighing(.adjudicate), state: .uploaded,
            shape: { plan in
                plan.evidenceUpload.fails = true
                plan.evidenceUpload.completes = false
            },
            edit: { session in
                let parameters = session.parameters
                let limit = session.end + parameters.evidenceDueMs + parameters.contactDueMs
                session.contactSupport(.evidence, at: limit, resolvedAt: limit + 60_000)
            }),
        Fault(
            "evidence-fails-reported-late", [.evidenceUpload, .support], .adjudicate("EVID-08"),
            .note("EVID-09").weighing(.adjudicate), .adjudicate("EVID-10"), state: .uploaded,
            shape: { plan in
                plan.evidenceUpload.fails = true
                plan.evidenceUpload.completes = false
            },
            edit: { session in
                let parameters = session.parameters
                let limit = session.end + parameters.evidenceDueMs + parameters.contactDueMs
                session.contactSupport(.evidence, at: limit + 1, resolvedAt: limit + 60_000)
            }),
        Fault("evidence-fails-and-completes", [.evidenceUpload]) { $0.evidenceUpload.fails = true },
        Fault(
            "evidence-uploaded-otherwise", [.evidenceUpload], .blocks("EVID-11"),
            edit: { session in
                session.script.change(.evidenceUploadCompleted) { draft in
                    guard case .evidenceUploadCompleted(var data) = draft.payload else { return }
                    data.root = .zero
                    draft.payload = .evidenceUploadCompleted(data)
                }
            }),
        Fault(
            "evidence-stored-otherwise", [.evidenceUpload], .blocks("EVID-11"),
            edit: { session in
                session.storeOtherwise(.evidence)
            }),
        Fault("evidence-unverified", [.evidenceUpload], .blocks("EVID-11").insufficient) { plan in
            plan.evidenceUpload.isVerified = false
        },
    ]

    static let lots: [Fault] = [
        Fault("lot-not-drawn", [.lot], rate: 800) { $0.lot = .onEntry },
        Fault("entry-without-lot", [.lot], .blocks("DRAW-01")) { $0.lot = .onClose },
        Fault(
            "lot-given-though-asked-for", [.lot], .adjudicate("DRAW-03"), .note("DRAW-09"),
            shape: {
                $0.lot = .onEntry
            },
            edit: { session in
                session.script.say(
                    .candidate(.pc), at: session.moments.noticed - 50_000, .drawRequested(DrawRequested()))
            }),
        Fault(
            "lot-given-before-entry", [.lot], .adjudicate("DRAW-03"), shape: { $0.lot = .onEntry },
            edit: { session in
                session.script.move(.drawAutoAssigned, receivedAt: session.moments.entered - 5000)
            }),
        Fault(
            "lot-given-before-closing", [.whole], .adjudicate("DRAW-03"), shape: { $0.comes = false },
            edit: { session in
                session.script.move(.drawAutoAssigned, receivedAt: session.parameters.loginCloseMs - 1)
            }),
        Fault(
            "lot-given-at-closing", [.whole], shape: { $0.comes = false },
            edit: { session in
                session.script.move(.drawAutoAssigned, receivedAt: session.parameters.loginCloseMs)
            }),
        Fault(
            "lot-opens-to-another-root", [.lot], .blocks("DRAW-04"),
            shape: {
                $0.lot = .drawn(answeredAfter: 300)
            },
            edit: { session in
                session.script.change(.drawAssigned) { draft in
                    guard case .drawAssigned(var data) = draft.payload else { return }
                    data.salt = [UInt8](repeating: 0, count: 16)
                    draft.payload = .drawAssigned(data)
                }
            }),
        Fault("lot-answered-late", [.lot], .note("DRAW-09")) { plan in
            plan.lot = .drawn(answeredAfter: plan.parameters.drawAnswerMs + 1)
        },
        Fault("lot-answered-at-limit", [.lot]) { plan in
            plan.lot = .drawn(answeredAfter: plan.parameters.drawAnswerMs)
        },
        Fault(
            "lot-asked-for-twice", [.lot],
            edit: { session in
                let cause = session.script.say(
                    .candidate(.pc), receivedAt: session.moments.noticed - 10_000, .drawRequested(DrawRequested()))
                session.script.say(
                    .platform, receivedAt: session.moments.noticed - 9800,
                    .drawRequestRefused(DrawRequestRefused(reason: .alreadyAssigned)), cause: cause)
            }),
    ]
}
