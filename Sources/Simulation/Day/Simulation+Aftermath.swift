import Exam
import Primitives

extension Simulation {
    /// Everything that is said after the last sitting.
    func after(_ put: ([Line]) throws(LedgerError) -> Void) throws(LedgerError) {
        for phase in Phase.allCases where phase.isAfter {
            switch phase {
            case .scores: try putScores(put)
            case .settlements: try putSettlements(put)
            case .seals, .proposals, .approvals, .releases, .afterthoughts:
                try putReleases(phase, put)
                if phase == .seals || phase == .afterthoughts { try putLateThoughts(phase, put) }
            default: try putPeople(phase, put)
            }
        }
    }

    /// How far the story of a sitting goes.
    func aftermath(of exam: ExamPlan) -> SimulationOptions.Aftermath {
        guard let fault = exam.fault else { return options.aftermath }
        return fault.release == nil ? .none : .release
    }

    /// How an exam's scores are released; `nil` where they are not.
    func release(of exam: ExamPlan) -> ReleasePlan? {
        guard aftermath(of: exam) == .release else { return nil }
        return exam.fault.map { $0.release } ?? ReleasePlan()
    }

    /// What follows for a candidate; `nil` where nothing does.
    private func aftermath(of person: Person, _ draw: @autoclosure () throws(LedgerError) -> SittingDraw)
        throws(LedgerError) -> Aftermath?
    {
        let cases = person.faults.compactMap(\.aftermath)
        let depth = aftermath(of: person.sitting.exam)
        guard !cases.isEmpty || depth != .none else { return nil }
        let session = cases.isEmpty ? nil : person.session(try draw())
        var aftermath = Aftermath(person, session, day.timetable, of: options.candidates, seed: options.seed)
        for follow in cases { follow(&aftermath) }
        let plan = release(of: person.sitting.exam)
        let isReviewed = aftermath.script.first(.environmentReviewDecided) != nil
        if depth != .none, person.hasFinished, !isReviewed, plan?.reviews ?? true { aftermath.review(.pass) }
        if let plan, plan.resolves { aftermath.resolve() }
        return aftermath
    }

    private func putPeople(
        _ phase: Phase, _ put: ([Line]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let stretch = day.timetable.stretch(of: phase)
        for sitting in day.sittings {
            let people = day.people(of: sitting).filter { person in
                aftermath(of: sitting.exam) != .none || person.faults.contains { $0.aftermath != nil }
            }
            guard !people.isEmpty else { continue }
            let draw = try draw(of: sitting)
            let lines = try forEach(people) { (person) throws(LedgerError) -> [Line] in
                guard let aftermath = try aftermath(of: person, draw) else { return [] }
                var finisher = try finisher(for: person)
                if let session = aftermath.session { _ = finisher.lines(of: session.script) { _ in false } }
                return finisher.lines(of: aftermath.script) { stretch.contains($0.time) }
            }
            try put(Simulation.merged(lines))
        }
    }

    /// What was found of whole sittings is settled, sitting after sitting.
    private func putSettlements(_ put: ([Line]) throws(LedgerError) -> Void) throws(LedgerError) {
        for sitting in day.sittings {
            guard let plan = release(of: sitting.exam), plan.resolves, let fault = sitting.fault else { continue }
            var script = script(of: sitting.subject, .settlements)
            for expectation in fault.expects where expectation.outcome == .fail && expectation.effective != .note {
                script.say(
                    .staff(.adjudicator), at: turn(sitting, .settlements),
                    .findingResolved(FindingResolved(ruleID: expectation.rule, reason: "examined and settled")))
            }
            var plain = finisher()
            try put(plain.lines(of: script))
        }
    }

    private func putScores(_ put: ([Line]) throws(LedgerError) -> Void) throws(LedgerError) {
        for sitting in day.sittings where aftermath(of: sitting.exam) != .none {
            let draw = try draw(of: sitting)
            var script = script(of: sitting.subject, .scores)
            var lots = day.people(of: sitting).filter(\.hasFinished).compactMap {
                draw.lot(of: $0.names.candidate)?.number
            }
            lots.sort()
            let (start, length) = day.timetable.turn(sitting.number, of: day.sittings.count, in: .scores)
            for (place, lot) in lots.enumerated() {
                script.say(
                    .staff(.marker), at: start - day.timetable.last + length * Int64(place) / Int64(lots.count + 1),
                    score(lot, sitting, &script.random), personal: ["score_c"])
            }
            var finisher = finisher()
            try put(finisher.lines(of: script))
        }
    }

    private func score(_ lot: UInt32, _ sitting: SittingPlan, _ random: inout SeededRandom) -> Payload {
        .scoreRecorded(ScoreRecorded(scopeID: sitting.id, lotNumber: Int64(lot), sheetHash: random.digest()))
    }

    private func script(of subject: Subject, _ phase: Phase) -> Script {
        Script(
            subject, origin: day.timetable.last,
            random: SeededRandom(seed: options.seed, "after/\(phase)/\(subject.stream)"))
    }

    private func turn(_ sitting: SittingPlan, _ phase: Phase) -> Int64 {
        day.timetable.turn(sitting.number, of: day.sittings.count, in: phase).start - day.timetable.last
    }

    /// What an exam says of its release in one phase.
    private func putReleases(
        _ phase: Phase, _ put: ([Line]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let stretch = day.timetable.stretch(of: phase)
        var lines: [[Line]] = []
        for (number, exam) in day.exams.enumerated() {
            guard let plan = release(of: exam) else { continue }
            var script = script(of: Subject(exam: exam.id), .releases)
            script.release(
                exam, plan, day.timetable, turn: (number, day.exams.count),
                sittings: day.sittings.filter { $0.exam.id == exam.id }.map(\.id), withheld: withheld(in: exam, plan))
            var finisher = finisher()
            lines.append(finisher.lines(of: script) { stretch.contains($0.time) })
        }
        try put(Simulation.merged(lines))
    }

    /// The candidates of an exam whose disputes are open.
    private func withheld(in exam: ExamPlan, _ plan: ReleasePlan) -> [String] {
        guard plan.withholdsDisputed else { return [] }
        return day.sittings.filter { $0.exam.id == exam.id }.flatMap { day.people(of: $0) }
            .filter(\.hasOpenDispute).map(\.names.candidate)
    }

    /// A score after the seal, or a dispute between approval and release.
    private func putLateThoughts(
        _ phase: Phase, _ put: ([Line]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        for sitting in day.sittings {
            guard let plan = release(of: sitting.exam), let person = day.people(of: sitting).first else { continue }
            var finisher = try finisher(for: person)
            let draw = try draw(of: sitting)
            if phase == .seals, plan.marksAfterSeal, let lot = draw.lot(of: person.names.candidate)?.number {
                var script = script(of: sitting.subject, phase)
                script.say(
                    .staff(.marker), at: day.timetable.start(of: .seals) - day.timetable.last + Phase.longest,
                    score(lot, sitting, &script.random), personal: ["score_c"])
                try put(finisher.lines(of: script))
            }
            if phase == .afterthoughts, plan.hasLateDispute {
                let session = person.session(draw)
                _ = finisher.lines(of: session.script) { _ in false }
                var aftermath = Aftermath(
                    person, session, day.timetable, of: options.candidates, seed: options.seed)
                aftermath.disputeBriefly(at: turn(sitting, .afterthoughts))
                try put(finisher.lines(of: aftermath.script))
            }
        }
    }
}

extension Person {
    /// Whether a dispute of theirs is never closed.
    var hasOpenDispute: Bool { faults.contains { $0.leavesDispute } }
}
