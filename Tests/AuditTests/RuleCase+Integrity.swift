import Audit
import Exam
import Primitives

extension RuleCase {
    private static func evidence(_ body: (inout LedgerEvidence) -> Void) -> LedgerEvidence {
        var evidence = LedgerEvidence()
        body(&evidence)
        return evidence
    }

    private static let problem = LedgerEvidence.Problem(
        code: "test", event: Citation(index: 7), reason: Phrase(en: "wrong", zh: "错误"))

    static let integrity = [
        RuleCase("INT-01", .pass, "verified"),
        RuleCase("INT-01", .fail, "a bad signature", evidence: evidence { $0.signatureProblems = [problem] }),
        RuleCase("INT-02", .pass, "verified"),
        RuleCase("INT-02", .fail, "a broken chain", evidence: evidence { $0.chainProblems = [problem] }),
        RuleCase("INT-03", .notApplicable, "no policy"),
        RuleCase("INT-03", .pass, "a quorum", evidence: evidence { $0.witnessing = .quorum }),
        RuleCase("INT-03", .fail, "no quorum", evidence: evidence { $0.witnessing = .withoutQuorum }),
        RuleCase(
            "INT-03", .insufficientEvidence, "no checkpoint", evidence: evidence { $0.witnessing = .withoutCheckpoint }),
        RuleCase(
            "INT-03", .fail, "a fork",
            evidence: evidence {
                $0.witnessing = .quorum
                $0.checkpointProblems = [problem]
            }),
        RuleCase("INT-04", .notApplicable, "no projection"),
        RuleCase("INT-04", .pass, "equal", evidence: evidence { $0.projection = .equal }),
        RuleCase("INT-04", .fail, "different", evidence: evidence { $0.projection = .differs(at: 5) }),
        RuleCase("INT-06", .pass, "verified"),
        RuleCase("INT-06", .fail, "a mock entry", evidence: evidence { $0.modeProblems = [problem] }),
        RuleCase("INT-09", .pass, "verified"),
        RuleCase("INT-09", .fail, "another role", evidence: evidence { $0.roleProblems = [problem] }),
        RuleCase("INT-07", .pass, "finished"),
        RuleCase("INT-07", .pass, "never logged in") { $0.leaveOnlyRegistration() },
        RuleCase("INT-07", .fail, "logged in and no more") { $0.cut(before: .procedureAcknowledged) },
        RuleCase("INT-07", .fail, "noticed and no more") { $0.cut(before: .entryStateRefreshed) },
        RuleCase("INT-07", .pass, "refused at the door") {
            $0.refuseEntry(.late)
            $0.remove(.entryGranted)
            $0.cut(before: .mainRecordingStarted)
        },
        RuleCase("INT-07", .pass, "declined the pledge") {
            $0.cut(before: .pledgeSigned)
            $0.add(.pledgeDeclined(PledgeDeclined(docHash: .zero)), at: $0.start + -790_000, by: .candidate)
        },
        RuleCase("INT-07", .pass, "withdrawn") {
            $0.cut(before: .procedureAcknowledged)
            $0.add(
                .candidateWithdrawn(CandidateWithdrawn(reason: "ill")), at: $0.start, by: .administrator("a-01"))
        },
        RuleCase("INT-07", .notApplicable, "at the last moment of grace") {
            $0.cut(before: .procedureAcknowledged)
            $0.end(at: $0.due + $0.parameters.abandonGraceMs)
        },
        RuleCase("INT-07", .fail, "a millisecond later") {
            $0.cut(before: .procedureAcknowledged)
            $0.end(at: $0.due + $0.parameters.abandonGraceMs + 1)
        },
        RuleCase("INT-07", .fail, "never registered") { $0.remove(.candidateRegistered) },
        RuleCase("INT-08", .pass, "before the first login"),
        RuleCase("INT-08", .fail, "a policy after the first login") {
            $0.add(
                .examPolicySet(ExamPolicySet(params: $0.parameters, policyHash: $0.parameters.policyHash)),
                at: $0.start + -898_000, by: .administrator("a-01"))
        },
        RuleCase("INT-08", .fail, "the only schedule after the first login") {
            $0.move(.sittingScheduled, to: $0.start + -898_000)
        },
        RuleCase("INT-08", .fail, "a digest of other parameters") {
            $0.say(.examPolicySet(ExamPolicySet(params: $0.parameters, policyHash: .zero)))
        },
        RuleCase("INT-08", .fail, "a sitting's digest without its override") { $0.overrideSitting(hashed: false) },
        RuleCase("INT-08", .pass, "a sitting's digest after its override") { $0.overrideSitting(hashed: true) },
        RuleCase("INT-10", .pass, "bound here"),
        RuleCase("INT-10", .notApplicable, "no binding") { $0.remove(.deviceKeyBound) },
        RuleCase("INT-10", .fail, "signed by another candidate's computer") {
            $0.change(.mainRecordingStarted) { $0.key = HistoryBuilder.key(.computer, of: "c-0002") }
        },
        RuleCase("INT-10", .fail, "bound to another candidate too") {
            $0.bindKey(HistoryBuilder.publicKey(.phone, of: "c-0001"), .phone, .phone, to: "c-0002")
        },
        RuleCase("INT-10", .pass, "others have keys of their own") { $0.enrol("c-0002") },
        RuleCase("INT-11", .pass, "without a hole"),
        RuleCase("INT-11", .notApplicable, "nothing is counted") { $0.leaveOnlyRegistration() },
        RuleCase("INT-11", .fail, "a hole that stays") { $0.change(.evidenceRecordingStopped) { $0.n = 99 } },
        RuleCase("INT-11", .fail, "the first is missing") { day in
            var n: Int64 = 1
            for place in day.drafts.indices where day.drafts[place].voice == .phone {
                n += 1
                day.drafts[place].n = n
            }
        },
        RuleCase("INT-11", .pass, "a hole that a late arrival fills") { day in
            // What two events of a key carry is exchanged: the later number arrives first.
            let places = day.drafts.indices.filter { day.drafts[$0].voice == .candidatePhone }
            for (n, place) in zip([2, 1, 3] as [Int64], places) { day.drafts[place].n = n }
        },
    ]

    static let clocks = [
        RuleCase("INT-05", .pass, "in step"),
        RuleCase("INT-05", .notApplicable, "no heartbeat") { $0.remove(.heartbeatWindow) },
        RuleCase("INT-05", .pass, "off by just the tolerance") { $0.beatOff(by: $0.parameters.clockTolMs) },
        RuleCase("INT-05", .fail, "off by a millisecond more") { $0.beatOff(by: $0.parameters.clockTolMs + 1) },
        RuleCase("INT-05", .fail, "off the other way") { $0.beatOff(by: -$0.parameters.clockTolMs - 1) },
        RuleCase("INT-05", .fail, "a device's clock runs backwards") {
            $0.change(.procedureAcknowledged) { $0.monoShift = -600_000 }
        },
        RuleCase("INT-05", .pass, "the device was started anew") { day in
            day.change(.evidenceUploadCompleted) { $0.monoShift = -5_000_000 }
            day.beat(at: day.end + 205_000, by: .phone, boot: 2)
        },
        RuleCase("INT-05", .fail, "the ledger's clock stepped as logins opened") { $0.step(at: $0.opens) },
        RuleCase("INT-05", .pass, "a millisecond before") { $0.step(at: $0.opens + -1) },
        RuleCase("INT-05", .fail, "as the evidence was due") { $0.step(at: $0.evidenceDue) },
        RuleCase("INT-05", .pass, "a millisecond after") { $0.step(at: $0.evidenceDue + 1) },
        RuleCase("INT-05", .fail, "long after, without an end") {
            $0.remove(.finishTimedOut)
            $0.step(at: $0.evidenceDue + 1)
        },
    ]
}

extension HistoryBuilder {
    mutating func beatOff(by milliseconds: Int64) {
        add(
            .heartbeatWindow(
                HeartbeatWindow(spanMs: 1, n: 1, maxGapMs: 1, clockOffsetMs: milliseconds, bootNo: 1)),
            at: end + 240_000, by: .computer)
    }

    mutating func step(at time: Instant) {
        add(.ledgerClockStepped(LedgerClockStepped(beforeMs: 2, afterMs: 1)), at: time)
    }

    mutating func overrideSitting(hashed: Bool) {
        var overrides = ParameterOverrides()
        overrides.readMinMs = 1
        let complete = parameters.applying(overrides)
        change(.sittingScheduled) { draft in
            guard case .sittingScheduled(var data) = draft.payload else { return }
            data.params = overrides
            if hashed { data.policyHash = complete.policyHash }
            draft.payload = .sittingScheduled(data)
        }
    }
}
