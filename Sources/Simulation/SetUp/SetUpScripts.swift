import Exam
import Primitives
import Signing

/// What is said before the first sitting: about keys, exams, sittings and candidates.
struct SetUpScripts: Sendable {
    let seed: UInt64
    let timetable: Timetable
    let mint: KeyMint

    private func script(_ subject: Subject) -> Script {
        Script(
            subject, origin: timetable.first, random: SeededRandom(seed: seed, "set-up/" + subject.stream))
    }

    /// When a turn in a phase begins, from the first sitting.
    private func time(_ number: Int, of count: Int, _ phase: Phase) -> Int64 {
        timetable.turn(number, of: count, in: phase).start - timetable.first
    }

    /// The enrolment of everybody who speaks for the exam.
    func trust() throws(LedgerError) -> Script {
        var script = script(.trust)
        let bodies = ["w-01": "supervision office", "w-02": "notary office", "w-03": "candidate representative"]
        for (number, staff) in Staff.enrolled.enumerated() {
            guard let role = StaffKeyEnrolled.Role(rawValue: staff.role.rawValue) else { continue }
            let key = try mint.key(staff.id).publicKey
            script.say(
                .staff(.authority), at: time(number, of: Staff.enrolled.count, .staffKeys) + 60_000,
                .staffKeyEnrolled(
                    StaffKeyEnrolled(
                        keyID: key.id, publicKey: key.bytes, role: role, holder: staff.id,
                        organisation: bodies[staff.id])))
        }
        return script
    }

    /// An exam, its rules and its documents.
    func exam(_ exam: ExamPlan, number: Int, of count: Int) -> Script {
        var script = script(Subject(exam: exam.id))
        let (start, length) = timetable.turn(number, of: count, in: .exams)
        let step = length / 10
        var clock = start - timetable.first
        func next() -> Int64 {
            clock += step
            return clock
        }
        let planner = Speaker.staff(.planner)
        script.say(
            planner, at: next(),
            .examDefined(
                ExamDefined(name: "Online video interview \(exam.id)", tz: "Asia/Shanghai", mode: .formal)))
        script.say(
            planner, at: next(),
            .examPolicySet(
                ExamPolicySet(
                    params: exam.parameters, policyHash: exam.fault?.policyHash ?? exam.parameters.policyHash)))
        for doc in DocumentPublished.Doc.allCases {
            script.say(
                planner, at: next(),
                .documentPublished(DocumentPublished(doc: doc, version: "1", docHash: exam.document(doc))))
        }
        return script
    }

    /// A sitting: its schedule, its roster, its paper and its draw.
    func sitting(_ sitting: SittingPlan, of count: Int, _ draw: SittingDraw) -> Script {
        var script = script(sitting.subject)
        func time(_ phase: Phase) -> Int64 { self.time(sitting.number, of: count, phase) }
        let planner = Speaker.staff(.planner)
        script.say(planner, at: time(.schedules), .sittingScheduled(sitting.schedule))
        let commitment = draw.run.commitment
        script.say(
            planner, at: time(.rosters),
            .rosterFrozen(
                RosterFrozen(scopeID: sitting.id, n: Int64(commitment.count), rosterRoot: commitment.rosterRoot)))
        let questions = sitting.questions
        script.say(
            planner, at: time(.papers),
            .paperSealed(
                PaperSealed(
                    paperID: sitting.paperID, questionCount: Int64(questions.count),
                    paperHash: SHA256.digest(of: questions.flatMap(\.bytes)), questionHashes: questions)))
        script.say(
            .platform, at: time(.commitments),
            .drawKeyCommitted(
                DrawKeyCommitted(
                    drawID: draw.id, scopeID: sitting.id, run: 1, suite: Int64(ECVRF.suite),
                    vrfPK: commitment.key.bytes, rosterRoot: commitment.rosterRoot, n: Int64(commitment.count),
                    offset: 0)))
        let step = timetable.turn(0, of: count, in: .contributions).length / 4
        for (number, contribution) in draw.contributions.enumerated() {
            let within = Int64(number) * step
            script.contribute(
                contribution, to: draw, by: Staff.witnesses[number], committed: time(.contributions) + within,
                revealed: time(.revelations) + within)
        }
        script.say(
            .platform, at: time(.openings),
            .drawOpened(
                DrawOpened(drawID: draw.id, seed: draw.run.seed, assignmentRoot: draw.run.lots.root)))
        sitting.fault?.setUp(&script, sitting, step / 2)
        return script
    }

    /// A candidate: registration, withdrawal, the keys of both machines, the test beforehand.
    func candidate(_ person: Person, of count: Int) throws(LedgerError) -> Script {
        let names = person.names
        var subject = person.sitting.subject
        subject.candidate = names.candidate
        var script = script(subject)
        func time(_ phase: Phase) -> Int64 { self.time(names.number - 1, of: count, phase) }
        let planner = Speaker.staff(.planner)
        script.say(
            planner, at: time(.registrations),
            .candidateRegistered(CandidateRegistered(roomID: person.sitting.room(of: names.number))),
            personal: ["name", "id_number", "phone", "photo_ref", "exam_number"])
        if let withdrawal = person.withdrawal {
            let phase: Phase = withdrawal == .beforeTheRoster ? .earlyWithdrawals : .lateWithdrawals
            script.say(
                planner, at: time(phase), .candidateWithdrawn(CandidateWithdrawn(reason: "at own request")))
        }
        let keys = try CandidateKeys(names, mint)
        let step = timetable.turn(0, of: count, in: .bindings).length / 8
        for (number, speaker) in [Speaker.candidate(.pc), .pc, .candidate(.phone), .phone].enumerated() {
            guard let key = keys[speaker]?.publicKey, let machine = speaker.machine else { continue }
            let bound = names.binding(of: speaker, key, on: names.device(machine), machine)
            script.say(.platform, at: time(.bindings) + Int64(number) * step, .deviceKeyBound(bound))
        }
        let mock = person.plan.mock
        if mock.isDone {
            let completed = MockCompleted(
                mockExamID: person.sitting.exam.id + "-mock", checksFailed: 0, infoError: mock.infoError,
                infoContactDelayMs: mock.contactDelay,
                infoResolvedAt: mock.resolvedAt.map { (person.sitting.start + $0).milliseconds })
            script.say(.platform, at: time(.mocks), .mockCompleted(completed))
        }
        let turn = SetUpTurn(names: names, mint: mint, binding: time(.bindings), step: step)
        for fault in person.faults { try fault.setUp(&script, turn) }
        return script
    }
}

extension Script {
    /// What a witness gives to a draw: first the commitment, then what it commits to.
    fileprivate mutating func contribute(
        _ contribution: Draw.Contribution, to draw: SittingDraw, by witness: Staff, committed: Int64, revealed: Int64
    ) {
        say(
            .staff(witness), at: committed,
            .drawSeedCommitted(
                DrawSeedCommitted(
                    drawID: draw.id, contributor: contribution.contributor, commit: contribution.commit(draw: draw.id)))
        )
        say(
            .staff(witness), at: revealed,
            .drawSeedRevealed(
                DrawSeedRevealed(
                    drawID: draw.id, contributor: contribution.contributor, nonce: contribution.nonce)))
    }
}

extension CandidateNames {
    /// The binding of a key to one of the candidate's machines.
    func binding(of speaker: Speaker, _ key: PublicKey, on device: String, _ machine: Machine) -> DeviceKeyBound {
        let actor = actor(speaker)
        return DeviceKeyBound(
            keyID: key.id, publicKey: key.bytes, role: DeviceKeyBound.Role(rawValue: actor.role.rawValue) ?? .candidate,
            holder: actor.id, kind: machine == .pc ? .pc : .phone, device: device, appVersion: Session.version,
            os: machine == .pc ? "Windows 11" : "Android 14")
    }
}

extension SittingPlan {
    /// What `sitting.scheduled` says.
    var schedule: SittingScheduled {
        SittingScheduled(
            startAt: start.milliseconds, durationMs: duration, postGroup: "pg-1", paperID: paperID, rooms: rooms,
            policyHash: parameters.policyHash, params: overrides)
    }
}

extension Parameters {
    /// SHA-256 of the RFC 8785 form.
    var policyHash: Digest { SHA256.digest(of: json.canonicalBytes) }
}
