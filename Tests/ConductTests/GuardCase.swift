import Conduct
import Exam
import Primitives
import Testing

/// A candidate who could ask for anything, bent, and what is then answered to a request.
struct GuardCase: Sendable, CustomTestStringConvertible {
    let name: String
    let request: Payload
    let voice: Stage.Voice
    let outcome: RequestDecision.Outcome
    /// The guards that do not hold.
    let violated: [GuardName]
    /// What is recorded, in words.
    let says: [String]
    let bend: @Sendable (inout Stage) throws -> Void

    init(
        _ name: String, _ request: Payload, by voice: Stage.Voice = .candidate(device: "pc-1"),
        _ outcome: RequestDecision.Outcome, violates violated: [GuardName] = [], says: [String] = [],
        bend: @escaping @Sendable (inout Stage) throws -> Void = { _ in }
    ) {
        self.name = name
        self.request = request
        self.voice = voice
        self.outcome = outcome
        self.violated = violated
        self.says = says
        self.bend = bend
    }

    var testDescription: String { "\(request.type.rawValue): \(name)" }

    static let all: [GuardCase] = [logins, passwords, bindings, draws, entries, ends, erasures].flatMap { $0 }
}

extension Payload {
    /// What is said, in words: the type and its reasons.
    var words: String {
        switch self {
        case .loginRefused(let data): "login.refused \(data.reason.rawValue)"
        case .loginPasswordFailed(let data): "login.password.failed \(data.reason.rawValue)"
        case .evidenceBindRefused(let data): "evidence.bind.refused \(data.reason.rawValue)"
        case .drawRequestRefused(let data): "draw.request.refused \(data.reason.rawValue)"
        case .entryRefused(let data):
            "entry.refused " + data.reasons.map(\.rawValue).joined(separator: " ")
        case .evidenceConfirmRefused(let data): "evidence.confirm.refused \(data.reason.rawValue) \(data.missing)"
        case .homeReturnRefused(let data): "home.return.refused \(data.pendingBytes)"
        case .erasureRefused(let data): "erasure.refused \(data.reason.rawValue)"
        case .drawAutoAssigned(let data): "draw.auto_assigned \(data.trigger.rawValue) \(data.number)"
        case .drawAssigned(let data): "draw.assigned \(data.number)"
        default: type.rawValue
        }
    }
}

extension GuardCase {
    private static let elsewhere = Stage.Voice.candidate(device: "pc-2")

    static let logins: [GuardCase] = [
        GuardCase("at the moment logins open", .attempt, .allowed) { $0.wait(until: $0.opens) },
        GuardCase(
            "a millisecond before", .attempt, .refused, violates: [.loginOpened], says: ["login.refused too_early"]
        ) { $0.wait(until: $0.opens, -1) },
        GuardCase("a millisecond before logins close", .attempt, .allowed) { $0.wait(until: $0.closes, -1) },
        GuardCase(
            "at the moment logins close", .attempt, .refused, violates: [.loginNotClosed],
            says: ["login.refused window_closed"]
        ) { $0.wait(until: $0.closes) },
        GuardCase(
            "days late", .attempt, .refused, violates: [.loginNotClosed], says: ["login.refused window_closed"]
        ) { $0.wait(until: $0.closes, 864_000_000) },
        GuardCase(
            "while a session is live on another device", .attempt, by: elsewhere, .refused,
            violates: [.noSessionElsewhere], says: ["login.refused active_elsewhere"]),
        GuardCase("after that session ended", .attempt, by: elsewhere, .allowed) {
            $0.record(.sessionEnded(SessionEnded(sessionNo: 1, reason: .crash)))
        },
        GuardCase(
            "after withdrawal", .attempt, .refused, violates: [.notBarred], says: ["login.refused barred"]
        ) { $0.record(.candidateWithdrawn(CandidateWithdrawn(reason: "r")), by: .officer("a-1")) },
        GuardCase(
            "after the result was made void", .attempt, .refused, violates: [.notBarred],
            says: ["login.refused barred"]
        ) { $0.decide(.subjectVoid) },
        GuardCase("after a mere warning", .attempt, .allowed) { $0.decide(.warn) },
        GuardCase(
            "after the end", .attempt, .refused, violates: [.notFinished], says: ["login.refused finished"]
        ) { $0.record(.finishTimedOut(FinishTimedOut(dueAt: 1, lateMs: 0))) },
        GuardCase(
            "with everything wrong at once", .attempt, by: elsewhere, .refused,
            violates: [.notBarred, .notFinished, .loginNotClosed, .noSessionElsewhere],
            says: [
                "login.refused barred", "login.refused finished", "login.refused window_closed",
                "login.refused active_elsewhere",
            ]
        ) {
            $0.decide(.allVoid)
            $0.record(.finishTimedOut(FinishTimedOut(dueAt: 1, lateMs: 0)))
            $0.wait(until: $0.closes, 5)
        },
        GuardCase(
            "under an absurd policy", .attempt, .unanswered, violates: [.termsInForce]
        ) { stage in
            // A login fixes the policy; this one came before it.
            stage = Stage.prepared()
            stage.setPolicy { $0.loginCloseMs = $0.loginOpenMs }
            stage.register()
            stage.now = stage.opens
        },
        GuardCase(
            "a match that comes too late", .match,
            by: .platform, .refused, violates: [.loginNotClosed], says: ["login.refused window_closed"]
        ) { $0.wait(until: $0.closes) },
        GuardCase(
            "a match in time", .match,
            by: .platform, .allowed
        ) { $0.wait(until: $0.closes, -1) },
    ]

    static let passwords: [GuardCase] = [
        GuardCase("with an account of one's own", .password(), .allowed) { $0.issue("acc-1", until: $0.due) },
        GuardCase(
            "with an account that was never issued", .password(), .refused, violates: [.accountIssued],
            says: ["login.password.failed unknown_account"]),
        GuardCase(
            "with an account of another's", .password(), .refused, violates: [.accountIssued],
            says: ["login.password.failed unknown_account"]
        ) { $0.issue("acc-1", until: $0.due, for: "c-2") },
        GuardCase("at its last moment", .password(), .allowed) { stage in
            stage.issue("acc-1", until: stage.due)
            let last: Instant = stage.now + stage.parameters.credTtlMs
            stage.now = min(last, stage.closes + -1)
        },
        GuardCase(
            "a millisecond after it", .password(), .refused, violates: [.credentialValid],
            says: ["login.password.failed expired"]
        ) { stage in
            stage.issue("acc-1", until: stage.now + 10)
            stage.now = stage.now + 11
        },
        GuardCase(
            "when logins are closed, and nothing is said of the account", .password(), .refused,
            violates: [.loginNotClosed, .accountIssued], says: ["login.refused window_closed"]
        ) { $0.wait(until: $0.closes) },
    ]

    static let bindings: [GuardCase] = [
        GuardCase("with a live code", .scanning, by: .candidate(device: "ph-1"), .granted, says: ["evidence.bound"]),
        GuardCase(
            "a millisecond before it expires", .scanning, by: .candidate(device: "ph-1"), .granted,
            says: ["evidence.bound"]
        ) { stage in
            let moment = stage.now
            stage.show("qr-1", until: moment + 1)
        },
        GuardCase(
            "when it expires", .scanning, by: .candidate(device: "ph-1"), .refused, violates: [.codeLive],
            says: ["evidence.bind.refused qr_expired"]
        ) { stage in stage.show("qr-1", until: stage.now) },
        GuardCase(
            "with another exam's code", .scanning, by: .candidate(device: "ph-1"), .refused,
            violates: [.codeOfThisExam], says: ["evidence.bind.refused wrong_project"]
        ) { $0.show("qr-1", project: "other") },
        GuardCase(
            "with a code of another's session", .evidenceQrScanned(EvidenceQrScanned(qrID: "qr-2")),
            by: .candidate(device: "ph-1"), .refused, violates: [.codeShownHere],
            says: ["evidence.bind.refused wrong_candidate"]
        ) { $0.show("qr-2", for: "c-2") },
        GuardCase(
            "with a phone that records for another", .scanning, by: .candidate(device: "ph-2"), .refused,
            violates: [.phoneFree], says: ["evidence.bind.refused phone_already_bound"]
        ) { $0.bind("ph-2", for: "c-2") },
        GuardCase(
            "with a phone that stopped at this very millisecond", .scanning, by: .candidate(device: "ph-2"), .refused,
            violates: [.phoneFree], says: ["evidence.bind.refused phone_already_bound"]
        ) {
            $0.bind("ph-2", for: "c-2")
            $0.stopEvidence(for: "c-2", device: "ph-2")
        },
        GuardCase(
            "with a phone that stopped a millisecond ago", .scanning, by: .candidate(device: "ph-2"), .granted,
            says: ["evidence.bound"]
        ) {
            $0.bind("ph-2", for: "c-2")
            $0.stopEvidence(for: "c-2", device: "ph-2")
            $0.wait(until: $0.now, 1)
        },
        GuardCase(
            "with everything wrong at once", .scanning, by: .candidate(device: "ph-2"), .refused,
            violates: [.codeOfThisExam, .codeLive, .phoneFree],
            says: [
                "evidence.bind.refused wrong_project", "evidence.bind.refused qr_expired",
                "evidence.bind.refused phone_already_bound",
            ]
        ) {
            $0.bind("ph-2", for: "c-2")
            $0.show("qr-1", project: "other", until: $0.now)
        },
        GuardCase(
            "before any login", .scanning, by: .candidate(device: "ph-1"), .unanswered, violates: [.loggedIn]
        ) { stage in
            stage = Stage.prepared(stage.parameters)
            stage.register()
            stage.now = stage.opens
            stage.show("qr-1")
        },
        GuardCase(
            "by nobody knows which phone", .scanning, by: .support, .unanswered, violates: [.phoneNamed]),
    ]
}

extension Stage {
    mutating func issue(_ account: String, until: Instant, for candidate: String = "c-1") {
        record(
            .loginCredentialIssued(
                LoginCredentialIssued(
                    accountRef: account, identityCheck: .idCard, expiresAt: until.milliseconds, ticketID: "t")),
            by: .support, for: candidate)
    }

    mutating func bind(_ phone: String, for candidate: String) {
        record(
            .evidenceBound(
                EvidenceBound(qrID: "qr-x", projectID: Stage.exam, bindingID: "b", phoneDeviceID: phone)),
            for: candidate)
    }

    mutating func stopEvidence(for candidate: String = "c-1", device: String = "ph-1") {
        record(
            .evidenceRecordingStopped(EvidenceRecordingStopped(recID: "ev", totalMs: 1, by: .candidate)),
            by: .phone(device: device), for: candidate)
    }

    mutating func voidDraw(approvedBy officer: String) {
        let void = record(
            .drawVoided(DrawVoided(drawID: Stage.draw, reason: "r")), by: .officer("a-1"), for: nil)
        record(
            .approvalRecorded(ApprovalRecorded(subject: void.id, decision: .approve)), by: .officer(officer), for: nil)
    }
}
