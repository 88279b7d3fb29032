import Exam
import Primitives

/// The exams and sittings of a day, and who has which fault: all from the options, nothing kept that grows with the
/// number of candidates but the list of sittings.
struct DayPlan: Sendable {
    let options: SimulationOptions
    let exams: [ExamPlan]
    let sittings: [SittingPlan]
    /// How many candidates are in the sittings that nothing breaks as a whole.
    let ordinary: Int
    /// The faults that have a place of their own, by the numbers of the candidates.
    private let placed: [Int: [Fault]]
    private let width: Int

    /// T of the first sitting with the usual parameters: 21 November 2026, 09:00 in Shanghai.
    private static let firstStart: Int64 = 1_795_222_800_000
    private static let day: Int64 = 86_400_000
    /// How many candidates are in a sitting that is broken as a whole.
    private static let brokenSize = 2

    init(_ options: SimulationOptions) throws(LedgerError) {
        self.options = options
        width = max(4, String(options.candidates).utf8.count)
        let chosen = try FaultCatalogue.chosen(by: options.faults)
        let room = options.faults == .all ? options.candidates * 3 / 10 : options.candidates
        let broken = min(chosen.sittings.count + chosen.exams.count, room / DayPlan.brokenSize)
        let sittingFaults = Array(chosen.sittings.prefix(broken))
        let examFaults = Array(chosen.exams.prefix(broken - sittingFaults.count))
        ordinary = options.candidates - DayPlan.brokenSize * broken

        placed = DayPlan.place(chosen.candidates, among: ordinary, tightly: options.faults != .all)

        var random = SeededRandom(seed: options.seed, "parameters")
        func parameters() -> Parameters {
            options.parameters == .varied ? .varied(&random) : .usual
        }
        let main = ExamPlan(id: "ex-2026-001", parameters: parameters(), fault: nil)
        exams =
            [main]
            + examFaults.enumerated().map { number, fault in
                ExamPlan(
                    id: CandidateNames.padded("ex-2026-", number + 2, width: 3), parameters: parameters(),
                    fault: fault)
            }
        var builder = SittingBuilder(options, firstStart: DayPlan.start(options))
        for first in stride(from: 1, through: ordinary, by: max(1, options.capacity)) {
            builder.add(main, first...min(ordinary, first + max(1, options.capacity) - 1), nil)
        }
        var next = ordinary + 1
        for fault in sittingFaults {
            builder.add(main, next...(next + DayPlan.brokenSize - 1), fault)
            next += DayPlan.brokenSize
        }
        for exam in exams.dropFirst() {
            builder.add(exam, next...(next + DayPlan.brokenSize - 1), nil)
            next += DayPlan.brokenSize
        }
        sittings = builder.sittings
    }

    private static func start(_ options: SimulationOptions) -> Instant {
        let shift = options.parameters == .varied ? Int64(options.seed % 200) * day : 0
        return Instant(milliseconds: firstStart + shift)
    }

    var timetable: Timetable {
        Timetable(
            first: sittings.first?.start ?? Instant(milliseconds: DayPlan.firstStart),
            last: sittings.last?.start ?? Instant(milliseconds: DayPlan.firstStart))
    }

    /// The people of a sitting, in the order of their numbers.
    func people(of sitting: SittingPlan) -> [Person] {
        let meetsClockStep = sittings.contains { $0.number >= sitting.number && $0.fault?.stepsClock == true }
        return sitting.candidates.map { number in
            Person(
                CandidateNames(number: number, width: width), sitting, faults(of: number, in: sitting),
                meetsClockStep: meetsClockStep, seed: options.seed)
        }
    }

    func names(_ number: Int) -> CandidateNames { CandidateNames(number: number, width: width) }

    /// What befalls a candidate: the fault that has its place here, else some by chance.
    private func faults(of number: Int, in sitting: SittingPlan) -> [Fault] {
        let place = number - sitting.candidates.lowerBound
        if let fault = sitting.fault { return fault.people.indices.contains(place) ? [fault.people[place]] : [] }
        if let fault = sitting.exam.fault { return fault.people.indices.contains(place) ? [fault.people[place]] : [] }
        if let placed = placed[number] { return placed }
        switch options.faults {
        case .usual, .all: return byChance(number)
        case .none, .named: return []
        }
    }

    /// Gives each fault a candidate: alone where there are enough of them, else with others that it goes with.
    ///
    /// - Parameter tightly: whether the first candidates have them, and not some all over the day.
    private static func place(_ faults: [Fault], among count: Int, tightly: Bool) -> [Int: [Fault]] {
        guard count > 0, !faults.isEmpty else { return [:] }
        var placed: [Int: [Fault]] = [:]
        let wholeFirst = faults.filter { $0.parts.contains(.whole) } + faults.filter { !$0.parts.contains(.whole) }
        for (order, fault) in wholeFirst.enumerated() {
            let wanted = tightly ? order : order * count / faults.count
            let free = (0..<count).lazy.map { (wanted + $0) % count + 1 }.first { number in
                placed[number, default: []].allSatisfy { $0.goes(with: fault) }
            }
            if let free { placed[free, default: []].append(fault) }
        }
        return placed
    }

    private func byChance(_ number: Int) -> [Fault] {
        var random = SeededRandom(seed: options.seed, "faults/\(number)")
        let met = FaultCatalogue.usual.filter { random.chance(basisPoints: $0.rate) }
        return DayPlan.compatible(met)
    }

    private static func compatible(_ faults: [Fault]) -> [Fault] {
        faults.reduce(into: []) { taken, fault in
            if taken.allSatisfy({ $0.goes(with: fault) }) { taken.append(fault) }
        }
    }
}

/// Puts sittings one after the other: three a day, four hours apart, so that no two meet.
struct SittingBuilder {
    private let options: SimulationOptions
    private let firstStart: Instant
    private(set) var sittings: [SittingPlan] = []

    init(_ options: SimulationOptions, firstStart: Instant) {
        self.options = options
        self.firstStart = firstStart
    }

    mutating func add(_ exam: ExamPlan, _ candidates: ClosedRange<Int>, _ fault: SittingFault?) {
        let number = sittings.count
        let start = firstStart + Int64(number / 3) * 86_400_000 + Int64(number % 3) * 4 * 3_600_000
        var duration: Int64 = 600_000
        var questions = 2
        var overrides: ParameterOverrides?
        if options.parameters == .varied {
            var random = SeededRandom(seed: options.seed, "sitting/\(number)")
            duration = random.within(9...18) * 60_000
            questions = Int(random.within(2...min(4, duration / 180_000)))
            if random.chance(basisPoints: 4000) {
                overrides = ParameterOverrides(
                    loginCloseMs: random.within(60...300) * 1000, evidenceDueMs: random.within(30...60) * 60_000)
            }
        }
        sittings.append(
            SittingPlan(
                exam: exam, id: CandidateNames.padded("s-", number + 1, width: 2), number: number, start: start,
                duration: duration, questionCount: questions, overrides: overrides, candidates: candidates,
                fault: fault))
    }
}
