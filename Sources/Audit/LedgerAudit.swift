import Exam
public import Ledger
public import Primitives

/// An audit of a ledger's prefix: reads the sessions from the store and has them judged, on all cores.
///
/// What is judged depends on the prefix, the ruleset and the parameters alone; the number of threads and the order in
/// which sessions are read change nothing.
public struct LedgerAudit: Sendable {
    let store: LedgerStore
    let prefix: Prefix

    /// An audit of a ledger as of a prefix.
    public init(_ store: LedgerStore, asOf prefix: Prefix) {
        self.store = store
        self.prefix = prefix
    }

    /// Told how many entries were read so far, and how many are to be read as far as that is known; throws to stop.
    public typealias Progress = (_ read: UInt64, _ total: UInt64) throws(LedgerError) -> Void

    /// How many sessions are read before they are judged together: it bounds the memory.
    private static let portion = 512

    /// How many entries are walked before the next word of progress.
    private static let stride: UInt64 = 16_384

    /// Judges every session, sitting and exam, and the ledger and the releases where the ledger's evidence is given.
    ///
    /// - Parameters:
    ///   - evidence: what a verification of this prefix found; without it the rules over the ledger are not judged, and
    ///     those over releases neither, which rest on them.
    ///   - keepsAll: whether outcomes that report nothing are kept too.
    ///   - progress: told how far the audit is.
    /// - Throws: what reading the store throws, and what `progress` does.
    public func run(
        evidence: LedgerEvidence?, keepsAll: Bool = false,
        progress: Progress = { (_, _) throws(LedgerError) in }
    ) throws(LedgerError) -> AuditResult {
        let judged = try judgeAll(evidence, keepsAll: keepsAll, progress)
        guard evidence != nil else { return judged.result }
        var releases: [Finding] = []
        for (exam, members) in judged.exams {
            releases += judged.run.judge(
                releasesOf: exam, sittings: members, standings: judged.standings(of: exam),
                findings: judged.wider, positions: try positions(of: AuditRun.eventsNamed(by: members)))
        }
        return judged.run.result(judged.result.judged + releases, sittings: judged.sittings)
    }

    /// All that was judged before the releases, and what their judgement rests on.
    struct Judged {
        let run: AuditRun
        let sittings: [Surroundings]
        /// What was found of the sessions, the sittings, the exams and, where there is evidence, the ledger.
        let result: AuditResult
        /// The same without what was found of the sessions.
        let wider: [Finding]
        private let standings: [CandidateStanding]

        init(
            _ run: AuditRun, _ sittings: [Surroundings], own: [Finding], wider: [Finding],
            _ standings: [CandidateStanding]
        ) {
            self.run = run
            self.sittings = sittings
            self.wider = wider
            self.standings = standings
            result = run.result(own + wider, sittings: sittings)
        }

        /// The exams with their sittings.
        var exams: [String: [Surroundings]] { Dictionary(grouping: sittings, by: \.context.exam) }

        func standings(of exam: String) -> [CandidateStanding] { standings.filter { $0.exam.isSame(as: exam) } }
    }

    /// Judges everything but the releases.
    ///
    /// - Parameter keepsStandings: whether what releases rest on is kept of every candidate, proposed or not.
    func judgeAll(
        _ evidence: LedgerEvidence?, keepsAll: Bool = false, keepsStandings: Bool = false, _ progress: Progress
    ) throws(LedgerError) -> Judged {
        var meter = Meter(total: 2 * prefix.size)
        let references = try walk(&meter, progress)
        let run = try auditRun(references, keepsAll: keepsAll, keepsStandings: keepsStandings)
        let sessions = try store.sessions(asOf: prefix)
        let sittings = try surroundings(try sittings(of: sessions), references)
        if sittings.values.contains(where: { !$0.draws.isEmpty }) { try Draw.selfTest() }
        let judged = try judge(sessions, sittings, run, &meter, progress)
        var wider: [Finding] = []
        for sitting in sittings.values { wider += run.judge(sitting: sitting) }
        for (exam, members) in Dictionary(grouping: sittings.values, by: \.context.exam) {
            wider += run.judge(exam: exam, sittings: members)
        }
        if let evidence { wider += run.judge(evidence) }
        return Judged(run, Array(sittings.values), own: judged.findings, wider: wider, judged.standings)
    }

    func auditRun(
        _ references: CrossReferences, keepsAll: Bool, keepsStandings: Bool = false
    ) throws(LedgerError) -> AuditRun {
        AuditRun(
            prefix: AuditedPrefix(ledger: store.identity.origin, size: prefix.size, root: try store.root(of: prefix)),
            references: references, keepsAll: keepsAll, keepsStandings: keepsStandings)
    }

    /// What the whole prefix says of keys, phones and accounts.
    func walk(_ meter: inout Meter, _ progress: Progress) throws(LedgerError) -> CrossReferences {
        var references = CrossReferences()
        var next: UInt64 = 0
        while next < prefix.size {
            let end = min(prefix.size, next + LedgerAudit.stride)
            try store.forEachGlance(in: next..<end, whole: CrossReferences.types) { glance in
                switch glance {
                case .event(let event): references.take(event)
                case .counter(let n, let key): references.take(counter: n, of: key)
                }
            }
            try meter.add(end - next, progress)
            next = end
        }
        return references
    }

    /// The sittings that the prefix has a stream of, or one of some candidates in.
    private func sittings(of sessions: [SessionName]) throws(LedgerError) -> Set<SittingName> {
        var names = Set(sessions.map(SittingName.init))
        for stream in try store.streams() {
            if case .sitting(let exam, let sitting) = stream.name {
                names.insert(SittingName(exam: exam, sitting: sitting))
            }
        }
        return names
    }

    /// The surroundings of some sittings.
    func surroundings(
        _ names: Set<SittingName>, _ references: CrossReferences
    ) throws(LedgerError) -> [SittingName: Surroundings] {
        var surroundings: [SittingName: Surroundings] = [:]
        for name in names {
            surroundings[name] = try Surroundings(of: name, in: store, asOf: prefix, references)
        }
        return surroundings
    }

    private func judge(
        _ sessions: [SessionName], _ sittings: [SittingName: Surroundings], _ run: AuditRun, _ meter: inout Meter,
        _ progress: Progress
    ) throws(LedgerError) -> (findings: [Finding], standings: [CandidateStanding]) {
        var findings: [Finding] = []
        var standings: [CandidateStanding] = []
        var start = 0
        while start < sessions.count {
            let portion = Array(sessions[start..<min(sessions.count, start + LedgerAudit.portion)])
            start += portion.count
            let judged = Parallel.map(portion, portion: 8, makeWorker: {}) {
                (_, session) -> Result<(JudgedSession, Int)?, LedgerError> in
                guard let sitting = sittings[SittingName(session)] else { return .success(nil) }
                do throws(LedgerError) {
                    let history = try store.history(of: session.candidate, in: sitting.context, asOf: prefix)
                    return .success((run.judge(history, in: sitting), history.events.count))
                } catch {
                    return .failure(error)
                }
            }
            var read = 0
            for result in judged {
                guard let (session, count) = try result.get() else { continue }
                findings += session.findings
                if let standing = session.standing { standings.append(standing) }
                read += count
            }
            try meter.add(UInt64(read), progress)
        }
        return (findings, standings)
    }

    /// Where some events stand, those that are in the prefix.
    func positions(of events: Set<EventID>) throws(LedgerError) -> [EventID: UInt64] {
        var positions: [EventID: UInt64] = [:]
        for event in events {
            if let index = try store.index(of: event), index < prefix.size { positions[event] = index }
        }
        return positions
    }

    /// How many entries were read.
    struct Meter {
        private(set) var read: UInt64 = 0
        let total: UInt64

        init(total: UInt64) { self.total = total }

        mutating func add(_ count: UInt64, _ progress: Progress) throws(LedgerError) {
            read += count
            try progress(read, max(read, total))
        }
    }
}
