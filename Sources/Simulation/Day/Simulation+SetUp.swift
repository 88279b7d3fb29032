import Exam
import Primitives

extension Simulation {
    /// Everything that is said before the first sitting.
    func before(_ put: ([Line]) throws(LedgerError) -> Void) throws(LedgerError) {
        let scripts = SetUpScripts(seed: options.seed, timetable: day.timetable, mint: mint)
        var finisher = finisher()
        try put(finisher.lines(of: scripts.trust()))
        for (number, exam) in day.exams.enumerated() {
            try put(finisher.lines(of: scripts.exam(exam, number: number, of: day.exams.count)))
        }
        for phase in Phase.allCases where !phase.isAfter {
            switch phase {
            case .staffKeys, .exams: continue
            case .schedules, .rosters, .papers, .commitments, .contributions, .revelations, .openings:
                try putSittings(scripts, phase, put)
            case .registrations, .earlyWithdrawals, .lateWithdrawals, .bindings, .mocks:
                try putPeople(scripts, phase, put)
            default: continue
            }
        }
    }

    private func putSittings(
        _ scripts: SetUpScripts, _ phase: Phase, _ put: ([Line]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let stretch = day.timetable.stretch(of: phase)
        for sitting in day.sittings {
            let script = scripts.sitting(sitting, of: day.sittings.count, try draw(of: sitting))
            var finisher = finisher()
            try put(finisher.lines(of: script) { stretch.contains($0.time) })
        }
    }

    private func putPeople(
        _ scripts: SetUpScripts, _ phase: Phase, _ put: ([Line]) throws(LedgerError) -> Void
    ) throws(LedgerError) {
        let stretch = day.timetable.stretch(of: phase)
        for sitting in day.sittings {
            var people = day.people(of: sitting)
            if phase == .earlyWithdrawals || phase == .lateWithdrawals {
                people.removeAll { $0.withdrawal == nil }
            }
            let lines = try forEach(people) { (person) throws(LedgerError) -> [Line] in
                var finisher = finisher()
                let script = try scripts.candidate(person, of: options.candidates)
                return finisher.lines(of: script) { stretch.contains($0.time) }
            }
            try put(Simulation.merged(lines))
        }
    }
}
