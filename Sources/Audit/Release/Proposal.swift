import Exam
import Primitives

/// A `release.proposed` with what became of it, and those whom it would release.
struct Proposal: Sendable {
    /// The proposal, and what it says.
    let fact: Fact<ReleaseProposed>
    /// The release that carried it out.
    let release: Fact<ScoreReleased>?
    /// The `release.approved` that name it.
    let approvals: [Fact<ReleaseApproved>]
    /// The candidates whom it releases: those of its sittings that nothing withholds and nobody released before.
    let cohort: [CandidateStanding]
    /// The candidates of its sittings whom it leaves out, in the byte order of their ids.
    let withheld: [String]
    /// What stands against its sittings, the exam and the ledger.
    let outerFailures: [OpenFailure]
    /// Its sittings' surroundings.
    let sittings: [Surroundings]
    /// Events of its sittings and the exam that change what is released, candidates' own aside.
    private let outerChanges: [Citation]

    init(
        _ fact: Fact<ReleaseProposed>, releases: [Fact<ScoreReleased>], approvals: [Fact<ReleaseApproved>],
        candidates: [CandidateStanding], sittings: [Surroundings],
        outerFailures: [(stream: StreamName, failures: [OpenFailure])]
    ) {
        self.fact = fact
        let release = Proposal.release(of: fact, among: releases)
        self.release = release
        self.approvals = approvals
        let names = Set(fact.data.sittings.map { TextKey($0) })
        let end = release?.event.index ?? .max
        let earlier = releases.filter { $0.event.index < end && $0.data.proposal != fact.event.id }
        let named = Set((fact.data.withheld + (release?.data.withheld ?? [])).map { TextKey($0) })
        func isWithheld(_ candidate: CandidateStanding) -> Bool {
            named.contains(TextKey(candidate.candidate)) || candidate.isWithheld(from: fact.event.id, before: end)
        }
        let own = candidates.filter { names.contains(TextKey($0.sitting)) }
        withheld = Proposal.distinct(own.filter(isWithheld).map(\.candidate))
        cohort = own.filter { candidate in
            !isWithheld(candidate) && !earlier.contains { Proposal.released(candidate, by: $0) }
        }
        self.sittings = sittings.filter { names.contains(TextKey($0.context.sitting)) }
        self.outerFailures = outerFailures.filter { stream, _ in
            guard case .sitting(_, let sitting) = stream else { return true }
            return names.contains(TextKey(sitting))
        }.flatMap(\.failures)
        let othersScores = Set(own.filter(isWithheld).flatMap(\.scores).map(\.index))
        let findings: [EventType] = [.findingRaised, .findingWaived, .findingResolved]
        outerChanges =
            (sittings.first.map { exam in findings.flatMap { exam.exam.all($0) } } ?? []).map(Citation.init)
            + self.sittings.flatMap { sitting in
                (findings.flatMap { sitting.sitting.all($0) } + sitting.sitting.all(.scoreRecorded))
                    .filter { !othersScores.contains($0.index) }.map(Citation.init)
            }
    }

    /// The event.
    var event: RecordedEvent { fact.event }

    /// Where the release stands that carried it out; beyond the end of the log while none has.
    var end: UInt64 { release?.event.index ?? .max }

    /// The first `score.released` that carries a proposal out.
    static func release(
        of fact: Fact<ReleaseProposed>, among releases: [Fact<ScoreReleased>]
    ) -> Fact<ScoreReleased>? {
        releases.first { $0.data.proposal == fact.event.id && $0.event.index > fact.event.index }
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<TextKey> = []
        return names.filter { seen.insert(TextKey($0)).inserted }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func released(_ candidate: CandidateStanding, by release: Fact<ScoreReleased>) -> Bool {
        release.data.sittings.contains { $0.isSame(as: candidate.sitting) }
            && !release.data.withheld.contains { $0.isSame(as: candidate.candidate) }
            && !candidate.isWithheld(from: release.data.proposal, before: release.event.index)
    }

    /// The finding, dispute, decision and score events of those released that stand in a range of the log.
    func changes(after index: UInt64, before end: UInt64 = .max) -> [Citation] {
        (outerChanges + cohort.flatMap(\.changes)).filter { $0.index > index && $0.index < end }
    }

    /// The approvals that were given before it was carried out, and how many different officers gave them (REL-06).
    var approvalsInTime: (given: [Fact<ReleaseApproved>], officers: Int) {
        let given = approvals.filter { $0.event.index < end }
        return (
            given,
            min(
                Set(given.map { TextKey($0.event.statement.actor.id) }).count,
                Set(given.map(\.event.keyID)).count)
        )
    }

    /// The adjudications of those released that some officers made before it was carried out (REL-06).
    func adjudications(by officers: [String]) -> [Citation] {
        let deciders = cohort.flatMap(\.deciders).filter { $0.event.index < end }
        return deciders.filter { decider in officers.contains { $0.isSame(as: decider.actor) } }.map(\.event)
    }
}
