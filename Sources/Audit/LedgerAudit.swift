import Exam
public import Ledger
public import Primitives

/// An audit of a ledger's prefix: reads the sessions from the store and has them judged, on all cores.
///
/// What is judged depends on the prefix, the ruleset and the parameters alone; the number of threads and the order in
/// which sessions are read change nothing.
public struct LedgerAudit: Sendable {
    private let store: LedgerStore
    private let prefix: Prefix

    /// An audit of a ledger as of a prefix.
    public init(_ store: LedgerStore, asOf prefix: Prefix) {
        self.store = store
        self.prefix = prefix
    }

    /// How many sessions are read before they are judged together: it bounds the memory.
    private static let portion = 512

    /// Judges every session, sitting and exam, and the ledger where its evidence is given.
    ///
    /// - Parameters:
    ///   - evidence: what a verification of this prefix found; without it the rules over the ledger are not judged.
    ///   - candidates: the candidates to judge; all where it is `nil`.
    ///   - keepsAll: whether outcomes that report nothing are kept too.
    ///   - progress: called with the entries and sessions done and to do.
    public func run(
        evidence: LedgerEvidence?, candidates: Set<String>? = nil, keepsAll: Bool = false,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws(LedgerError) -> AuditResult {
        try Draw.selfTest()
        var references = CrossReferences()
        var firstLogins: [String: UInt64] = [:]
        try store.forEachEvent(in: 0..<prefix.size) { (event) throws(LedgerError) -> Bool in
            references.take(event)
            if let exam = event.statement.exam, firstLogins[exam] == nil,
                event.type == .loginFaceSucceeded || event.type == .loginPasswordSucceeded
            {
                firstLogins[exam] = event.index
            }
            if event.index % 65_536 == 0 { progress(event.index, prefix.size) }
            return true
        }
        let run = AuditRun(
            prefix: AuditedPrefix(ledger: store.identity.origin, size: prefix.size, root: try store.root(of: prefix)),
            references: references, keepsAll: keepsAll)
        let sittings = try surroundings(firstLogins)
        var judged = try judge(sessions(candidates), sittings, run)
        for sitting in sittings.values { judged += run.judge(sitting: sitting) }
        for (exam, members) in Dictionary(grouping: sittings.values, by: \.context.exam) {
            judged += run.judge(exam: exam, sittings: members)
        }
        if let evidence { judged += run.judge(evidence) }
        return run.result(judged, sittings: Array(sittings.values))
    }

    private struct SittingName: Hashable {
        let exam: String
        let sitting: String
    }

    private func sessions(_ candidates: Set<String>?) throws(LedgerError) -> [SessionName] {
        let all = try store.sessions(asOf: prefix)
        guard let candidates else { return all }
        return all.filter { candidates.contains($0.candidate) }
    }

    /// The surroundings of every sitting that the prefix has a stream of, or a candidate in.
    private func surroundings(
        _ firstLogins: [String: UInt64]
    ) throws(LedgerError) -> [SittingName: Surroundings] {
        var names = Set(try store.sessions(asOf: prefix).map { SittingName(exam: $0.exam, sitting: $0.sitting) })
        for stream in try store.streams() {
            if case .sitting(let exam, let sitting) = stream.name {
                names.insert(SittingName(exam: exam, sitting: sitting))
            }
        }
        var surroundings: [SittingName: Surroundings] = [:]
        for name in names {
            surroundings[name] = Surroundings(
                try store.context(
                    exam: name.exam, sitting: name.sitting, asOf: prefix, firstLogin: .some(firstLogins[name.exam])))
        }
        return surroundings
    }

    private func judge(
        _ sessions: [SessionName], _ sittings: [SittingName: Surroundings], _ run: AuditRun
    ) throws(LedgerError) -> [Finding] {
        var findings: [Finding] = []
        var start = 0
        while start < sessions.count {
            let portion = Array(sessions[start..<min(sessions.count, start + LedgerAudit.portion)])
            start += portion.count
            let judged = Parallel.map(portion, makeWorker: {}) { (_, session) -> Result<[Finding], LedgerError> in
                guard let sitting = sittings[SittingName(exam: session.exam, sitting: session.sitting)] else {
                    return .success([])
                }
                do throws(LedgerError) {
                    let history = try store.history(
                        of: session.candidate, in: sitting.context, asOf: prefix)
                    return .success(run.judge(history, in: sitting))
                } catch {
                    return .failure(error)
                }
            }
            for result in judged { findings += try result.get() }
        }
        return findings
    }
}
