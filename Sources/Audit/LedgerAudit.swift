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

    /// How many entries are walked before the next word of progress.
    private static let stride: UInt64 = 16_384

    /// Judges every session, sitting and exam, and the ledger and the releases where the ledger's evidence is given.
    ///
    /// Each entry is read once, but for those of sessions of which another stream says something too.
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
                findings: judged.wider, positions: try positions(of: AuditRun.eventsNamed(by: members)),
                references: judged.references)
        }
        return judged.run.result(judged.result.judged + releases, sittings: judged.sittings)
    }

    /// All that was judged before the releases, and what their judgement rests on.
    struct Judged {
        let run: AuditRun
        let sittings: [Surroundings]
        /// What the whole prefix says of keys, phones and accounts.
        let references: CrossReferences
        /// What was found of the sessions, the sittings, the exams and, where there is evidence, the ledger.
        let result: AuditResult
        /// The same without what was found of the sessions.
        let wider: [Finding]
        private let standings: [CandidateStanding]

        init(
            _ run: AuditRun, _ sittings: [Surroundings], _ references: CrossReferences, sessions: [JudgedSession],
            wider: [Finding]
        ) {
            self.run = run
            self.sittings = sittings
            self.references = references
            self.wider = wider
            standings = sessions.compactMap(\.standing)
            result = run.result(sessions.flatMap(\.findings) + wider, sittings: sittings)
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
        var meter = Meter(total: prefix.size)
        let run = try auditRun(keepsAll: keepsAll, keepsStandings: keepsStandings)
        let sessions = try store.sessions(asOf: prefix)
        let streams = try WiderStreams(store, below: prefix.size)
        try meter.add(streams.count, progress)
        let sittings = try surroundings(of: sessions, in: streams, &meter, progress)
        if sittings.values.contains(where: { !$0.draws.isEmpty }) { try Draw.selfTest() }
        var references = streams.references
        let judged = try judge(sessions, sittings, run, &references, &meter, progress)
        var wider: [Finding] = []
        for sitting in sittings.values { wider += run.judge(sitting: sitting, references: references) }
        let members = Dictionary(grouping: sittings.values, by: \.context.exam)
        for exam in streams.exams.union(members.keys) {
            wider += run.judge(
                exam: exam, sittings: members[exam] ?? [], events: streams.events(ofExam: exam), references: references)
        }
        if let evidence { wider += run.judge(evidence) }
        return Judged(run, Array(sittings.values), references, sessions: judged, wider: wider)
    }

    func auditRun(keepsAll: Bool, keepsStandings: Bool = false) throws(LedgerError) -> AuditRun {
        AuditRun(
            prefix: AuditedPrefix(ledger: store.identity.origin, size: prefix.size, root: try store.root(of: prefix)),
            keepsAll: keepsAll, keepsStandings: keepsStandings)
    }

    /// Walks the prefix in strides, as long as `body` answers yes.
    func forEachStride(
        _ meter: inout Meter, _ progress: Progress, _ body: (Range<UInt64>) throws(LedgerError) -> Bool
    ) throws(LedgerError) {
        var next: UInt64 = 0
        var goesOn = true
        while goesOn, next < prefix.size {
            let end = min(prefix.size, next + LedgerAudit.stride)
            goesOn = try body(next..<end)
            try meter.add(end - next, progress)
            next = end
        }
    }

    /// The surroundings of all sittings that the prefix has a stream of, or one of some candidates in.
    private func surroundings(
        of sessions: [SessionName], in wider: WiderStreams, _ meter: inout Meter, _ progress: Progress
    ) throws(LedgerError) -> [SittingName: Surroundings] {
        let names = wider.sittings.union(sessions.map(SittingName.init))
        let logins = try firstLogins(of: Set(names.filter(wider.needsFirstLogin).map(\.exam)), &meter, progress)
        var surroundings: [SittingName: Surroundings] = [:]
        for name in names {
            surroundings[name] = Surroundings(wider.context(of: name, firstLogin: logins[name.exam], now: prefix.now))
        }
        return surroundings
    }

    /// The positions of the first logins of some exams, by walking the log until they are found.
    private func firstLogins(
        of exams: Set<String>, _ meter: inout Meter, _ progress: Progress
    ) throws(LedgerError) -> [String: UInt64] {
        var logins: [String: UInt64] = [:]
        guard !exams.isEmpty else { return logins }
        try forEachStride(&meter, progress) { (range) throws(LedgerError) -> Bool in
            try store.forEachGlance(in: range, whole: [.loginFaceSucceeded, .loginPasswordSucceeded]) { glance in
                guard case .event(let event) = glance, let exam = event.statement.exam, exams.contains(exam) else {
                    return
                }
                logins[exam] = logins[exam] ?? event.index
            }
            return logins.count < exams.count
        }
        return logins
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
