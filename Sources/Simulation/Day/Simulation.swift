import Exam
public import Primitives
import Signing

/// A synthetic exam day: signed events in the order of their reception, the keys, and what an audit must find.
///
/// Everything follows from the options, byte for byte. Only one sitting is in memory at a time; what is said before
/// and after is made phase by phase.
public struct Simulation: Sendable {
    /// What the day is like.
    public let options: SimulationOptions
    let day: DayPlan
    let mint: KeyMint
    let staff: [Staff: SecretKey]

    /// A day with these options.
    ///
    /// - Throws: `usage` for a fault that there is not, `crypto.unavailable`.
    public init(_ options: SimulationOptions) throws(LedgerError) {
        self.options = options
        day = try DayPlan(options)
        mint = KeyMint(seed: options.seed)
        staff = try mint.staffKeys()
    }

    /// The name of the ledger that the events are for.
    public var origin: String { "examledger.example/simulation/\(options.seed)" }
    /// The id of the main exam.
    public var exam: String { day.exams[0].id }
    /// When the ledger is to be opened.
    public var openedAt: Instant { day.timetable.start(of: .staffKeys) }

    /// Writes the day.
    ///
    /// - Parameter write: takes lines with their line breaks, and how many they are.
    /// - Returns: what an audit must find.
    /// - Throws: what `write` throws, `crypto.unavailable`.
    public func run(
        _ write: (_ lines: [UInt8], _ count: Int) throws(LedgerError) -> Void
    ) throws(LedgerError) -> Truth {
        var truth = Truth()
        func put(_ lines: [Line]) throws(LedgerError) {
            guard !lines.isEmpty else { return }
            truth.count(lines)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(lines.reduce(0) { $0 + $1.bytes.count })
            for line in lines { bytes += line.bytes }
            try write(bytes, lines.count)
        }
        try before(put)
        for sitting in day.sittings {
            let draw = try draw(of: sitting)
            try put(lines(of: sitting, draw, &truth))
        }
        try after(put)
        return truth
    }

    /// The draw of a sitting: over everybody who is on its roster.
    func draw(of sitting: SittingPlan) throws(LedgerError) -> SittingDraw {
        let roster = day.people(of: sitting).filter(\.isOnRoster).map(\.names.candidate)
        return try SittingDraw(sitting, roster: roster, seed: options.seed)
    }

    func finisher() -> Finisher {
        Finisher(ledger: origin, seed: options.seed, staff: staff)
    }

    /// A finisher that can sign for a candidate, and with the client that another lends.
    func finisher(for person: Person) throws(LedgerError) -> Finisher {
        var finisher = finisher()
        finisher.candidate = try CandidateKeys(person.names, mint)
        let lender = day.names(
            person.names.number == person.sitting.candidates.lowerBound
                ? person.sitting.candidates.upperBound : person.sitting.candidates.lowerBound)
        finisher.borrowed = (lender, try mint.key(lender.loan))
        return finisher
    }

    /// What is made of every person of a sitting, on all cores, in their order.
    func forEach<Value: Sendable>(
        _ people: [Person], _ make: @Sendable (Person) throws(LedgerError) -> Value
    ) throws(LedgerError) -> [Value] {
        let results = Parallel.map(people, portion: 1, makeWorker: {}) { (_, person) -> Result<Value, LedgerError> in
            Result { () throws(LedgerError) -> Value in try make(person) }
        }
        var values: [Value] = []
        for result in results { values.append(try result.get()) }
        return values
    }

    /// The day of one sitting.
    private func lines(
        of sitting: SittingPlan, _ draw: SittingDraw, _ truth: inout Truth
    ) throws(LedgerError) -> [Line] {
        let people = day.people(of: sitting)
        let sessions = try forEach(people) { (person) throws(LedgerError) -> (lines: [Line], lot: Int64?) in
            var finisher = try finisher(for: person)
            let script = person.session(draw).script
            return (finisher.lines(of: script), script.lot)
        }
        for (person, session) in zip(people, sessions) {
            truth.note(
                person, lot: session.lot, release(of: sitting.exam), aftermath(of: sitting.exam))
        }
        truth.note(sitting)
        var plain = finisher()
        let own = [trust(sitting), sitting.script(draw, seed: options.seed), exam(sitting)].map { plain.lines(of: $0) }
        return Simulation.merged(own + sessions.map(\.lines))
    }

    /// What is said about the ledger itself while a sitting runs.
    private func trust(_ sitting: SittingPlan) -> Script {
        var script = Script(
            .trust, origin: sitting.start, random: SeededRandom(seed: options.seed, "trust/\(sitting.id)"))
        guard sitting.fault?.stepsClock == true else { return script }
        let step = LedgerClockStepped(beforeMs: script.absolute(60_000), afterMs: script.absolute(58_000))
        script.say(.platform, receivedAt: 60_000, .ledgerClockStepped(step))
        return script
    }

    /// What is said about the exam while a sitting runs.
    private func exam(_ sitting: SittingPlan) -> Script {
        let subject = Subject(exam: sitting.exam.id)
        var script = Script(
            subject, origin: sitting.start, random: SeededRandom(seed: options.seed, "day/" + subject.stream))
        guard sitting.exam.fault?.changesPolicy == true else { return script }
        var parameters = sitting.exam.parameters
        parameters.readMinMs += 1
        script.say(
            .staff(.planner), at: 60_000,
            .examPolicySet(ExamPolicySet(params: parameters, policyHash: parameters.policyHash)))
        return script
    }

    /// Lines of several scripts in the order of their reception, at one moment in the order of the scripts.
    static func merged(_ scripts: [[Line]]) -> [Line] {
        let all = scripts.enumerated().flatMap { number, lines in lines.map { (number, $0) } }
        return all.sorted { ($0.1.received, $0.0, $0.1.order) < ($1.1.received, $1.0, $1.1.order) }.map(\.1)
    }
}
