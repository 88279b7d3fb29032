import Exam
import Primitives

/// What follows for one candidate after the day, as it is written.
struct Aftermath: Sendable {
    let person: Person
    /// The sitting, where something of it is needed.
    let session: Session?
    let timetable: Timetable
    /// How many candidates have their turns in each phase.
    let count: Int
    var script: Script

    init(_ person: Person, _ session: Session?, _ timetable: Timetable, of count: Int, seed: UInt64) {
        self.person = person
        self.session = session
        self.timetable = timetable
        self.count = count
        var subject = person.sitting.subject
        subject.candidate = person.names.candidate
        script = Script(
            subject, origin: timetable.last, random: SeededRandom(seed: seed, "aftermath/" + subject.stream))
        script.latency = person.plan.latency
        script.offsets = person.plan.offsets
        script.monoBases = person.plan.monoBases.mapValues { $0 + (timetable.last - person.sitting.start) }
    }

    var names: CandidateNames { person.names }
    var parameters: Parameters { person.sitting.parameters }

    /// When this candidate's turn in a phase begins.
    func time(_ phase: Phase) -> Int64 {
        timetable.turn(names.number - 1, of: count, in: phase).start - timetable.last
    }

    /// A part of this candidate's turn, so that what is said in one turn stays in order.
    func step(_ number: Int64) -> Int64 {
        timetable.turn(0, of: count, in: .records).length / 16 * number
    }
}
