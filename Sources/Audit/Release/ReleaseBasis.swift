public import Exam
public import Ledger
public import Primitives

/// All that the release of an exam's scores rests on, as of a prefix of the log: what was judged, and who stands how.
///
/// Made once by ``LedgerAudit/releaseBasis(of:evidence:progress:)``; every gate is a pure function of it.
public struct ReleaseBasis: Sendable {
    /// The audit of the prefix, releases included.
    public let result: AuditResult
    /// The position that it speaks of.
    public let prefix: Prefix
    /// The last event of the prefix: what proposals and approvals name as their position.
    public let lastEvent: EventID
    /// The exam.
    public let exam: String
    /// Where the exam's approvals and seals point.
    private let positions: [EventID: UInt64]
    private let judged: LedgerAudit.Judged
    private let view: ExamView
    /// The events that gave lots.
    private let lots: [RecordedEvent]

    init(
        _ judged: LedgerAudit.Judged, _ result: AuditResult, of exam: String, in prefix: Prefix, lastEvent: EventID,
        positions: [EventID: UInt64], lots: [RecordedEvent]
    ) {
        self.judged = judged
        self.result = result
        self.exam = exam
        self.prefix = prefix
        self.lastEvent = lastEvent
        self.positions = positions.merging([lastEvent: prefix.size - 1]) { first, _ in first }
        self.lots = lots
        view = judged.run.examView(
            exam, judged.sittings.filter { $0.context.exam.isSame(as: exam) }, judged.references)
    }

    /// The sittings of the exam, in the byte order of their names.
    public var sittings: [String] { view.sittings.map(\.context.sitting) }

    /// The names of those whom the log has in some sittings, in the byte order of their streams.
    public func candidates(in sittings: [String]) -> [SessionName] {
        judged.standings(of: exam).compactMap { standing in
            guard case .candidate(let exam, let sitting, let candidate) = standing.stream,
                sittings.contains(where: { $0.isSame(as: sitting) })
            else { return nil }
            return SessionName(exam: exam, sitting: sitting, candidate: candidate)
        }.sorted()
    }

    /// The proposals that may still be carried out, in the order of the log.
    public var openProposals: [Fact<ReleaseProposed>] {
        let events = view.sittings.first?.exam ?? EventIndex([])
        let releases = events.facts(.scoreReleased)
        return ReleaseView.standing(events).filter { Proposal.release(of: $0, among: releases) == nil }
    }

    /// How many approvals a release of some sittings needs: the strictest of their parameters.
    public func approvalsRequired(for sittings: [String]) -> Int64? {
        view.sittings.filter { sitting in sittings.contains { $0.isSame(as: sitting.context.sitting) } }
            .compactMap(\.context.parameters?.approvalsRequired).max()
    }

    /// Where an event stands that an approval may name; `nil` where it is not in the prefix.
    public func position(of event: EventID) -> UInt64? { positions[event] }

    /// The view of one proposal, with what is not in the log yet behind it.
    func view(of proposal: EventID, supposing supposed: [RecordedEvent]) -> ReleaseView {
        ReleaseView(
            view, judged.standings(of: exam), judged.wider, positions: positions, supposing: supposed, only: proposal)
    }

    /// What the rules of release say of a view.
    func findings(of view: ReleaseView) -> [Finding] { judged.run.judge(view) }

    /// The draws of a sitting that nobody voided, checked step by step.
    func draws(of sitting: Surroundings) -> [DrawVerification] {
        sitting.draws.filter { !$0.isVoided(sitting.approvals) }.map { draw in
            DrawVerification(
                draw, in: sitting, references: judged.references.draws,
                lots: lots.filter { Draw.Assignment($0)?.draw == draw.id })
        }
    }
}

extension LedgerAudit {
    /// Judges the prefix and keeps what the release of an exam's scores rests on.
    ///
    /// - Parameters:
    ///   - exam: the exam.
    ///   - evidence: what a verification of this prefix found.
    ///   - named: further events whose places a supposed approval names.
    ///   - progress: told how far the audit is.
    /// - Throws: what reading the store throws, and what `progress` does.
    public func releaseBasis(
        of exam: String, evidence: LedgerEvidence, naming named: Set<EventID> = [],
        progress: Progress = { (_, _) throws(LedgerError) in }
    ) throws(LedgerError) -> ReleaseBasis {
        let judged = try judgeAll(evidence, keepsStandings: true, progress)
        var releases: [Finding] = []
        var positions = try self.positions(of: named)
        for (name, members) in judged.exams {
            let named = try self.positions(of: AuditRun.eventsNamed(by: members))
            releases += judged.run.judge(
                releasesOf: name, sittings: members, standings: judged.standings(of: name), findings: judged.wider,
                positions: named, references: judged.references)
            positions.merge(named) { first, _ in first }
        }
        guard let last = try store.event(at: prefix.size - 1) else { throw .notFound("#\(prefix.size - 1)") }
        return ReleaseBasis(
            judged, judged.run.result(judged.result.judged + releases, sittings: judged.sittings), of: exam,
            in: prefix, lastEvent: last.id, positions: positions,
            lots: try store.events(.types([.drawAssigned, .drawAutoAssigned], below: prefix.size)))
    }
}
